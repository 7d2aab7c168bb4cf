"""What to do about reviews, scores and violations, and what they caused: who, by when, and by what it is judged."""

from storehand.advise.play import Play
from storehand.wording import Text

_CONTACT = Text(
    "两小时内逐条看订单和聊天，电话致歉问清原因，按权限退换补；公开回复不带隐私，恶意的留证举报；同一原因满 3 条转品控。",
    "Within two hours read order and chat of each, call, solve within your authority; answer in public without private data, "
    "report malicious ones; three of one cause go to quality.",
)
_FIRST = Text(
    "差评顶在首屏：先联系买家解决，公开回复说明处理；请真实买家晒图把好评带上来，问大家挑两条如实回答。",
    "A bad review stands on the first screen: solve it with the buyer, answer in public what was done; ask real buyers for "
    "pictures, answer two questions honestly.",
)
_BATCH = Text(
    "退款和差评一起涨，多半是这批货：今天停售该批次抽检 20 件，差评买家由客服主动换货，供应商书面说明原因。",
    "Refunds and bad reviews rise together: most likely the batch. Stop selling it today, inspect 20 pieces, service offers an "
    "exchange, the supplier explains in writing.",
)
_APPEAL = Text(
    "进「千牛 › 店铺 › 违规管理」看原因和申诉截止：有证据的在截止前申诉，没有的立即改；同类词图全店扫一遍，记入台账。",
    "In the seller desk under violations read reason and last day of appeal: appeal with evidence in time, else mend at once; "
    "scan the whole shop for the same words and images.",
)
_SCORE = Text(
    "看掉的是哪一项：商品看低分评价和退款原因，物流看超时件和快递，服务看响应；逐个联系低分买家，慢的快递这周换掉。",
    "See which score fell: goods: low reviews and refund reasons; delivery: late parcels and couriers; service: replies. Contact "
    "who rated low, replace the slow courier this week.",
)

PLAYS = (
    Play("bad_reviews_high", "service", _CONTACT, 2, "bad_reviews", 14, number="P17"),
    Play("item_bad_reviews_high", "service", _CONTACT, 2, "bad_reviews", 14, number="P17"),
    Play("bad_reviews_many", "service", _CONTACT, 2, "bad_reviews", 14, number="P17"),
    *(
        Play(check, "service", _FIRST, 4, metric, 7, driver="bad_reviews", number="P17")
        for check, metric in (("item_cvr_low", "item_cvr"), ("cvr_low", "cvr"), ("item_low", "gmv"), ("gmv_low", "gmv"))
    ),
    *(
        Play(check, "logistics", _BATCH, 4, metric, 14, driver=driver, number="P11")
        for check, metric, driver in (
            ("item_refunds_high", "refunds", "bad_reviews"),
            ("item_bad_reviews_high", "bad_reviews", "refunds"),
            ("item_cvr_low", "item_cvr", "refunds"),
        )
    ),
    Play("score_low", "logistics", _SCORE, 24, "scores", 14, number="P12"),
    *(
        Play("score_low", "service", _SCORE, 24, "scores", 14, driver=f"name={name}", number="P12")
        for name in ("服务体验", "服务态度", "客服体验")
    ),
    *(
        Play("score_low", "logistics", _SCORE, 24, "scores", 14, driver=f"name={name}", number="P12")
        for name in ("物流体验", "物流服务", "商品体验", "描述相符")
    ),
    Play("violation", "operations", _APPEAL, 4, "violations", 7, number="P20"),
    *(
        Play(check, "operations", _APPEAL, 4, metric, 7, driver="violations", number="P20")
        for check, metric in (
            ("visitors_low", "visitors"),
            ("source_low", "visitors"),
            ("item_visitors_low", "item_visits"),
            ("item_search_low", "search_visitors"),
            ("item_low", "gmv"),
        )
    ),
)
