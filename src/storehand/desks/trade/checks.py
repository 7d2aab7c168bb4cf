"""What trade watches. The limits are defaults; a shop's own stand in its settings under the check's name.

A share is how far from the usual counts (0.2: 20 %); beyond it, noise alone must be unlikely too.
"""

from storehand.desks.trade.outpour import refunds_large
from storehand.desks.trade.typos import sold_cheap, sold_dear
from storehand.desks.waves import Rules, more_in_a_week
from storehand.detect.check import Check, beyond, missing, worse_than_usual
from storehand.detect.gaps import missing_field
from storehand.wording import Text

ITEM = ("item_id", "item")

CHECKS = (
    Check(
        "missing_field",
        Text("缺了字段，丢了订单", "A missing field costs orders"),
        missing_field("orders", "order_lines", metrics={"lost": "lost_orders", "unshipped": "unshipped_orders"}),
    ),
    Check(
        "gmv_low",
        Text("支付金额低于平常", "Paid amount below usual"),
        worse_than_usual("gmv", share=0.12, minimum=10, witness="orders"),
    ),
    Check(
        "orders_low",
        Text("支付订单数低于平常", "Paid orders below usual"),
        worse_than_usual("orders", share=0.15, minimum=15, worth=("order_value",)),
    ),
    Check(
        "aov_low",
        Text("客单价低于平常", "Paid per buyer below usual"),
        worse_than_usual("aov", share=0.12, minimum=30, worth=("buyers",)),
    ),
    Check(
        "order_value_low",
        Text("笔单价低于平常", "Paid per order below usual"),
        worse_than_usual("order_value", share=0.12, minimum=30, worth=("orders",)),
    ),
    Check("refunds_high", Text("退款高于平常", "Refunds above usual"), worse_than_usual("refunds", share=0.3, minimum=5)),
    Check("refunds_large", Text("一天退款过多", "A day of very large refunds"), refunds_large(0.25)),
    Check(
        "refund_rate_high",
        Text("退款率高于平常", "Refund rate above usual"),
        worse_than_usual("refund_rate", share=0.3, minimum=30, worth=("cohort_paid",)),
    ),
    Check(
        "item_refunds_high",
        Text("商品退款高于平常", "An item's refunds above usual"),
        more_in_a_week(
            Rules("refund_cases", by=ITEM, within="reason", per="item_units", costs="refunds", lumps=1.5), minimum=4, times=1.6
        ),
    ),
    # The newest orders are still open, so their unpaid share cannot be held against that of older days.
    Check(
        "unpaid_high",
        Text("未付款订单过多", "Too many unpaid orders"),
        beyond("unpaid_rate", 0.4, minimum=30, worth=("placed_orders", "placed_value")),
    ),
    # Open or closed since, what was never paid compares with older days.
    Check(
        "never_paid_high",
        Text("下单未付成率高于平常", "Share never paid above usual"),
        worse_than_usual("never_paid_rate", share=0.4, minimum=20, worth=("placed_orders", "placed_value")),
    ),
    Check(
        "province_low",
        Text("一地订单低于平常", "A region's orders below usual"),
        worse_than_usual("orders", by=("province", "country"), share=0.5, minimum=5, worth=("order_value",)),
    ),
    Check(
        "province_gone",
        Text("一地断了订单", "A region without orders"),
        missing("orders", by=("province", "country"), minimum=4, worth=("order_value",)),
    ),
    Check(
        "margin_low",
        Text("支付毛利率低于平常", "Margin on what was paid below usual"),
        worse_than_usual("paid_margin", share=0.1, minimum=15, worth=("gmv",)),
    ),
    Check(
        "item_price_low",
        Text("商品成交价低于平常", "An item sells far below its usual price"),
        sold_cheap(0.3, minimum=3),
    ),
    Check(
        "item_price_up",
        Text("商品成交价涨了", "An item sells above its usual price"),
        sold_dear(0.12, minimum=10),
    ),
    Check(
        "item_low",
        Text("商品支付金额低于平常", "An item's paid amount below usual"),
        worse_than_usual("gmv", by=ITEM, counted_by="units", share=0.4, minimum=3),
    ),
    Check(
        "item_gone",
        Text("商品断了销售", "An item stopped selling"),
        missing("gmv", by=ITEM, counted_by="units", minimum=3),
    ),
)
