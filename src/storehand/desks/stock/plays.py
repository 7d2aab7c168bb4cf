"""What to do about stock, and about anybody's finding that a size out of stock caused: who, by when, and by what it is judged."""

from storehand.advise.play import Play
from storehand.wording import Text

_REFILL = Text(
    "今天下补货单：量 = 目标天数 × 日均 − 在库 − 在途；到货前开预售并写明发货日，断码的停推广，把流量引到同类现货。",
    "Order today: target days × daily sales − on hand − on the way; sell in advance with the date until it comes, stop ads of "
    "missing sizes, lead people to similar goods in stock.",
)
_SHORT = Text(
    "可售天数不够撑到到货：催在途、加急补货，够不到就分渠道留货、先停这款推广，补货点按日均 × 交期加安全库存重设。",
    "Stock does not last until delivery: hurry what is on the way, reorder; else keep stock for the main channel, stop its "
    "ads, set the reorder point to daily sales × lead time plus safety.",
)

PLAYS = (
    Play("sold_out", "buying", _REFILL, 4, "sold_out_skus", 7, number="P16"),
    Play("cover_low", "buying", _SHORT, 8, "on_hand", 7, number="P16"),
    *(
        Play(check, "buying", _REFILL, 4, metric, 7, driver="sold_out_skus", number="P16")
        for check, metric in (
            ("item_cvr_low", "item_cvr"),
            ("item_low", "gmv"),
            ("item_gone", "gmv"),
            ("item_visitors_low", "item_visits"),
            ("item_search_low", "search_visitors"),
            ("cvr_low", "cvr"),
            ("gmv_low", "gmv"),
            ("orders_low", "orders"),
        )
    ),
)
