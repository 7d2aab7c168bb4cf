"""What stock watches. The limits are defaults; a shop's own stand in its settings under the check's name."""

from storehand.desks.stock.cover import cover_low
from storehand.desks.stock.soldout import sold_out
from storehand.detect.check import Check
from storehand.wording import Text

CHECKS = (
    Check("sold_out", Text("在卖的尺码断货", "Sizes that sell ran out"), sold_out(minimum=1)),
    Check("cover_low", Text("库存撑不到补货", "Stock runs out before it can be filled up"), cover_low(days=5, minimum=2)),
)
