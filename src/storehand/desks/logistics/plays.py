"""What to do about parcels and late orders, and about findings that they caused: who, by when, and by what it is judged."""

from storehand.advise.play import Play
from storehand.wording import Text

_SEND = Text(
    "按剩余时限排序，今天 18 点前先发最早超时的；缺货、地址错、预售的分开，发不出的主动联系买家改期或退款，承诺时间改长。",
    "Sort by time left and send those overdue longest by 18:00; set apart stock, address and presale; offer a date or refund "
    "to those that cannot go, lengthen the promise.",
)
_COURIER = Text(
    "按快递和地区看揽收：48 小时没揽收的今天催单或换快递，停运地区改发顺丰或先下线该地，给受影响的买家发一条说明。",
    "Look by courier and region: not collected in 48 hours: chase or change the courier today, reroute or close a stopped "
    "region, tell the buyers concerned.",
)

PLAYS = (
    Play("late_orders", "warehouse", _SEND, 4, "unshipped_orders", 2, number="P15"),
    Play("parcels_late", "logistics", _COURIER, 4, "parcel_troubles", 3, number="P15"),
    Play("late_refunds_high", "warehouse", _SEND, 4, "late_refunds", 7, number="P15"),
    *(
        Play("late_refunds_high", "logistics", _COURIER, 4, "late_refunds", 7, driver=driver, number="P15")
        for driver in ("province", "courier")
    ),
    *(
        Play(check, "warehouse", _SEND, 4, "refunds", 7, driver="late_refunds", number="P15")
        for check in ("refunds_high", "item_refunds_high")
    ),
    *(
        Play(check, "logistics", _COURIER, 4, metric, 5, driver="parcel_troubles", number="P15")
        for check, metric in (("score_low", "scores"), ("province_low", "orders"), ("refunds_high", "refunds"))
    ),
)
