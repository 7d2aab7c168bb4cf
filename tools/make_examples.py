"""Writes examples/: the export files of a made-up Taobao shop and of a made-up Shopify shop.

    python tools/make_examples.py

Same code, same bytes. The story that is planted in them is told in tools/made_shop.py.
"""
# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from made_shop import FIRST, ITEMS, LAST, NEW_TITLE, SEARCH_FALLS, SHOP, SOURCES, Made, Order, days, make
from sheets import HEADERS, Cell, escaped, wide, write_csv, write_xls, write_xlsx

EXAMPLES = Path(__file__).parents[1] / "examples"
TAOBAO = EXAMPLES / "taobao"
SHOWN_DAYS = 35  # how far back the daily downloads of 生意参谋 are kept
PREAMBLE = (
    "生意参谋",
    f"店铺:{SHOP}",
    "指标说明见生意参谋帮助中心",
    "数据仅供参考",
    "终端:全部",
    "统计周期:日",
    "下载时间以系统为准",
)


def main() -> None:
    """Writes every file."""
    made = make()
    write_orders(made.orders)
    write_lines(made.orders)
    write_item_days(made)
    write_source_days(made)
    write_shop_days(made)
    write_ads(made)
    write_sheets()
    write_shopify()


def money(value: Decimal) -> str:
    """`1,234.50`, as 生意参谋 writes money."""
    return f"{value:,.2f}"


def rate(part: Decimal | float, whole: float) -> str:
    """`1.23%`, or `-` where nothing stands below."""
    return f"{float(part) / whole:.2%}" if whole else "-"


def paid_on(orders: Iterable[Order], day: date) -> list[Order]:
    """The orders paid on that day."""
    return [order for order in orders if order.paid_at and order.paid_at.date() == day]


def total(orders: Iterable[Order]) -> Decimal:
    """What their buyers paid."""
    return sum((order.total for order in orders), Decimal(0))


def refunds_on(orders: Iterable[Order], day: date) -> Decimal:
    """What was given back on that day."""
    return sum((order.refunded for order in orders if order.refunded_on == day), Decimal(0))


def order_id(order: Order) -> int:
    """Nineteen digits, as long as Taobao's."""
    return 4_100_000_000_000_000_000 + order.id * 100


def write_orders(orders: Sequence[Order]) -> None:
    """ExportOrderList: newest first, GBK, ids protected from Excel."""
    rows = [_order_row(order) for order in reversed(orders)]
    write_csv(TAOBAO / "ExportOrderList202611210830.csv", wide(HEADERS["new_orders"], *rows), encoding="gb18030")


def _order_row(order: Order) -> dict[str, Cell]:
    left = order.total - order.refunded if order.paid_at else Decimal(0)
    return {
        "订单编号": escaped(str(order_id(order))), "买家应付货款": order.total, "买家应付邮费": "0.00", "总金额": order.total, "买家实付金额": f"{left:.2f}", "订单状态": order.status,
        "订单创建时间": str(order.created), "订单付款时间": str(order.paid_at or ""), "宝贝标题": "，".join(line.title for line in order.lines), "宝贝种类": len(order.lines),
        "宝贝总数量": sum(line.quantity for line in order.lines), "店铺名称": SHOP, "订单关闭原因": order.closed_why, "退款金额": f"{order.refunded:.2f}",
        "确认收货时间": str(order.done_at or ""), "发货时间": str(order.shipped_at or ""), "物流公司": "中通快递" if order.shipped_at else "",
    }  # fmt: skip


def write_lines(orders: Sequence[Order]) -> None:
    """ExportOrderDetailList: a refund of a whole order is spread over its lines, a part is taken from the first."""
    rows: list[dict[str, Cell]] = []
    for order in reversed(orders):
        for place, line in enumerate(order.lines):
            whole = order.refunded == order.total
            back = line.paid if whole else order.refunded if place == 0 else Decimal(0)
            back = min(back, line.paid) if order.paid_at else Decimal(0)
            rows.append({
                "子订单编号": escaped(str(order_id(order) + place + (len(order.lines) > 1))), "主订单编号": escaped(str(order_id(order))), "标题": line.title,
                "价格": f"{line.item.price:.2f}", "购买数量": line.quantity, "外部系统编号": line.item.code, "商品属性": "颜色分类：黑色", "订单状态": order.status, "商家编码": line.item.code,
                "买家应付货款": line.paid, "买家实际支付金额": f"{line.paid - back if order.paid_at else Decimal(0):.2f}", "退款状态": "退款成功" if back else "没有申请退款",
                "退款金额": f"{back:.2f}" if back else "无退款申请", "订单创建时间": str(order.created), "订单付款时间": str(order.paid_at or ""),
            })  # fmt: skip
    write_csv(TAOBAO / "ExportOrderDetailList202611210831.csv", wide(HEADERS["new_lines"], *rows), encoding="gb18030")


