"""Incidents of traffic and ads: people stop coming, or come at too high a price."""

from __future__ import annotations

from storehand.demo.kind import Turn, kind, words_of
from storehand.demo.levers import Notice


@kind(
    "title_edited",
    "改了标题，搜索词没了",
    "title edited, search words lost",
    play="P2",
    metric="visitors",
    needs=("item",),
    source="search",
    days=6,
    size=0.45,
)
def title_edited(turn: Turn) -> None:
    item = turn.where["item"]
    turn.levers.visits[turn.days, item, turn.source("search")] *= 1 - turn.size
    for word in words_of(turn):
        turn.levers.rank[turn.days, word] += 18 * turn.size
    turn.levers.titles.append((turn.days.start, item, f"{turn.shop.items[item].noun} 轻奢名媛气质高级感"))


@kind(
    "word_lost",
    "主词掉出首页",
    "a main word fell off page one",
    play="P19",
    metric="visitors",
    needs=("word",),
    source="search",
    days=7,
    size=60,
)
def word_lost(turn: Turn) -> None:
    turn.levers.rank[turn.days, turn.where["word"]] += turn.size


@kind(
    "search_demoted",
    "全店搜索降权",
    "search demoted the whole shop",
    play="P2",
    metric="visitors",
    source="search",
    days=7,
    size=0.4,
)
def search_demoted(turn: Turn) -> None:
    turn.levers.visits[turn.days, :, turn.source("search")] *= 1 - turn.size
    turn.levers.rank[turn.days] += 14


@kind(
    "platform_rule",
    "平台改规则，搜索长期少了",
    "a platform rule sends fewer from search for good",
    play="P2",
    metric="visitors",
    source="search",
    days=21,
    size=0.25,
)
def platform_rule(turn: Turn) -> None:
    turn.levers.visits[turn.days, :, turn.source("search")] *= 1 - turn.size


@kind(
    "price_limit", "高价限流", "traffic limited for a high price", play="P2", metric="visitors", needs=("item",), days=7, size=0.6
)
def price_limit(turn: Turn) -> None:
    for source in ("search", "feed"):
        turn.levers.visits[turn.days, turn.where["item"], turn.source(source)] *= 1 - turn.size
    turn.levers.notices.append(Notice(turn.days.start, turn.where["item"], "高价限流", 0, 0))


@kind(
    "violation",
    "违规扣分，商品降权",
    "violation: the item is demoted",
    play="P20",
    metric="visitors",
    needs=("item",),
    source="search",
    days=7,
    size=0.65,
)
def violation(turn: Turn) -> None:
    turn.levers.visits[turn.days, turn.where["item"], turn.source("search")] *= 1 - turn.size
    turn.levers.notices.append(Notice(turn.days.start, turn.where["item"], "描述不符（宣传用语）", 2, 0))


@kind(
    "feed_cold",
    "推荐流量凉了",
    "the feed went cold",
    play="P4",
    owner="design",
    metric="visitors",
    source="feed",
    days=6,
    size=0.45,
)
def feed_cold(turn: Turn) -> None:
    turn.levers.visits[turn.days, :, turn.source("feed")] *= 1 - turn.size


@kind(
    "picture_replaced",
    "换了主图，没人点",
    "new main picture, nobody clicks",
    play="P8",
    owner="design",
    metric="visitors",
    needs=("item",),
    days=5,
    size=0.5,
)
def picture_replaced(turn: Turn) -> None:
    item = turn.where["item"]
    for source in ("search", "feed"):
        turn.levers.visits[turn.days, item, turn.source(source)] *= 1 - turn.size
    for place, plan in enumerate(turn.shop.campaigns):
        if item in dict(plan.items):
            turn.levers.click[turn.days, place] *= 1 - turn.size * dict(plan.items)[item]


@kind(
    "picture_tired",
    "创意疲劳，点击率慢慢掉",
    "tired picture: clicks fade",
    play="P8",
    owner="design",
    metric="ad_ctr",
    needs=("plan",),
    days=12,
    size=0.4,
)
def picture_tired(turn: Turn) -> None:
    count = turn.days.stop - turn.days.start
    for step in range(count):
        turn.levers.click[turn.days.start + step, turn.where["plan"]] *= 1 - turn.size * (step + 1) / count


@kind("live_cancelled", "直播停播", "live shows cancelled", play="P5", metric="visitors", source="live", days=4, size=0.85)
def live_cancelled(turn: Turn) -> None:
    turn.levers.visits[turn.days, :, turn.source("live")] *= 1 - turn.size


