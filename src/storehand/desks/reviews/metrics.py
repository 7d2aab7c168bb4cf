"""What reviews measure: bad ones, the platform's scores of the shop, violations.

A bad review has three stars or fewer. Scores are levels of the last thirty days: only their direction tells.
"""

from storehand.metrics.metric import Count, Given, Metric, Ratio, Sum
from storehand.wording import Text

_BAD = (("rating", "1|2|3"),)
_ITEM = ("item_id",)

METRICS = (
    Metric("reviews", Text("评价数", "Reviews"), "count", (Count("reviews", "created_day"),), by=_ITEM, better="neutral"),
    Metric(
        "bad_reviews",
        Text("中差评数", "Bad reviews"),
        "count",
        (Count("reviews", "created_day", _BAD),),
        by=_ITEM,
        better="down",
        definition=Text("当天写的三星及以下的评价", "Written on the day with three stars or fewer"),
    ),
    Metric(
        "bad_review_rate",
        Text("中差评率", "Bad review rate"),
        "rate",
        ratio=Ratio("bad_reviews", "reviews"),
        by=_ITEM,
        better="down",
        definition=Text("中差评数 ÷ 评价数", "Bad reviews ÷ reviews"),
    ),
    Metric(
        "scores",
        Text("店铺评分", "Score of the shop"),
        "ratio",
        (Given("shop_scores", "score"),),
        by=("name",),
        definition=Text("平台给的分，按指标看；不同指标不相加", "As the platform gives it, score by score; never added"),
    ),
    Metric(
        "peer_scores", Text("同行均值", "Peers' score"), "ratio", (Given("shop_scores", "peers"),), by=("name",), better="neutral"
    ),
    Metric(
        "violations",
        Text("违规数", "Violations"),
        "count",
        (Count("violations", "happened_day"),),
        by=("item_id", "item", "kind", "reason"),
        better="down",
    ),
    Metric(
        "violation_points",
        Text("违规扣分", "Violation points"),
        "count",
        (Sum("violations", "points", "happened_day"),),
        by=("item_id", "item", "kind", "reason"),
        better="down",
    ),
    Metric(
        "fines",
        Text("违规处罚金额", "Fines"),
        "money",
        (Sum("violations", "fine", "happened_day"),),
        by=("item_id", "kind"),
        better="down",
    ),
)
