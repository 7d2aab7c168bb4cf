"""What each role asks when traffic has moved, in its order: what figures can answer, then what a person must see."""

from typing import Final

from storehand.advise.question import Question
from storehand.wording import Text

VISITORS: Final = ("visitors", "source_visitors", "item_visitors", "pageviews")
CONVERSION: Final = ("cvr", "cart_rate", "fav_rate")
STAY: Final = ("bounce", "dwell", "pages_per_visitor")

QUESTIONS = (
    # Visitors: paid or free, then what feeds each.
    Question(
        "operations",
        VISITORS,
        Text("是付费的少了，还是免费的少了？", "Fewer paid visitors, or fewer free ones?"),
        ("paid_visitors", "paid_share"),
    ),
    Question(
        "operations",
        VISITORS,
        Text("核心词的排名、点击率掉了吗？", "Did core words lose rank or click rate?"),
    ),
    Question(
        "operations",
        VISITORS,
        Text(
            "近 7 天改过标题、类目、属性、主图吗？价格力、限流、违规、缺货呢？",
            "Were title, category, attributes or main image changed in 7 days? Price rating, limits, violations, stock?",
        ),
    ),
    Question(
        "operations",
        VISITORS,
        Text("活动、直播到期了吗，报名了下一场吗？", "Did a campaign or live show end, and is the next one booked?"),
    ),
    Question(
        "ads",
        VISITORS,
        Text("花费、展现、点击照常吗？", "Are spend, impressions and clicks as usual?"),
        ("ad_spend", "ad_impressions", "ad_clicks"),
    ),
    Question(
        "ads", VISITORS, Text("点击单价涨了、点击率掉了吗？", "Did clicks get dearer, or the click rate fall?"), ("cpc", "ctr")
    ),
    Question(
        "ads",
        VISITORS,
        Text("余额、日预算烧完了吗？计划停了、被拒了吗？", "Balance or daily budget used up? Plans paused or refused?"),
    ),
    Question("ads", VISITORS, Text("出价、人群、地域、时段改过吗？", "Were bids, crowds, regions or hours changed?")),
    Question("design", VISITORS, Text("点击率掉了吗？", "Did the click rate fall?"), ("ctr",)),
    Question(
        "design",
        VISITORS,
        Text(
            "主图换过吗，用了几周？竞品的图和价签更好吗？",
            "Was the main image changed, how many weeks is it on? Are rivals' better?",
        ),
    ),
    # Conversion: the mix of traffic first, then what visitors met.
    Question(
        "operations",
        CONVERSION,
        Text("来的人变冷了吗：付费、新访客占比？", "Colder visitors: the paid share, new ones?"),
        ("paid_share", "new_visitors"),
    ),
    Question(
        "operations",
        CONVERSION,
        Text("收藏、加购也掉了吗（掉了是前面的事，没掉是付款的事）？", "Did carts and favourites fall, too, or only paying?"),
        ("cart_rate", "fav_rate", "unpaid_rate"),
    ),
    Question(
        "operations",
        CONVERSION,
        Text(
            "主推 SKU 断码缺货吗？券、满减到期了吗？发货承诺变了吗？",
            "SKUs out of stock? Coupons lapsed? Shipping promise changed?",
        ),
    ),
    Question("operations", CONVERSION, Text("竞品降价了吗？", "Did a rival cut its price?")),
    Question(
        "ads",
        CONVERSION,
        Text("推广带来的点击转化率也掉了吗？", "Did the clicks of ads convert worse, too?"),
        ("ad_cvr", "roas"),
    ),
    Question("ads", CONVERSION, Text("新开了冷人群、宽词吗？", "Were cold crowds or broad words added?")),
    Question(
        "design",
        CONVERSION,
        Text("看得下去吗：跳失、停留、人均浏览？", "Do visitors stay: bounce, stay, pages per visitor?"),
        ("bounce", "dwell", "pages_per_visitor"),
    ),
    Question(
        "design",
        CONVERSION,
        Text(
            "主图和详情对得上吗？手机上首屏正常吗？", "Does the main image match the page? Is the first screen right on a phone?"
        ),
    ),
    Question(
        "service",
        CONVERSION,
        Text("首屏有新差评、问大家吗？", "Are there new bad reviews or questions on the first screen?"),
    ),
    Question("service", CONVERSION, Text("回复慢了、漏接了吗？", "Were answers slow, or chats missed?")),
    # Stay: cold traffic, or a poor first screen.
    Question("design", STAY, Text("来的人变冷了吗：付费占比？", "Colder visitors: the paid share?"), ("paid_share",)),
    Question(
        "design",
        STAY,
        Text(
            "首屏 3 秒说清卖点了吗？打开慢吗？图和价格对得上吗？",
            "Is the point clear in 3 seconds? Slow to open? Image and price agree?",
        ),
    ),
)