def shown_weeks() -> list[list[date]]:
    """The last weeks of seven days each, oldest first."""
    shown = list(days())[-SHOWN_DAYS:]
    return [shown[start : start + 7] for start in range(0, SHOWN_DAYS, 7)]


def write_item_days(made: Made) -> None:
    """商品排行, a file a week: a row per item and day under four lines of words."""
    for week in shown_weeks():
        rows = [row for day in week for row in _item_rows(made, day)]
        sheet: list[list[Cell]] = [[words] for words in PREAMBLE[:4]]
        write_xls(
            TAOBAO / f"【生意参谋平台】商品_全部_{week[0]}_{week[-1]}.xls",
            {"商品排行": sheet + wide(HEADERS["item_day"], *rows, rest="-")},
        )


def _item_rows(made: Made, day: date) -> Iterable[dict[str, Cell]]:
    for item in ITEMS:
        bought = [(order, line) for order in paid_on(made.orders, day) for line in order.lines if line.item is item]
        gmv = sum((line.paid for _, line in bought), Decimal(0))
        buyers = len({order.buyer for order, _ in bought})
        old = [(order, line) for order, line in bought if order.buyer < 300]
        people, searched = made.viewers[day, item.id], made.searchers[day, item.id]
        carts = round(people * 0.085)
        month = sum(
            (
                line.paid
                for order in made.orders
                if order.paid_at and day.replace(day=1) <= order.paid_at.date() <= day
                for line in order.lines
                if line.item is item
            ),
            Decimal(0),
        )
        yield {
            "统计日期": str(day), "商品ID": item.id, "商品名称": NEW_TITLE if item is ITEMS[0] and day >= SEARCH_FALLS else item.title, "商品类型": "普通商品", "货号": item.code, "商品状态": "当前在线",
            "商品访客数": f"{people:,}", "商品浏览量": f"{round(people * 2.1):,}", "平均停留时长": f"{9 + day.day % 7 / 2:.2f}", "商品详情页跳出率": f"{0.70 + day.day % 5 / 100:.2%}",
            "商品收藏人数": f"{round(people * 0.03):,}", "商品加购件数": f"{round(carts * 1.1):,}", "商品加购人数": f"{carts:,}", "下单买家数": f"{round(buyers * 1.1):,}",
            "下单件数": f"{round(len(bought) * 1.1):,}", "下单金额": money(gmv * Decimal("1.1")), "下单转化率": rate(round(buyers * 1.1), people), "支付买家数": f"{buyers:,}",
            "支付件数": f"{sum(line.quantity for _, line in bought):,}", "支付金额": money(gmv), "商品支付转化率": rate(buyers, people), "支付新买家数": f"{buyers - len({order.buyer for order, _ in old}):,}",
            "支付老买家数": f"{len({order.buyer for order, _ in old}):,}", "老买家支付金额": money(sum((line.paid for _, line in old), Decimal(0))), "访客平均价值": money(gmv / max(people, 1)),
            "成功退款金额": money(_item_refunds(made, item.id, day)), "月累计支付金额": money(month), "年累计支付金额": money(month + 1_200_000), "搜索引导访客数": f"{searched:,}",
            "搜索引导支付买家数": f"{min(buyers, len({order.buyer for order, _ in bought if order.source == SOURCES[0].level2})):,}",
        }  # fmt: skip


def _item_refunds(made: Made, item_id: str, day: date) -> Decimal:
    back = Decimal(0)
    for order in made.orders:
        if order.refunded_on == day:
            share = order.refunded / order.total
            back += sum(
                ((line.paid * share).quantize(Decimal("0.01")) for line in order.lines if line.item.id == item_id), Decimal(0)
            )
    return back


