"""What logistics measures: parcels in trouble, and refunds given because the goods came late or not at all."""

from storehand.metrics.metric import Count, Metric, Ratio, Sum
from storehand.wording import Text

_LATE = (
    "未按约定时间发货", "未按约定时间发货/缺货", "发货慢", "发货速度慢", "未按时发货", "缺货", "未收到货", "包裹丢失",
    "快递一直未送到", "物流一直未送达", "快递/物流一直未送到", "快递/物流无跟踪记录",
)  # fmt: skip
_PARCEL = ("kind", "overdue", "courier", "item")

METRICS = (
    Metric(
        "late_refunds",
        Text("因发货物流慢的退款笔数", "Refunds for late parcels"),
        "count",
        (Count("refunds", "refunded_day", (("reason", "|".join(_LATE)),)),),
        by=("reason", "item_id", "item"),
        better="down",
        definition=Text(
            "当天退成、原因是发货慢或没收到的退款", "Refunded on the day for late sending or goods that did not come"
        ),
    ),
    Metric(
        "late_refund_share",
        Text("发货物流退款占比", "Share of refunds for late parcels"),
        "rate",
        ratio=Ratio("late_refunds", "refund_cases"),
        better="down",
    ),
    Metric(
        "parcel_troubles",
        Text("揽收异常包裹数", "Parcels in trouble"),
        "count",
        (Count("parcels", "paid_day"),),
        by=_PARCEL,
        better="down",
        definition=Text("当天付款、平台列为揽收异常的包裹", "Paid on the day and listed by the platform as collected late"),
    ),
    Metric(
        "parcel_compensation",
        Text("预计赔付金额", "Compensation at stake"),
        "money",
        (Sum("parcels", "compensation", "paid_day"),),
        by=_PARCEL,
        better="down",
    ),
)
