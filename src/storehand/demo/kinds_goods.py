"""Incidents of what is sold and served: fewer buy, pay less, send back, wait, complain."""

from __future__ import annotations

from storehand.demo.kind import Turn, kind
from storehand.demo.levers import FileFault, Gap


@kind("coupon_lapsed", "优惠券过期没续", "the coupon lapsed", play="P6", metric="cvr", days=3, size=0.28)
def coupon_lapsed(turn: Turn) -> None:
    turn.levers.ready[turn.days] *= 1 - turn.size


@kind(
    "detail_broken",
    "详情页坏了",
    "the detail page is broken",
    play="P6",
    owner="design",
    metric="cvr",
    needs=("item",),
    days=3,
    size=0.55,
)
def detail_broken(turn: Turn) -> None:
    turn.levers.ready[turn.days, turn.where["item"]] *= 1 - turn.size
    turn.levers.bounce[turn.days] *= 1 + 0.3 * turn.size * turn.shop.items[turn.where["item"]].share


@kind(
    "bad_review_first",
    "差评顶在首屏",
    "a bad review on the first screen",
    play="P17",
    owner="service",
    metric="cvr",
    needs=("item",),
    days=6,
    size=0.4,
)
def bad_review_first(turn: Turn) -> None:
    turn.levers.ready[turn.days, turn.where["item"]] *= 1 - turn.size
    turn.levers.bad[turn.days, turn.where["item"]] *= 4


@kind(
    "size_sold_out",
    "主卖尺码断货",
    "the best sizes are sold out",
    play="P16",
    owner="buying",
    metric="cvr",
    needs=("item",),
    days=5,
    size=0.6,
)
def size_sold_out(turn: Turn) -> None:
    item = turn.where["item"]
    skus = turn.shop.items[item].skus
    gone = 0.0
    for place in sorted(range(len(skus)), key=lambda each: -skus[each].share):
        if gone >= turn.size:
            break
        turn.levers.blocked[turn.days, item, place] = True
        gone += skus[place].share


@kind(
    "item_sold_out",
    "整款断货",
    "the item is sold out",
    play="P16",
    owner="buying",
    metric="cvr",
    needs=("item",),
    days=4,
    size=1.0,
)
def item_sold_out(turn: Turn) -> None:
    turn.levers.blocked[turn.days, turn.where["item"], : len(turn.shop.items[turn.where["item"]].skus)] = True


@kind("rival_cut", "竞品降价", "a rival cut its price", play="P18", metric="cvr", needs=("rival",), days=6, size=0.35)
def rival_cut(turn: Turn) -> None:
    turn.levers.rival[turn.days, turn.where["rival"]] *= 1 - turn.size
    turn.levers.ready[turn.days, turn.shop.rivals[turn.where["rival"]].item] *= 1 - 0.5 * turn.size


@kind("cheap_item_up", "低价款占了流量，客单价掉", "a cheap item took the traffic", play="P7", metric="aov", days=5, size=1.6)
def cheap_item_up(turn: Turn) -> None:
    cheap = min(range(min(len(turn.shop.items), 16)), key=lambda place: turn.shop.items[place].price)
    turn.levers.visits[turn.days, cheap] *= 1 + turn.size
    turn.levers.ready[turn.days, cheap] *= 1.5


@kind("coupon_too_deep", "券叠加过深", "coupons stack too deep", play="P24", owner="finance", metric="aov", days=3, size=0.22)
def coupon_too_deep(turn: Turn) -> None:
    turn.levers.price[turn.days] *= 1 - turn.size


@kind("price_typo", "价格填错", "a price typo", play="P6", metric="aov", needs=("item",), days=1, size=0.6)
def price_typo(turn: Turn) -> None:
    turn.levers.price[turn.days, turn.where["item"]] *= 1 - turn.size


@kind("price_raised", "涨价后没人买", "price raised, nobody buys", play="P6", metric="cvr", needs=("item",), days=5, size=0.25)
def price_raised(turn: Turn) -> None:
    turn.levers.price[turn.days, turn.where["item"]] *= 1 + turn.size


@kind(
    "slow_page",
    "首屏打开慢",
    "the first screen loads slowly",
    play="P22",
    owner="design",
    metric="bounce",
    direction="up",
    days=3,
    size=0.22,
)
def slow_page(turn: Turn) -> None:
    turn.levers.bounce[turn.days] *= 1 + turn.size
    turn.levers.ready[turn.days] *= 1 - turn.size * 0.6


@kind(
    "payment_fault",
    "付款失败多",
    "payments fail",
    play="P23",
    owner="service",
    metric="unpaid_rate",
    direction="up",
    days=2,
    size=5.0,
)
def payment_fault(turn: Turn) -> None:
    turn.levers.unpaid[turn.days] *= 1 + turn.size


@kind(
    "freight_template",
    "运费模板漏了省份",
    "a province is missing in the freight template",
    play="P21",
    metric="orders",
    needs=("place",),
    days=5,
    size=0.95,
)
def freight_template(turn: Turn) -> None:
    turn.levers.served[turn.days, turn.where["place"]] *= 1 - turn.size


