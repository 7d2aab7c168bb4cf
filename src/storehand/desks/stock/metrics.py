"""What stock measures: pieces on hand and on their way, sizes that ran out. Levels: the newest day's, never added over days."""

from storehand.metrics.metric import Count, Last, Metric, Ratio
from storehand.wording import Text

_SKUS = ("item_id", "item", "sku_id", "warehouse", "category")
_NONE = (("on_hand", "0"),)

METRICS = (
    Metric("on_hand", Text("库存件数", "On hand"), "count", (Last("stock_day", "on_hand"),), by=_SKUS, better="neutral"),
    Metric("available", Text("可用库存", "Available"), "count", (Last("stock_day", "available"),), by=_SKUS, better="neutral"),
    Metric("in_transit", Text("在途件数", "In transit"), "count", (Last("stock_day", "in_transit"),), by=_SKUS, better="neutral"),
    Metric(
        "stock_skus",
        Text("有库存记录的 SKU 数", "SKUs with a stock figure"),
        "count",
        (Count("stock_day"),),
        by=_SKUS,
        better="neutral",
        definition=Text("库存表里的 SKU × 仓库行数", "Rows of SKU and warehouse in the stock sheet"),
    ),
    Metric(
        "sold_out_skus",
        Text("断货 SKU 数", "SKUs sold out"),
        "count",
        (Count("stock_day", where=_NONE),),
        by=_SKUS,
        better="down",
        definition=Text("库存为 0 的 SKU × 仓库行数", "Rows of SKU and warehouse with nothing on hand"),
    ),
    Metric(
        "sold_out_rate",
        Text("断货率", "Share sold out"),
        "rate",
        ratio=Ratio("sold_out_skus", "stock_skus"),
        by=_SKUS,
        better="down",
        definition=Text("断货 SKU 数 ÷ 有库存记录的 SKU 数", "SKUs sold out ÷ SKUs with a stock figure"),
    ),
)