def write_source_days(made: Made) -> None:
    """店铺流量来源, a file a day: the header in row six, sums of children as 汇总."""
    levels = ["一级来源", "二级来源", "三级来源", "四级来源"]
    header = [
        *levels,
        *(cell for name in HEADERS["source_metrics"] for cell in (name, "uv价值环比" if name == "UV价值" else f"{name}环比")),
    ]
    for day in list(days())[-SHOWN_DAYS:]:
        sheet: list[list[Cell]] = [[words] for words in PREAMBLE[:5]]
        rows = list(_source_rows(made, day))
        write_xls(TAOBAO / f"【生意参谋平台】无线店铺流量来源_{day}_{day}.xls", {"全店流量来源": [*sheet, [*header], *rows]})


def _source_rows(made: Made, day: date) -> Iterable[list[Cell]]:
    bought = paid_on(made.orders, day)
    for family in dict.fromkeys(source.level1 for source in SOURCES):
        members = [source for source in SOURCES if source.level1 == family]
        people = round(0.94 * sum(made.people[day, source.level2] for source in members))
        yield _source_row(
            (family, "汇总", "-", "-"),
            people,
            [order for order in bought if order.source in {source.level2 for source in members}],
        )
        for source in members:
            orders = [order for order in bought if order.source == source.level2]
            seen = made.people[day, source.level2]
            yield _source_row((family, source.level2, "汇总" if source.children else "-", "-"), seen, orders)
            cut = round(len(orders) * source.children[0][1]) if source.children else 0
            for (child, share), part in zip(source.children, (orders[:cut], orders[cut:]), strict=False):
                yield _source_row((family, source.level2, child, "-"), round(seen * share * 1.04), part)


def _source_row(levels: tuple[str, ...], people: int, orders: Sequence[Order]) -> list[Cell]:
    gmv, buyers = total(orders), len({order.buyer for order in orders})
    known = {
        "访客数": f"{people:,}", "新访客": f"{round(people * 0.71):,}", "平均停留时长": "12.60", "商品点击人数": f"{round(people * 0.52):,}", "加购人数": f"{round(people * 0.08):,}",
        "加购件数": f"{round(people * 0.09):,}", "商品收藏人数": f"{round(people * 0.03):,}", "支付买家数": f"{buyers:,}", "支付转化率": rate(buyers, people), "支付金额": money(gmv),
        "客单价": money(gmv / buyers) if buyers else "-", "UV价值": money(gmv / people) if people else "-", "下单买家数": f"{round(buyers * 1.1):,}", "下单金额": money(gmv * Decimal("1.1")),
        "下单转化率": rate(round(buyers * 1.1), people),
    }  # fmt: skip
    return [*levels, *(cell for name in HEADERS["source_metrics"] for cell in (known.get(name, "-"), "-"))]


def write_shop_days(made: Made) -> None:
    """自助取数, one file for all weeks: the header in row eight."""
    rows = [_shop_row(made, day) for day in days()]
    sheet: list[list[Cell]] = [[words] for words in PREAMBLE]
    write_xls(
        TAOBAO / f"【生意参谋平台】自助取数_店铺日报_{FIRST}_{LAST}.xls",
        {"店铺": sheet + wide(HEADERS["shop_day"], *rows, rest="-")},
    )


def _shop_row(made: Made, day: date) -> dict[str, Cell]:
    bought = paid_on(made.orders, day)
    placed = [order for order in made.orders if order.created.date() == day]
    people = round(0.86 * sum(made.people[day, source.level2] for source in SOURCES))
    buyers, old = {order.buyer for order in bought}, {order.buyer for order in bought if order.buyer < 300}
    gmv = total(bought)
    return {
        "统计日期": str(day), "访客数": f"{people:,}", "浏览量": f"{round(people * 3.4):,}", "跳失率": f"{0.60 + day.day % 4 / 100:.2%}", "平均停留时长": f"{14 + day.day % 6 / 4:.2f}",
        "加购人数": f"{round(people * 0.082):,}", "加购件数": f"{round(people * 0.095):,}", "商品收藏人数": f"{round(people * 0.034):,}", "下单买家数": f"{len(placed):,}",
        "下单件数": f"{sum(line.quantity for order in placed for line in order.lines):,}", "下单金额": money(total(placed)), "支付买家数": f"{len(buyers):,}",
        "支付新买家数": f"{len(buyers - old):,}", "支付老买家数": f"{len(old):,}", "老买家支付金额": money(total(order for order in bought if order.buyer < 300)),
        "支付件数": f"{sum(line.quantity for order in bought for line in order.lines):,}", "支付金额": money(gmv), "支付转化率": rate(len(buyers), people),
        "客单价": money(gmv / len(buyers)), "成功退款金额": money(refunds_on(made.orders, day)),
    }  # fmt: skip


