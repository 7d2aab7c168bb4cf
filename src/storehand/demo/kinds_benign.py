"""Look-alikes that need no alarm: an attentive person would nod and go on."""

from __future__ import annotations

from storehand.demo.kind import Turn, kind
from storehand.demo.levers import FileFault


@kind(
    "own_promotion",
    "自己的小活动，结束后回落",
    "an own promotion that ends",
    play="",
    direction="up",
    days=3,
    size=0.25,
    benign=True,
)
def own_promotion(turn: Turn) -> None:
    turn.levers.visits[turn.days] *= 1 + turn.size
    turn.levers.ready[turn.days] *= 1 + turn.size / 2


@kind(
    "influencer",
    "达人带来一天的人",
    "one day's people from an influencer",
    play="",
    metric="visitors",
    direction="up",
    days=1,
    size=4.0,
    source="offsite",
    benign=True,
)
def influencer(turn: Turn) -> None:
    turn.levers.visits[turn.days, :, turn.source("offsite")] *= 1 + turn.size


@kind(
    "market_breath",
    "大盘小幅波动",
    "the market breathes",
    play="",
    metric="visitors",
    days=6,
    size=0.07,
    benign=True,
    market=True,
)
def market_breath(turn: Turn) -> None:
    turn.levers.market[turn.days] *= 1 - turn.size


@kind("file_late", "文件晚一天到", "a file comes a day late", play="", metric="trust", days=1, size=1.0, benign=True)
def file_late(turn: Turn) -> None:
    turn.levers.files.append(FileFault("late", turn.days.start, "item_day"))


@kind("words_shuffle", "排名小幅换位", "places shuffle a little", play="", metric="visitors", days=4, size=1.0, benign=True)
def words_shuffle(turn: Turn) -> None:
    turn.levers.rank[turn.days, ::2] += turn.size
    turn.levers.rank[turn.days, 1::2] -= turn.size


@kind(
    "bid_tweak", "出价微调", "a small change of bids", play="", metric="ad_spend", direction="up", days=5, size=0.05, benign=True
)
def bid_tweak(turn: Turn) -> None:
    turn.levers.cost[turn.days] *= 1 + turn.size


@kind(
    "rival_dearer",
    "竞品涨价",
    "a rival got dearer",
    play="",
    metric="cvr",
    direction="up",
    days=6,
    size=0.1,
    needs=("rival",),
    benign=True,
)
def rival_dearer(turn: Turn) -> None:
    turn.levers.rival[turn.days, turn.where["rival"]] *= 1 + turn.size


@kind(
    "agent_leave",
    "客服轮休，有人顶班",
    "an agent's day off, covered",
    play="",
    metric="reply",
    direction="up",
    days=1,
    size=0.0,
    needs=("agent",),
    benign=True,
)
def agent_leave(turn: Turn) -> None:
    turn.levers.asks[turn.days, turn.where["agent"]] *= 0.97


@kind(
    "small_item_gone",
    "长尾款没人看",
    "nobody looks at a tail item",
    play="",
    metric="visitors",
    days=3,
    size=0.9,
    needs=(),
    benign=True,
)
def small_item_gone(turn: Turn) -> None:
    turn.levers.visits[turn.days, len(turn.shop.items) - 1] *= 1 - turn.size


@kind(
    "picture_test",
    "主图小测试",
    "a small picture test",
    play="",
    metric="ad_ctr",
    days=4,
    size=0.04,
    needs=("plan",),
    benign=True,
)
def picture_test(turn: Turn) -> None:
    turn.levers.click[turn.days, turn.where["plan"]] *= 1 - turn.size
