"""What each role asks when trade has moved, in its order: what figures can answer, then what a person must see."""

from typing import Final

from storehand.advise.question import Question
from storehand.wording import Text

SALES: Final = ("gmv", "orders", "buyers", "net", "item_gmv")
BASKET: Final = ("aov", "order_value", "units_per_order", "price_per_unit")
REFUNDS: Final = ("refunds", "refund_rate", "cohort_refunds")
UNPAID: Final = ("unpaid_rate", "unpaid_orders", "closed_rate")
PROFIT: Final = ("gross_profit", "gross_margin", "net")

QUESTIONS = (
    Question(
        "operations",
        SALES,
        Text("访客、转化、客单，是哪一个？", "Visitors, conversion or basket: which one?"),
        ("visitors", "cvr", "aov"),
    ),
    Question("operations", SALES, Text("下了单没付款的多了吗？", "Did more orders stay unpaid?"), ("unpaid_rate", "closed_rate")),
    Question(
        "operations",
        SALES,
        Text(
            "主推款断货、改价、下架了吗？活动、券到期了吗？",
            "Main items out of stock, repriced, taken down? Campaign or coupon ended?",
        ),
    ),
    Question("operations", SALES, Text("竞品在做活动吗？", "Is a rival in a campaign?")),
    Question(
        "ads",
        SALES,
        Text("推广少带了多少：花费、成交、投产？", "What did ads bring less: spend, sales, return?"),
        ("ad_spend", "ad_gmv", "roas"),
    ),
    Question("ads", SALES, Text("主力计划停了、预算烧完了吗？", "Did a main plan stop, or its budget run out?")),
    Question(
        "operations",
        BASKET,
        Text("连带少了，还是单价低了？", "Fewer units an order, or cheaper ones?"),
        ("units_per_order", "price_per_unit"),
    ),
    Question(
        "operations",
        BASKET,
        Text(
            "低价款占比高了吗？券太深了吗？满减门槛离客单 20%～30% 吗？",
            "Cheap items' share up? Coupons too deep? Threshold 20–30 % above the basket?",
        ),
    ),
    Question(
        "logistics",
        REFUNDS,
        Text("退款金额和退款率都高吗？", "Are both refunds and their rate high?"),
        ("refunds", "refund_rate"),
    ),
    Question(
        "logistics",
        REFUNDS,
        Text(
            "集中在一个原因、SKU、批次、快递、地区吗（40% 以上且至少 5 件就停售抽检）？",
            "Do one reason, SKU, batch, courier or region stand out (40 % and 5 cases: stop sale, inspect)?",
        ),
    ),
    Question(
        "service", REFUNDS, Text("发货前退的多，还是发货后？有降价退差价吗？", "Before or after shipping? Price protection?")
    ),
    Question(
        "design",
        REFUNDS,
        Text("「与描述不符」「尺码」多吗？图、尺码表要改吗？", "Many 'not as described' or 'size'? Fix images, size table?"),
    ),
    Question(
        "service", UNPAID, Text("没付款的单多了多少？", "How many more orders stay unpaid?"), ("unpaid_orders", "unpaid_rate")
    ),
    Question(
        "service",
        UNPAID,
        Text("30 分钟到 2 小时内催付了吗？买家说什么？", "Were buyers reminded within 2 hours? What do they say?"),
    ),
    Question(
        "operations",
        UNPAID,
        Text(
            "价格标错了吗？券用得上吗？支付方式、发货承诺正常吗？", "Wrong price? Coupon works? Payment, shipping promise right?"
        ),
    ),
    Question(
        "finance",
        PROFIT,
        Text("成本价齐吗（不齐毛利就是猜的）？", "Are unit costs known (else profit is a guess)?"),
        ("cost_known",),
    ),
    Question(
        "finance",
        PROFIT,
        Text("让利、退款、推广，哪一个吃掉了？", "Discounts, refunds or ads: what ate it?"),
        ("price_per_unit", "refund_rate", "ad_share"),
    ),
    Question("finance", PROFIT, Text("运费、赠品、平台扣点变了吗？", "Did freight, gifts or commission change?")),
)