@kind(
    "field_empty",
    "订单缺商家编码，发不出去",
    "orders without an item code cannot be sent",
    play="P21",
    metric="lost_orders",
    direction="up",
    days=7,
    size=0.4,
)
def field_empty(turn: Turn) -> None:
    turn.levers.gaps.append(Gap("商家编码", turn.days.start, turn.days.stop, turn.size, 0.5))


@kind(
    "bad_batch",
    "一批次质量差",
    "a bad batch",
    play="P11",
    owner="logistics",
    metric="refund_rate",
    direction="up",
    needs=("item",),
    days=8,
    size=9.0,
)
def bad_batch(turn: Turn) -> None:
    turn.levers.back[turn.days, turn.where["item"], turn.reason("质量")] *= 1 + turn.size
    turn.levers.bad[turn.days, turn.where["item"]] *= 5


@kind(
    "size_chart_wrong",
    "尺码表错了",
    "the size chart is wrong",
    play="P11",
    owner="design",
    metric="refund_rate",
    direction="up",
    needs=("item",),
    days=8,
    size=3.5,
)
def size_chart_wrong(turn: Turn) -> None:
    turn.levers.back[turn.days, turn.where["item"], turn.reason("尺寸")] *= 1 + turn.size


@kind(
    "not_as_described",
    "与描述不符",
    "not as described",
    play="P11",
    owner="design",
    metric="refund_rate",
    direction="up",
    needs=("item",),
    days=8,
    size=6.0,
)
def not_as_described(turn: Turn) -> None:
    turn.levers.back[turn.days, turn.where["item"], turn.reason("与描述")] *= 1 + turn.size


@kind(
    "courier_strike",
    "一地快递停运",
    "couriers stopped in a region",
    play="P15",
    owner="logistics",
    metric="delivery_days",
    direction="up",
    needs=("place",),
    days=6,
    size=96.0,
)
def courier_strike(turn: Turn) -> None:
    turn.levers.slow[turn.days, turn.where["place"]] += turn.size


@kind(
    "warehouse_backlog",
    "仓库爆仓",
    "warehouse backlog",
    play="P15",
    owner="warehouse",
    metric="unshipped_orders",
    direction="up",
    days=4,
    size=60.0,
)
def warehouse_backlog(turn: Turn) -> None:
    turn.levers.pack[turn.days] += turn.size
    turn.levers.back[turn.days, :, turn.reason("未按约定")] *= 4


@kind(
    "agent_sick",
    "主力客服请假",
    "the best agent is off sick",
    play="P14",
    owner="service",
    metric="reply",
    direction="up",
    needs=("agent",),
    days=3,
    size=0.06,
)
def agent_sick(turn: Turn) -> None:
    turn.levers.away[turn.days, turn.where["agent"]] = True
    turn.levers.ready[turn.days] *= 1 - turn.size


@kind(
    "agent_rude",
    "客服转化差",
    "an agent loses the askers",
    play="P13",
    owner="service",
    metric="inquiry_cvr",
    needs=("agent",),
    days=6,
    size=0.45,
)
def agent_rude(turn: Turn) -> None:
    turn.levers.asks[turn.days, turn.where["agent"]] *= 1 - turn.size


@kind("reply_slow", "响应变慢", "answers got slow", play="P14", owner="service", metric="reply", direction="up", days=4, size=2.0)
def reply_slow(turn: Turn) -> None:
    turn.levers.reply[turn.days] *= 1 + turn.size
    turn.levers.ready[turn.days] *= 0.96


@kind(
    "bad_reviews",
    "差评扎堆",
    "a wave of bad reviews",
    play="P17",
    owner="service",
    metric="bad_reviews",
    direction="up",
    needs=("item",),
    days=8,
    size=9.0,
)
def bad_reviews(turn: Turn) -> None:
    turn.levers.bad[turn.days, turn.where["item"]] *= 1 + turn.size


@kind(
    "score_falls", "物流分下滑", "the delivery score slides", play="P12", owner="logistics", metric="scores", days=10, size=30.0
)
def score_falls(turn: Turn) -> None:
    turn.levers.slow[turn.days] += turn.size
    turn.levers.bad[turn.days] *= 2


@kind(
    "batch_and_review",
    "质量差又上了差评",
    "a bad batch, and its review on the first screen",
    play="P11",
    owner="logistics",
    metric="cvr",
    needs=("item",),
    days=7,
    size=0.35,
)
def batch_and_review(turn: Turn) -> None:
    turn.levers.back[turn.days, turn.where["item"], turn.reason("质量")] *= 8
    turn.levers.ready[turn.days, turn.where["item"]] *= 1 - turn.size
    turn.levers.bad[turn.days, turn.where["item"]] *= 5


@kind("file_twice", "同一份导出下了两遍", "one export downloaded twice", play="", metric="trust", days=1, size=1.0, benign=True)
def file_twice(turn: Turn) -> None:
    turn.levers.files.append(FileFault("twice", turn.days.start, "orders"))


@kind("file_half", "订单只导出了半天", "orders of half a day only", play="P1", metric="trust", days=1, size=1.0)
def file_half(turn: Turn) -> None:
    turn.levers.files.append(FileFault("half", turn.days.start, "orders"))


@kind("file_absent", "流量来源没下载", "the sources were not downloaded", play="P1", metric="trust", days=1, size=1.0)
def file_absent(turn: Turn) -> None:
    turn.levers.files.append(FileFault("absent", turn.days.start, "source_day"))