CAMPAIGNS = (
    ("371", "关键词推广", "80000000001", "羊毛大衣_搜索", SOURCES[2].level2, 0.7, Decimal("1.62")),
    ("371", "关键词推广", "80000000002", "秋冬_搭配款", SOURCES[2].level2, 0.3, Decimal("1.18")),
    ("381", "人群推广", "80000000003", "人群_新客", SOURCES[3].level2, 1.0, Decimal("0.86")),
)


def write_ads(made: Made) -> None:
    """万相台无界 by plan and day; spend of a plan follows the people it brought."""
    header = ["日期", "场景ID", "场景名字", "原二级场景ID", "原二级场景名字", "计划ID", "计划名字", *HEADERS["ad_metrics"]]
    rows = [_ad_row(made, day, place) for day in days() for place in range(len(CAMPAIGNS))]
    write_csv(TAOBAO / f"计划报表_{FIRST}_{LAST}.csv", wide(header, *rows, rest="0"), encoding="gb18030")


def _ad_row(made: Made, day: date, place: int) -> dict[str, Cell]:
    scene_id, scene, plan_id, plan, source, share, cpc = CAMPAIGNS[place]
    clicks = round(made.people[day, source] * share * 1.06)
    orders = [order for order in paid_on(made.orders, day) if order.source == source]
    cut = round(len(orders) * CAMPAIGNS[0][5])
    mine = (orders[:cut], orders[cut:], orders)[place]
    direct = total(mine)
    beside = (direct * Decimal("0.12")).quantize(Decimal("0.01"))
    shown, spend = round(clicks / (0.034 + day.day % 3 / 1000)), clicks * cpc
    gmv, count = direct + beside, len(mine) + (1 if beside > 60 else 0)
    return {
        "日期": str(day), "场景ID": scene_id, "场景名字": scene, "原二级场景ID": "\\N", "原二级场景名字": "\\N", "计划ID": plan_id, "计划名字": plan, "展现量": shown, "点击量": clicks, "花费": f"{spend:.2f}",
        "点击率": f"{clicks / shown:.5f}", "平均点击花费": f"{cpc:.2f}", "千次展现花费": f"{spend / shown * 1000:.2f}", "直接成交金额": f"{direct:.2f}", "间接成交金额": f"{beside:.2f}",
        "总成交金额": f"{gmv:.2f}", "总成交笔数": count, "直接成交笔数": len(mine), "点击转化率": f"{count / clicks:.5f}", "投入产出比": f"{gmv / spend:.2f}", "总购物车数": round(clicks * 0.09),
        "收藏宝贝数": round(clicks * 0.03), "总成交成本": f"{spend / count:.2f}" if count else "\\N",
    }  # fmt: skip


def write_sheets() -> None:
    """What the shop keeps by hand: costs, targets by month, roles of items."""
    costs: list[list[Cell]] = [["商品ID", "商家编码", "商品名称", "成本价", "单件运费", "单件包材", "平台扣点", "生效日期"]]
    costs += [[item.id, item.code, item.title, item.cost, Decimal(6), Decimal("1.5"), 0.055, date(2026, 9, 1)] for item in ITEMS]
    write_xlsx(TAOBAO / "costs.xlsx", {"成本": costs}, (16, 10, 40, 10, 10, 10, 10, 12))
    targets: list[list[Cell]] = [["月份", "指标", "目标值"]]
    targets += [[month, "支付金额", value] for month, value in (("2026-09", 470_000), ("2026-10", 640_000), ("2026-11", 760_000))]
    targets.append(["2026-11", "支付转化率", 0.025])
    write_xlsx(TAOBAO / "targets.xlsx", {"月目标": targets}, (12, 14, 12))
    roles: list[list[Cell]] = [["商品ID", "商品名称", "角色", "负责人"]]
    roles += [[item.id, item.title, item.role, "小林" if item.role == "主推" else "小周"] for item in ITEMS]
    write_xlsx(TAOBAO / "roles.xlsx", {"商品角色": roles}, (16, 40, 10, 10))


