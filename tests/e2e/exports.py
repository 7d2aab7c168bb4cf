"""Made-up 千牛 order exports, as people really get them: any encoding, csv, xls or xlsx, filtered, late, for several shops."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

HEADERS = (
    "订单编号", "买家会员名", "买家应付货款", "总金额", "买家实际支付金额", "订单状态", "收货人姓名", "收货地址 ", "联系手机",
    "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝总数量", "店铺名称", "订单关闭原因", "退款金额",
)  # fmt: skip
UNPAID, PAID, DONE, CLOSED = "等待买家付款", "买家已付款，等待卖家发货", "交易成功", "交易关闭"


@dataclass(frozen=True)
class Order:
    """One order as an export shows it; `kept` is what is left of the payment after `refunded`."""

    number: int
    created: datetime
    total: Decimal
    paid: datetime | None = None
    refunded: Decimal = Decimal(0)
    status: str = UNPAID
    shop: str = "店"
    title: str = "羊毛大衣A"

    @property
    def order_id(self) -> str:
        return str(1_017_116_707_000_000_000 + self.number)

    @property
    def kept(self) -> Decimal:
        return self.total - self.refunded if self.paid else Decimal(0)

    def at(self, paid: datetime | None, status: str, refunded: str = "0") -> Order:
        """The same order later on."""
        return replace(self, paid=paid, status=status, refunded=Decimal(refunded))


def cells(order: Order, escaped: bool = True) -> list[str]:
    """The order's row; ids escaped as 千牛 writes them into csv."""
    number = f'="{order.order_id}"' if escaped else order.order_id
    amounts = [f"{order.total}", f"{order.total}", f"{order.kept}"]
    person = ["张三丰", "浙江省杭州市某路1号", "'13800001111"]
    times = [f"{order.created:%Y-%m-%d %H:%M:%S}", f"{order.paid:%Y-%m-%d %H:%M:%S}" if order.paid else ""]
    reason = "买家未付款" if order.status == CLOSED else "订单未关闭"
    rest = [order.title, "1", order.shop, reason, f"{order.refunded}"]
    return [number, f"tb{order.number}买家", *amounts, order.status, *person, *times, *rest]


def text(orders: Sequence[Order]) -> str:
    """The export as csv text."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADERS)
    writer.writerows(cells(order) for order in orders)
    return stream.getvalue()


def write(orders: Sequence[Order], path: Path, form: str = "gbk") -> Path:
    """Writes the export as `form`: an encoding (csv), "xls" or "xlsx". Gives the path."""
    if form == "xlsx":
        _write_xlsx(orders, path)
    elif form == "xls":
        _write_xls(orders, path)
    else:
        path.write_bytes(text(orders).encode(form))
    return path


def _write_xlsx(orders: Sequence[Order], path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([HEADERS, *(cells(order, escaped=False) for order in orders)]):
            for place, cell in enumerate(row):
                sheet.write_string(line, place, cell)


def _write_xls(orders: Sequence[Order], path: Path) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for line, row in enumerate([HEADERS, *(cells(order, escaped=False) for order in orders)]):
        for place, cell in enumerate(row):
            sheet.write(line, place, cell)
    book.save(str(path))
