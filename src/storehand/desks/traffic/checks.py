"""What traffic watches. The limits are defaults; a shop's own stand in its settings under the check's name.

A share is how far from the usual counts (0.2: 20 %); beyond it, noise alone must be unlikely too.
"""

from storehand.desks.traffic.newcomers import unseen
from storehand.detect.check import Check, missing, worse_than_usual
from storehand.wording import Text

ITEM = ("item_id", "item")

CHECKS = (
    Check(
        "visitors_low",
        Text("访客数低于平常", "Visitors below usual"),
        worse_than_usual("visitors", share=0.15, minimum=100, worth=("uv_value",)),
    ),
    Check(
        "cvr_low",
        Text("支付转化率低于平常", "Conversion below usual"),
        worse_than_usual("cvr", share=0.15, minimum=300, worth=("visitors", "aov")),
    ),
    Check(
        "source_low",
        Text("流量来源访客低于平常", "A source's visitors below usual"),
        worse_than_usual("visitors", by=("source",), share=0.25, minimum=20, worth=("uv_value",), levels=("source1", "source2")),
    ),
    Check(
        "source_gone",
        Text("流量来源断了", "A traffic source is gone"),
        missing("visitors", by=("source",), minimum=20, worth=("uv_value",)),
    ),
    Check(
        "source_cvr_low",
        Text("来源转化率低于平常", "A source's conversion below usual"),
        worse_than_usual(
            "source_cvr", by=("source",), counted_by="source_visitors", share=0.3, minimum=60, worth=("source_visitors", "aov")
        ),
    ),
    Check(
        "item_visitors_low",
        Text("商品访客数低于平常", "An item's visitors below usual"),
        worse_than_usual("item_visits", by=ITEM, share=0.25, minimum=20, worth=("uv_value",)),
    ),
    Check(
        "item_search_low",
        Text("商品搜索访客低于平常", "An item's search visitors below usual"),
        worse_than_usual("search_visitors", by=ITEM, share=0.25, minimum=15, worth=("uv_value",)),
    ),
    Check(
        "item_cvr_low",
        Text("商品转化率低于平常", "An item's conversion below usual"),
        worse_than_usual("item_cvr", by=ITEM, counted_by="item_visits", share=0.25, minimum=60, worth=("item_visits", "aov")),
    ),
    Check(
        "item_cart_rate_low",
        Text("商品加购率低于平常", "An item's cart rate below usual"),
        worse_than_usual("item_cart_rate", by=ITEM, counted_by="item_visits", share=0.35, minimum=60),
    ),
    Check(
        "word_low",
        Text("搜索词引导访客低于平常", "A search word's visitors below usual"),
        worse_than_usual("word_visitors", by=("word",), share=0.4, minimum=15, worth=("word_value",)),
    ),
    Check(
        "word_ctr_low",
        Text("搜索词点击率低于平常", "A search word's click rate below usual"),
        worse_than_usual("word_ctr", by=("word",), counted_by="word_impressions", share=0.3, minimum=500),
    ),
    Check("new_item_unseen", Text("新品没流量", "A new item that nobody sees"), unseen(10)),
    # What stands behind a stated rate is counted in orders.
    Check("bounce_high", Text("跳失率高于平常", "Bounce rate above usual"), worse_than_usual("bounce", share=0.12, minimum=10)),
    Check("dwell_low", Text("停留时长低于平常", "Average stay below usual"), worse_than_usual("dwell", share=0.25, minimum=10)),
    Check(
        "cart_rate_low",
        Text("加购率低于平常", "Cart rate below usual"),
        worse_than_usual("cart_rate", share=0.2, minimum=300),
    ),
)