GOODS = (
    ("Oak Serving Board", "OAK-01", "48.00"),
    ("Linen Apron", "LIN-02", "36.00"),
    ("Stoneware Mug", "MUG-03", "18.50"),
    ("Tea Towel, set of 3", "TOW-04", "22.00"),
    ("Salad Bowl", "BWL-05", "64.00"),
)


def write_shopify() -> None:
    """Six weeks of a small Shopify shop in New York: one file, several lines per order, a few refunds and unpaid ones."""
    chance = random.Random(7)
    zone = timezone(timedelta(hours=-5))
    start = datetime(2026, 10, 10, tzinfo=zone)
    moments = sorted(
        start + timedelta(days=day, minutes=chance.randrange(7 * 60, 22 * 60))
        for day in range(42)
        for _ in range(6 + (day % 7 in (0, 1)) * 3 + chance.randrange(3))
    )
    rows = [row for place, at in enumerate(moments) for row in _shopify_order(chance, place, at)]
    write_csv(EXAMPLES / "shopify/orders_export_1.csv", wide(HEADERS["shopify"], *rows), encoding="utf-8", end="\n")


def _shopify_order(chance: random.Random, place: int, at: datetime) -> list[dict[str, Cell]]:
    chosen = [(goods, chance.choice((1, 1, 1, 2))) for goods in chance.sample(GOODS, chance.choice((1, 1, 2, 3)))]
    subtotal = sum((Decimal(price) * count for (_, _, price), count in chosen), Decimal(0))
    freight = Decimal(0) if subtotal > 75 else Decimal("7.50")
    tax = ((subtotal + freight) * Decimal("0.08")).quantize(Decimal("0.01"))
    money_of = subtotal + freight + tax
    state = chance.choices(("paid", "pending", "refunded", "partially_refunded"), (88, 4, 4, 4))[0]
    back = {"refunded": money_of, "partially_refunded": Decimal(chosen[0][0][2])}.get(state, Decimal(0))
    stamp = at.strftime("%Y-%m-%d %H:%M:%S %z")
    shipped = (at + timedelta(hours=chance.randrange(12, 60))).strftime("%Y-%m-%d %H:%M:%S %z")
    sent = state != "pending" and at < datetime(2026, 11, 19, tzinfo=UTC)
    order: dict[str, Cell] = {
        "Financial Status": state, "Paid at": "" if state == "pending" else stamp, "Fulfillment Status": "fulfilled" if sent else "unfulfilled", "Fulfilled at": shipped if sent else "", "Accepts Marketing": "no",
        "Currency": "USD", "Subtotal": f"{subtotal:.2f}", "Shipping": f"{freight:.2f}", "Taxes": f"{tax:.2f}", "Total": f"{money_of:.2f}", "Discount Amount": "0.00", "Refunded Amount": f"{back:.2f}",
        "Shipping Name": f"Sample Buyer {place % 170}", "Shipping Province": chance.choice(("NY", "NJ", "CA", "TX")), "Shipping Country": "US", "Id": 9_000_000_000_000 + place, "Source": "web", "Outstanding Balance": "0.00",
    }  # fmt: skip
    return [
        (order if first == 0 else {}) | {
            "Name": f"#{1001 + place}", "Email": f"buyer{place % 170}@example.com", "Created at": stamp, "Lineitem quantity": count, "Lineitem name": name, "Lineitem price": price, "Lineitem sku": sku,
            "Lineitem requires shipping": "true", "Lineitem taxable": "true", "Lineitem fulfillment status": "fulfilled" if sent else "pending", "Lineitem discount": "0.00", "Vendor": "Sample Goods",
        }
        for first, ((name, sku, price), count) in enumerate(chosen)
    ]  # fmt: skip


if __name__ == "__main__":
    main()
