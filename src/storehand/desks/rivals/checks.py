"""What rivals watches. The limits are defaults; a shop's own stand in its settings under the check's name."""

from storehand.desks.rivals.places import fell_in_rank
from storehand.desks.rivals.prices import rival_cut
from storehand.detect.check import Check
from storehand.wording import Text

CHECKS = (
    Check("rival_cut", Text("竞品降价", "A rival cut its price"), rival_cut(0.1)),
    Check("rank_lost", Text("搜索排名掉了", "A place in search was lost"), fell_in_rank(5)),
)
