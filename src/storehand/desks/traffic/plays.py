"""What to do about traffic's findings: by check and main driver, who, by when, and by what it is judged."""

from storehand.advise.play import Play, Role
from storehand.wording import Text

_SEARCH = Text(
    "查搜索：核心词排名、点击率、近 7 天改过的标题类目属性、价格力、违规和缺货；"
    "标题改错的改回，价格按建议价调，核心词用推广托一周。",
    "Check search: rank of core words, click rate, title, category and attributes changed in 7 days, price rating, violations, "
    "stock; put a wrong title back, follow the suggested price, support core words with ads for a week.",
)
_PAID = Text(
    "查推广：余额和日预算是否烧完、计划是否暂停或被拒、出价和点击单价、创意点击率；补余额预算，恢复计划。",
    "Check ads: balance and daily budget used up, plans paused or refused, bids and cost per click, click rate of creatives; "
    "top up and resume.",
)
_FEED = Text(
    "查推荐：主图点击率、收藏加购率、价格力、商品标签是否变了；换一版主图对比，收藏加购送小赠品，配人群推广。",
    "Check recommendation: click rate of the main image, favourites and carts, price rating, changed tags; test a new image, "
    "reward favourites, add crowd promotion.",
)
_LIVE = Text(
    "对照活动和直播排期：是到期、没报上还是场次少了；到期的报下一场，漏的补场。",
    "Compare with the schedule of campaigns and live shows: ended, not enrolled or fewer shows; enrol in the next, make up the "
    "missed.",
)
_ANY = Text(
    "对照该来源的入口：改过的标题、主图、价格，到期的活动，暂停的计划；先恢复，再看第二天回没回来。",
    "Check what feeds this source: changed title, image, price, ended campaign, paused plan; restore first and see whether it "
    "comes back the next day.",
)
_BY_SOURCE: tuple[tuple[str, Role, Text, int, int], ...] = (
    ("手淘搜索", "operations", _SEARCH, 4, 7),
    ("淘宝搜索", "operations", _SEARCH, 4, 7),
    ("直通车", "ads", _PAID, 3, 2),
    ("万相台", "ads", _PAID, 3, 2),
    ("万相台无界", "ads", _PAID, 3, 2),
    ("关键词推广", "ads", _PAID, 3, 2),
    ("引力魔方", "ads", _PAID, 3, 2),
    ("全站推广", "ads", _PAID, 3, 2),
    ("手淘推荐", "design", _FEED, 24, 7),
    ("首页推荐", "design", _FEED, 24, 7),
    ("猜你喜欢", "design", _FEED, 24, 7),
    ("淘宝直播", "operations", _LIVE, 24, 7),
    ("短视频全屏页上下滑", "operations", _LIVE, 24, 7),
    ("聚划算", "operations", _LIVE, 24, 7),
)


def _by_source(check: str) -> tuple[Play, ...]:
    return tuple(
        Play(check, owner, advice, hours, "visitors", days, driver=f"source={source}")
        for source, owner, advice, hours, days in _BY_SOURCE
    )


PLAYS = (
    *_by_source("visitors_low"),
    *_by_source("source_low"),
    *_by_source("source_gone"),
    *_by_source("gmv_low"),
    Play("source_low", "operations", _ANY, 6, "visitors", 5, driver=""),
    Play("source_gone", "operations", _ANY, 4, "visitors", 3, driver=""),
    Play(
        "visitors_low",
        "operations",
        Text(
            "先对大盘：大盘也跌就不动；只有自己跌，按来源找掉得最多的一级、二级，再看商品和近 7 天的改动。",
            "Compare with the market first: if it fell as well, leave things; if not, find the source that lost most, then items "
            "and the changes of 7 days.",
        ),
        4,
        "visitors",
        5,
    ),
    Play(
        "cvr_low",
        "operations",
        Text(
            "先分清是流量变杂还是同一来源转化掉了；再依次查优惠券、缺码、首屏差评和问大家、客服响应、竞品价格。",
            "First tell mixed traffic from a fall within one source; then check coupons, missing sizes, bad reviews and "
            "questions on the first screen, reply time, rivals' prices.",
        ),
        4,
        "cvr",
        3,
    ),
    Play(
        "bounce_high",
        "design",
        Text(
            "看落地最多的 3 款首屏：主图与价格是否和入口一致、加载快不快、卖点三秒能不能看懂；今天先改跌得最多的一款。",
            "Look at the first screen of the three main landing items: image and price as in the entry, quick to load, its point "
            "clear in three seconds; change the worst one today.",
        ),
        24,
        "bounce",
        7,
    ),
    Play(
        "cart_rate_low",
        "design",
        Text(
            "比对改图、改价、改券前后的加购率；首屏加上加购理由（赠品、预热价、限量），一周后看同来源加购率。",
            "Compare the cart rate before and after changes of image, price, coupon; give a reason to add to cart on the first "
            "screen; judge by the same source in a week.",
        ),
        24,
        "cart_rate",
        7,
    ),
)
