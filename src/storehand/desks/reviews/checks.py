"""What reviews watches. The limits are defaults; a shop's own stand in its settings under the check's name.

A share is how far from the usual counts (0.2: 20 %); beyond it, noise alone must be unlikely too.
"""

from storehand.desks.reviews.held import violations
from storehand.desks.reviews.slides import score_low
from storehand.desks.waves import Rules, more_in_a_week
from storehand.detect.check import Check, beyond
from storehand.wording import Text

CHECKS = (
    Check("violation", Text("新的违规", "A new violation"), violations()),
    Check(
        "bad_reviews_high",
        Text("一周差评多于平常", "More bad reviews in a week than usual"),
        more_in_a_week(Rules("bad_reviews"), minimum=5, times=1.6),
    ),
    Check(
        "item_bad_reviews_high",
        Text("商品一周差评多于平常", "More bad reviews of an item in a week than usual"),
        more_in_a_week(Rules("bad_reviews", by=("item_id",)), minimum=3, times=2),
    ),
    Check("bad_reviews_many", Text("一天差评过多", "Too many bad reviews in a day"), beyond("bad_reviews", 9)),
    Check("score_low", Text("店铺评分低于平常", "A score of the shop below usual"), score_low(0.05)),
)
