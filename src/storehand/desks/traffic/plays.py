"""What to do about traffic's findings: by check and main driver, who, by when, and by what it is judged.

Sources go by their own names: `首页推荐-微详情` and `关键词推广(原直通车)` are found under `首页推荐` and `关键词推广`.
"""

from dataclasses import dataclass

from storehand.advise.play import Play, Role
from storehand.wording import Text


@dataclass(frozen=True)
class _Way:
    """What is done for one kind of source."""

    number: str
    owner: Role
    advice: Text
    hours: int
    days: int
    sources: tuple[str, ...]


_WAYS = (
    _Way(
        "P2",
        "operations",
        Text(
            "查搜索：核心词排名、点击率、近 7 天改过的标题类目属性、价格力、违规和缺货；"
            "标题改错的改回，价格按建议价调，核心词用推广托一周。",
            "Check search: rank of core words, click rate, title, category and attributes changed in 7 days, price rating, "
            "violations, stock; put a wrong title back, follow the suggested price, support core words with ads for a week.",
        ),
        4,
        7,
        ("手淘搜索", "淘宝搜索", "搜索"),
    ),
    _Way(
        "P3",
        "ads",
        Text(
            "查推广：余额和日预算是否烧完、计划是否暂停或被拒、出价和点击单价、创意点击率；补余额预算，恢复计划。",
            "Check ads: balance and daily budget used up, plans paused or refused, bids and cost per click, click rate of "
            "creatives; top up and resume.",
        ),
        3,
        2,
        (
            "直通车",
            "万相台",
            "万相台无界",
            "关键词推广",
            "精准人群推广",
            "引力魔方",
            "超级推荐",
            "全站推广",
            "品销宝",
            "千川品牌广告",
            "千川",
            "京东快车",
            "京东展位",
            "广告流量",
            "付费流量",
            "京东付费",
        ),
    ),
    _Way(
        "P4",
        "design",
        Text(
            "查推荐：主图点击率、收藏加购率、价格力、商品标签是否变了；换一版主图对比，收藏加购送小赠品，配人群推广。",
            "Check recommendation: click rate of the main image, favourites and carts, price rating, changed tags; test a new "
            "image, reward favourites, add crowd promotion.",
        ),
        24,
        7,
        ("手淘推荐", "首页推荐", "购中猜你喜欢", "猜你喜欢", "手淘首页", "首页", "推荐", "商品卡"),
    ),
    _Way(
        "P5",
        "operations",
        Text(
            "对照活动和直播排期：是到期、没报上还是场次少了；到期的报下一场，漏的补场。",
            "Compare with the schedule of campaigns and live shows: ended, not enrolled or fewer shows; enrol in the next, make "
            "up the missed.",
        ),
        24,
        7,
        (
            "淘宝直播",
            "直播",
            "短视频",
            "短视频全屏页上下滑",
            "逛逛",
            "聚划算",
            "百亿补贴",
            "淘宝好价",
            "天天特卖",
            "淘抢购",
            "品牌秒杀",
            "活动会场",
            "活动流量",
        ),
    ),
    _Way(
        "P1",
        "ads",
        Text(
            "查淘宝客和站外：佣金计划是否到期、佣金率改没改、合作的达人还在不在推；今天续上计划，逐个联系带量前 5 名。",
            "Check affiliates and offsite: commission plan lapsed, rate changed, partners still promoting; renew the plan today "
            "and contact the five that bring most.",
        ),
        6,
        5,
        ("淘宝客", "淘外流量", "淘外媒体", "站外流量"),
    ),
    _Way(
        "P1",
        "operations",
        Text(
            "老客入口少了：看加购收藏和会员触达是不是停了，给 7 天内加购没付的人发一张小额券，三天后看回访。",
            "Fewer return on their own: see whether messages to members and carts stopped; send those who added to the cart "
            "within 7 days a small coupon and look again in three days.",
        ),
        24,
        5,
        ("我的淘宝", "购物车", "直接访问", "店铺收藏", "关注", "我的京东", "自主访问"),
    ),
)
_ANY = Text(
    "对照该来源的入口：改过的标题、主图、价格，到期的活动，暂停的计划；先恢复，再看第二天回没回来。",
    "Check what feeds this source: changed title, image, price, ended campaign, paused plan; restore first and see whether it "
    "comes back the next day.",
)
_ITEM = Text(
    "逐款看近 7 天：标题、主图、类目属性、价格力星级、违规和缺货；改坏的今天改回，价格星级不到 3 的按平台建议价调。",
    "Item by item, the last 7 days: title, main image, category and attributes, price stars, violations, stock; put back "
    "today what was spoilt, follow the advised price below 3 stars.",
)
_WORD = Text(
    "看这个词的排名、点击率和近 7 天标题改动；掉出首页就改回标题，用推广把这个词托到前 10，连托 7 天。",
    "Look at this word's place, click rate and title changes of 7 days; off page one: put the title back and hold the word in "
    "the first ten with ads for 7 days.",
)
_RATE_OF_PAID = Text(
    "这个付费来源带来的人不买：查近 7 天新加的宽泛词、人群和溢价，关掉花费够两单成本还没成交的词，人群收窄。",
    "People of this paid source do not buy: check broad words, crowds and premiums added in 7 days, stop words that spent two "
    "orders' cost without one, narrow the crowd.",
)
_RATE = Text(
    "同一来源的人不买了：按券是否到期、主推缺码、首屏差评和问大家、客服响应、竞品价格的顺序查，查到即改。",
    "People of the same source buy less: check in turn ended coupons, missing sizes, bad reviews and questions on the first "
    "screen, reply time, rivals' prices; fix what you find.",
)


