"""Makes a Qianniu order report of any size, in the shape of its old export (30 columns, escaped ids): all of it made up.

python -m benchmarks.speed.exports 1000000 ExportOrderList202611220100.csv
python -m benchmarks.speed.exports 100000 ExportOrderList202611220100.xlsx
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import xlsxwriter

Row = tuple[str, ...]
HEADERS = (
    "订单编号", "买家会员名", "买家支付宝账号", "买家应付货款", "买家应付邮费", "买家支付积分", "总金额", "返点积分",
    "买家实际支付金额", "买家实际支付积分", "订单状态", "买家留言", "收货人姓名", "收货地址 ", "运送方式", "联系电话 ",
    "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 ", "物流公司", "订单备注",
    "宝贝总数量", "店铺名称", "订单关闭原因", "卖家服务费", "退款金额", "确认收货时间",
)  # fmt: skip
TYPES = {
    **dict.fromkeys(HEADERS, "VARCHAR"),
    **dict.fromkeys(("买家应付货款", "买家应付邮费", "总金额", "买家实际支付金额", "卖家服务费", "退款金额"), "DECIMAL(18,4)"),
    **dict.fromkeys(("买家支付积分", "返点积分", "买家实际支付积分", "宝贝种类 ", "宝贝总数量"), "BIGINT"),
    **dict.fromkeys(("订单创建时间", "订单付款时间 ", "确认收货时间"), "TIMESTAMP"),
}
START, DAYS, TITLES = datetime(2025, 11, 1), 385, 800
STATES = (
    "交易成功", "交易成功", "交易成功", "交易成功", "卖家已发货，等待买家确认", "买家已付款，等待卖家发货", "交易关闭",
    "等待买家付款",
)  # fmt: skip
COURIERS = ("中通快递", "圆通速递", "韵达快递", "申通快递", "顺丰速运")
PLACES = (
    "浙江省 杭州市 西湖区", "广东省 广州市 天河区", "江苏省 苏州市 吴中区", "四川省 成都市 武侯区", "湖北省 武汉市 洪山区",
)  # fmt: skip
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "子涵欣怡梓轩雨桐浩然思远佳宁明哲语嫣"
GOODS, TRAITS = ("羊毛大衣", "针织衫", "连衣裙", "牛仔裤", "风衣"), ("双面呢", "高腰显瘦", "宽松慵懒", "复古", "加绒加厚", "通勤")


def rows(count: int, seed: int = 7) -> Iterator[Row]:
    """The report's rows, newest last. About one in five buyers comes again; one order in eight is closed or unpaid."""
    chance = np.random.default_rng(seed)
    second = np.sort(chance.integers(0, DAYS * 86400, count))
    buyers, titles = chance.integers(0, max(50, count * 2 // 3), count), _titles(chance)
    title, state, place = chance.integers(0, TITLES, count), chance.integers(0, 8, count), chance.integers(0, 5, count)
    pieces, cents, refunded = chance.integers(1, 4, count), chance.integers(1990, 59900, count), chance.random(count) < 0.1
    for i in range(count):
        bought = int(pieces[i]), int(cents[i]), bool(refunded[i])
        yield _row(i, int(second[i]), int(buyers[i]), titles[title[i]], int(state[i]), int(place[i]), *bought)


def _titles(chance: np.random.Generator) -> list[str]:
    return [
        f"木棉2026{GOODS[i % 5]}女{TRAITS[i % 6]}{TRAITS[chance.integers(0, 6)]}新款小个子{i:03d} A-{i % 9}码"
        for i in range(TITLES)
    ]  # fmt: skip


def _row(i: int, second: int, buyer: int, title: str, state: int, place: int, pieces: int, cents: int, back: bool) -> Row:
    created = START + timedelta(seconds=second)
    is_paid, is_done, is_sent = state != 7, state < 4, state < 5
    paid, done = created + timedelta(seconds=i % 900), created + timedelta(days=6, seconds=i % 7000)
    total = f"{cents * pieces / 100:.2f}"
    name = SURNAMES[buyer % 16] + GIVEN[buyer % 17] + GIVEN[i % 18]
    return (
        f'="{3_000_000_000_000_000_000 + i * 137}"', f"{name}{buyer}", f"1{buyer + 3_000_000_000}", total, "0.00", "0", total,
        "0", total if is_paid else "0.00", "0", STATES[state], "请尽快发货，谢谢" if i % 20 == 0 else "", name,
        f"{PLACES[place]} 样例街道{i % 997}号{i % 31}栋", "快递", "", f"'1{(buyer * 7919) % 10**10:010d}",
        f"{created:%Y-%m-%d %H:%M:%S}", f"{paid:%Y-%m-%d %H:%M:%S}" if is_paid else "", title, "1",
        f"No:7{i * 31 % 10**13:013d}" if is_sent else "", COURIERS[i % 5] if is_sent else "", "'null" if i % 50 else "老客户",
        str(pieces), "木棉旗舰店", "买家不想买了" if state == 6 else "订单未关闭", "0.00", total if back and is_paid else "0.00",
        f"{done:%Y-%m-%d %H:%M:%S}" if is_done else "",
    )  # fmt: skip


def write_csv(count: int, path: Path, encoding: str = "gb18030") -> None:
    """Writes the report as Qianniu does: GB18030, LF, quotes only where they must be."""
    with path.open("w", encoding=encoding, newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(HEADERS)
        out.writerows(rows(count))


def write_xlsx(count: int, path: Path) -> None:
    """Writes the report as a workbook of one sheet, every cell as text, as such reports are."""
    with xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("订单报表")
        for place, row in enumerate((HEADERS, *rows(count))):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(place, column, cell)


def write(count: int, path: Path) -> None:
    """Writes the kind of file that the path's ending says."""
    (write_xlsx if path.suffix == ".xlsx" else write_csv)(count, path)


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