@kind(
    "enrolment_missed",
    "活动漏报名",
    "missed enrolment in an event",
    play="P5",
    metric="visitors",
    source="event",
    days=6,
    size=0.9,
)
def enrolment_missed(turn: Turn) -> None:
    turn.levers.visits[turn.days, :, turn.source("event")] *= 1 - turn.size


@kind("video_limited", "短视频被限流", "short videos limited", play="P5", metric="visitors", source="video", days=5, size=0.7)
def video_limited(turn: Turn) -> None:
    turn.levers.visits[turn.days, :, turn.source("video")] *= 1 - turn.size


@kind(
    "affiliates_left",
    "淘宝客佣金到期",
    "affiliate commission lapsed",
    play="P1",
    owner="ads",
    metric="visitors",
    source="offsite",
    days=6,
    size=0.8,
)
def affiliates_left(turn: Turn) -> None:
    turn.levers.visits[turn.days, :, turn.source("offsite")] *= 1 - turn.size


@kind(
    "budget_out",
    "预算早早花完",
    "the budget ran out early",
    play="P3",
    owner="ads",
    metric="visitors",
    needs=("plan",),
    days=4,
    size=0.65,
)
def budget_out(turn: Turn) -> None:
    turn.levers.budget[turn.days, turn.where["plan"]] *= 1 - turn.size


@kind("balance_empty", "推广余额用完", "the ad account ran dry", play="P3", owner="ads", metric="visitors", days=2, size=0.9)
def balance_empty(turn: Turn) -> None:
    turn.levers.paused[turn.days] = turn.size


@kind(
    "plan_paused", "计划被暂停", "a plan was paused", play="P3", owner="ads", metric="visitors", needs=("plan",), days=3, size=1.0
)
def plan_paused(turn: Turn) -> None:
    turn.levers.paused[turn.days, turn.where["plan"]] = turn.size


@kind(
    "bid_too_low",
    "出价太低，拿不到量",
    "bids too low to be shown",
    play="P3",
    owner="ads",
    metric="visitors",
    needs=("plan",),
    days=5,
    size=0.6,
)
def bid_too_low(turn: Turn) -> None:
    turn.levers.paused[turn.days, turn.where["plan"]] = turn.size
    turn.levers.cost[turn.days, turn.where["plan"]] *= 0.75


@kind(
    "bid_raised",
    "出价溢价调高，花费猛增",
    "bids raised: spend jumps",
    play="P9",
    owner="ads",
    metric="ad_spend",
    direction="up",
    needs=("plan",),
    days=3,
    size=0.9,
)
def bid_raised(turn: Turn) -> None:
    turn.levers.cost[turn.days, turn.where["plan"]] *= 1 + turn.size
    turn.levers.budget[turn.days, turn.where["plan"]] *= 2 + 2 * turn.size


@kind(
    "click_fraud",
    "恶意点击",
    "click fraud",
    play="P9",
    owner="ads",
    metric="ad_spend",
    factor="ad_clicks",
    direction="up",
    needs=("plan",),
    days=3,
    size=0.55,
)
def click_fraud(turn: Turn) -> None:
    turn.levers.junk[turn.days, turn.where["plan"]] = turn.size
    turn.levers.budget[turn.days, turn.where["plan"]] *= 2.5


@kind(
    "broad_words",
    "加了宽泛词，投产比掉",
    "broad words: return on ads falls",
    play="P10",
    owner="ads",
    metric="roas",
    factor="cvr",
    needs=("plan",),
    days=6,
    size=0.5,
)
def broad_words(turn: Turn) -> None:
    plan = turn.shop.campaigns[turn.where["plan"]]
    turn.levers.ready[turn.days, :, plan.source] *= 1 - turn.size * plan.share
    turn.levers.cost[turn.days, turn.where["plan"]] *= 1.15


@kind(
    "new_item_unseen",
    "新品没流量",
    "a new item gets no traffic",
    play="P25",
    metric="visitors",
    needs=("item",),
    days=10,
    size=0.85,
)
def new_item_unseen(turn: Turn) -> None:
    turn.levers.visits[turn.days, turn.where["item"]] *= 1 - turn.size


@kind("market_fall", "大盘下跌", "the whole market fell", play="P1", metric="visitors", days=8, size=0.28, market=True)
def market_fall(turn: Turn) -> None:
    turn.levers.market[turn.days] *= 1 - turn.size


@kind(
    "double_trouble",
    "改标题又断预算",
    "title edited and budget out at once",
    play="P2",
    metric="visitors",
    needs=("item", "plan"),
    days=4,
    size=0.5,
)
def double_trouble(turn: Turn) -> None:
    title_edited(turn)
    budget_out(turn)