def _by_source(check: str) -> tuple[Play, ...]:
    return tuple(
        Play(check, way.owner, way.advice, way.hours, "visitors", way.days, driver=f"source={source}", number=way.number)
        for way in _WAYS
        for source in way.sources
    )


_PAID = next(way.sources for way in _WAYS if way.number == "P3")

PLAYS = (
    *_by_source("visitors_low"),
    *_by_source("source_low"),
    *_by_source("source_gone"),
    *_by_source("gmv_low"),
    Play("source_low", "operations", _ANY, 6, "visitors", 5, number="P1"),
    Play("source_gone", "operations", _ANY, 4, "visitors", 3, number="P1"),
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
        number="P1",
    ),
    *(Play("visitors_low", "operations", _ITEM, 4, "visitors", 7, driver=driver, number="P2") for driver in ("item_id", "item")),
    Play("item_visitors_low", "operations", _ITEM, 4, "item_visits", 7, number="P2"),
    Play("item_search_low", "operations", _ITEM, 4, "search_visitors", 7, number="P2"),
    Play("word_low", "operations", _WORD, 6, "word_visitors", 7, number="P19"),
    Play(
        "word_ctr_low",
        "design",
        Text(
            "位次没变、点的人少了：换一版首图（价格、标签、卖点三选一），同位置轮播到每版 200 次点击再定。",
            "The place held, fewer click: make another first image (price, label or selling point) and rotate it at the same "
            "place until each has 200 clicks.",
        ),
        24,
        "word_ctr",
        7,
        number="P8",
    ),
    Play(
        "new_item_unseen",
        "operations",
        Text(
            "核对上架时间、类目、必填属性和五张主图；定一份测款预算跑 3–7 天，先补老客价的基础销量和 5 条真实评价。",
            "Check publishing time, category, required attributes and five images; give it a test budget for 3–7 days, first "
            "sales at the old customers' price and five real reviews.",
        ),
        24,
        "item_visits",
        7,
        number="P25",
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
        number="P6",
    ),
    Play("source_cvr_low", "operations", _RATE, 4, "source_cvr", 3, number="P6"),
    *(
        Play(check, "ads", _RATE_OF_PAID, 6, metric, 7, driver=f"source={source}", number="P10")
        for check, metric in (("source_cvr_low", "source_cvr"), ("cvr_low", "cvr"))
        for source in _PAID
    ),
    Play(
        "item_cvr_low",
        "operations",
        Text(
            "手机走一遍这款：价格和券是否变了、主推码缺不缺、详情页打不打得开、首屏差评和问大家；查到当天改，改完记一笔。",
            "Walk through this item on a phone: price and coupon changed, main sizes missing, page broken, bad reviews and "
            "questions on the first screen; fix it today and note it.",
        ),
        3,
        "item_cvr",
        3,
        number="P6",
    ),
    *(
        Play(
            check,
            "design",
            Text(
                "详情页在流失人：手机上打开看首屏是否加载、图和价是否与入口一致、三秒能否看懂；坏图今天换掉，首屏控制在 2 秒内。",
                "The page loses people: open it on a phone: does it load, do image and price match the entry, is it clear in "
                "three seconds; replace broken images today, first screen under 2 seconds.",
            ),
            6,
            metric,
            3,
            driver=driver,
            number=number,
        )
        for check, metric, driver, number in (
            ("item_cvr_low", "item_cvr", "item_bounce", "P6"),
            ("item_cvr_low", "item_cvr", "item_cart_rate", "P6"),
            ("cvr_low", "cvr", "bounce", "P22"),
        )
    ),
    Play(
        "item_cvr_low",
        "operations",
        Text(
            "这款的成交价变了：核对 SKU 价、券和活动价的生效时间；涨价的对照竞品到手价，三天内转化不回就退回原价。",
            "This item's price changed: check SKU prices, coupons and when campaign prices hold; after a rise compare with "
            "rivals and take it back if conversion does not return in three days.",
        ),
        3,
        "item_cvr",
        3,
        driver="item_price",
        number="P6",
    ),
    Play(
        "item_cart_rate_low",
        "design",
        Text(
            "这款加购掉了：对照换图、改价、改券的时间，首屏补一个加购理由（赠品、预热价、限量），新旧主图各跑 200 次点击。",
            "Fewer add this item to the cart: compare with changes of image, price, coupon; give a reason on the first "
            "screen, run old and new image to 200 clicks each.",
        ),
        24,
        "item_cart_rate",
        7,
        number="P8",
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
        number="P22",
    ),
    Play(
        "dwell_low",
        "design",
        Text(
            "人来了待不住：先看是不是冷流量多了，再看首屏加载和关联推荐；把详情页前三屏压到 3 MB 内，挂 3 款关联商品。",
            "People do not stay: see whether cold traffic grew, then loading and related items; bring the first three screens "
            "under 3 MB and show three related items.",
        ),
        24,
        "dwell",
        7,
        number="P22",
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
        number="P4",
    ),
)
