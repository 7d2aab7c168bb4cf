"""What logistics watches. The limits are defaults; a shop's own stand in its settings under the check's name.

A share is how far from the usual counts (0.2: 20 %); beyond it, noise alone must be unlikely too.
"""

from storehand.desks.logistics.lateness import late_orders
from storehand.desks.waves import Rules, more_in_a_week
from storehand.detect.check import Check, beyond
from storehand.wording import Text

CHECKS = (
    Check("late_orders", Text("超时未发货", "Orders unsent past their deadline"), late_orders(hours=48, minimum=3)),
    Check("parcels_late", Text("揽收异常", "Parcels not collected in time"), beyond("parcel_troubles", 0)),
    Check(
        "late_refunds_high",
        Text("因发货慢的退款多于平常", "More refunds for late sending than usual"),
        more_in_a_week(Rules("late_refunds", per="units", lumps=1.5), minimum=5, times=1.8),
    ),
)
