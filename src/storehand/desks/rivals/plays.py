"""What to do about rivals, places and the market, and about findings that they caused: who, by when, and by what it is judged."""

from storehand.advise.play import Play
from storehand.wording import Text

_PRICE = Text(
    "先核对竞品券后到手价、库存和活动到几号；不盲跟：守住毛利底线，对收藏加购的人发定向券，主推做搭配和赠品，三天后看转化。",
    "Check the rival's price after coupons, stock and how long it lasts; do not follow blindly: keep the margin floor, coupon "
    "for those who favoured or carted, bundles and gifts; look at conversion in three days.",
)
_PLACE = Text(
    "对照近 7 天标题、价格力、销量转化、违规和缺货；改坏的改回，用推广把这个词托到前 10 连托 7 天，每天同一时间记排名。",
    "Compare title, price rating, sales and conversion, violations and stock of 7 days; put back what was spoilt, hold the "
    "word in the first ten with ads for 7 days, note its place daily.",
)
_MARKET = Text(
    "大盘一起跌：标题、价格和出价都先不动；看自己占大盘的比例，比例没掉就只调目标和备货，比例也掉了再按来源查。",
    "The market fell with us: leave titles, prices and bids; look at our share of it. If that held, only adjust targets and "
    "stock; if it fell too, go on by source.",
)

PLAYS = (
    Play("rival_cut", "operations", _PRICE, 8, "cvr", 3, number="P18"),
    *(
        Play(check, "operations", _PRICE, 8, metric, 3, driver="rival_price", number="P18")
        for check, metric in (("item_cvr_low", "item_cvr"), ("cvr_low", "cvr"), ("item_low", "gmv"), ("gmv_low", "gmv"))
    ),
    Play("rank_lost", "operations", _PLACE, 6, "search_place", 7, number="P19"),
    *(
        Play(check, "operations", _PLACE, 6, metric, 7, driver="search_place", number="P19")
        for check, metric in (
            ("word_low", "word_visitors"),
            ("item_search_low", "search_visitors"),
            ("item_visitors_low", "item_visits"),
            ("visitors_low", "visitors"),
            ("source_low", "visitors"),
        )
    ),
    *(
        Play(check, "operations", _MARKET, 24, metric, 7, driver="market_visitors", number="P1")
        for check, metric in (
            ("visitors_low", "visitors"),
            ("source_low", "visitors"),
            ("gmv_low", "gmv"),
            ("orders_low", "orders"),
        )
    ),
)
