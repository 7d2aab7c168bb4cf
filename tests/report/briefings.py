"""A made-up day of a made-up shop, as the briefing that the writers receive.

`rich()` is a full day: every kind of headline, three findings, tasks of yesterday, pages of two desks. The
others are its edges: `quiet()`, `bare()`, `several()`, and `hostile(text)`, in which every word of a user is `text`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from math import sin
from typing import Literal

from storehand.advise.play import Role
from storehand.advise.task import State, Task, Verify
from storehand.detect.finding import Evidence, Finding, Impact
from storehand.explain.explanation import Event, Explanation, Factor, Segment
from storehand.metrics.metric import Number, Unit
from storehand.report.block import Chart, Field, Line, Note, Page, Table
from storehand.report.briefing import (
    Briefing,
    Comparison,
    FindingCard,
    Headline,
    Identity,
    Missing,
    SourceFile,
    Told,
    Trust,
    Typical,
    With,
)
from storehand.wording import Text, plain

SHOP = "木棉旗舰店"
DAY = date(2026, 11, 20)
SHANGHAI = timezone(timedelta(hours=8))
AS_OF = datetime(2026, 11, 21, 8, 30, tzinfo=SHANGHAI)
DAYS = tuple(DAY - timedelta(days=back) for back in range(27, -1, -1))

Better = Literal["up", "down", "neutral"]


def rich(shop: str = SHOP, item: str = "羊毛大衣A", file: str = "ExportOrderList202611210815.csv") -> Briefing:
    """Everything filled: 8 headlines (one of them unknown), 3 findings, 2 tasks of yesterday, 2 pages."""
    cards = _cards(shop, item)
    return Briefing(
        period="day",
        day=DAY,
        since=DAY,
        until=DAY + timedelta(days=1),
        as_of=AS_OF,
        shops=(shop,),
        timezone="Asia/Shanghai",
        currency="CNY",
        occasion=Text("双11 后第 9 天", "9 days after Double 11"),
        story=_story(shop, cards),
        trust=_trust(shop, file),
        headline=_headlines(),
        findings=cards,
        tasks=(*(card.task for card in cards if card.task), *_old_tasks(shop, item)),
        curves=1184,
        pages=(_trade_page(item), _traffic_page()),
    )


def quiet() -> Briefing:
    """A day on which nothing is wrong and nothing was asked of anyone."""
    return replace(rich(), findings=(), tasks=(), story=(Told(Text("一切如常。", "All as usual."), ""),), occasion=plain(""))


def bare() -> Briefing:
    """Only orders were loaded: no traffic, no ads, no costs; no history to compare with."""
    full = rich()
    known = {"gmv", "net", "aov"}
    headline = tuple(_first_day(each) if each.metric in known else _unknown(each) for each in full.headline)
    table, label = "shop_day", Text("店铺每日概况", "Shop by day")
    menu = Text("生意参谋 › 自助取数 › 店铺", "Sycm › Own reports › Shop")
    missing = Missing(table, label, SHOP, Text("没有访客数据", "No visitors are known"), menu)
    trust = Trust(full.trust.files[:1], (missing,), ())
    return replace(
        full, headline=headline, story=full.story[:1], trust=trust, findings=(), tasks=(), pages=full.pages[:1], curves=3
    )


def several() -> Briefing:
    """Three shops, one of them with a long name; a headline of each beside the total."""
    full = rich()
    shops = (SHOP, "木棉家居生活馆（抖音小店）官方授权专卖", "Kapok EU")
    each = tuple(replace(full.headline[0], shop=shop, value=Decimal(40000 + 100 * at)) for at, shop in enumerate(shops))
    return replace(full, shops=shops, headline=full.headline + each)


def hostile(text: str) -> Briefing:
    """`rich()` with `text` in the place of every shop, item and file name."""
    full = rich(shop=text, item=text, file=text)
    return replace(full, pages=(*full.pages, Page("trade", plain(text), (Note(plain(text)),))))


# ---- headlines

_WAYS: tuple[With, ...] = ("yesterday", "same_weekday", "last_year", "target", "market")


def _headlines() -> tuple[Headline, ...]:
    money: Unit = "money"
    rate: Unit = "rate"
    return (
        _headline("gmv", "支付金额", "Paid amount", money, Decimal("122290.70"), (-0.082, -0.069, 0.112, 0.87, -0.01)),
        _headline("net", "净销售额", "Net sales", money, Decimal("97646.40"), (-0.091, -0.077, 0.095, None, None)),
        _unknown(_headline("profit", "毛利", "Gross profit", money, None, (None,) * 5)),
        _headline("visitors", "访客数", "Visitors", "people", 11269, (-0.12, -0.112, 0.03, None, -0.008)),
        _headline("cvr", "支付转化率", "Conversion", rate, 0.0361, (0.0014, 0.001, -0.0007, None, None)),
        _headline("aov", "客单价", "Order value", "per", Decimal("300.6"), (0.012, -0.003, 0.071, None, None)),
        _headline("ad_spend", "推广花费", "Ad spend", money, Decimal("8214.00"), (0.02, 0.011, None, 0.98, None), "neutral"),
        _headline("ad_share", "费比", "Ad cost share", rate, 0.067, (0.007, 0.005, None, None, None), "down"),
    )


def _headline(
    metric: str,
    zh: str,
    en: str,
    unit: Unit,
    value: Number | None,
    changes: tuple[float | None, ...],
    better: Better = "up",
) -> Headline:
    trend = _trend(float(value)) if value is not None else (None,) * len(DAYS)
    usual = Typical(float(value) * 1.06, float(value) * 0.97, float(value) * 1.15) if value is not None else None
    return Headline(
        metric=metric,
        label=Text(zh, en),
        unit=unit,
        currency="CNY",
        better=better,
        shop=None,
        source="orders",
        source_label=Text("千牛·订单报表", "Qianniu order report"),
        definition=Text(f"{zh}：当天付款的订单，含运费", f"{en}: orders paid on the day, with freight"),
        value=value,
        comparisons=tuple(_comparison(way, value, change, unit) for way, change in zip(_WAYS, changes, strict=True)),
        typical=usual,
        trend_days=DAYS,
        trend=trend,
        evidence=Evidence(f"select sum({metric}) as value\nfrom orders\nwhere paid_day = date '2026-11-20'", 1352, ("batch-1",)),
    )


def _comparison(way: With, value: Number | None, change: float | None, unit: Unit) -> Comparison:
    """For "target" the change is the progress to it less one, like every other: value / target − 1."""
    if value is None or change is None:
        return Comparison(way, None, None)
    if way == "target":
        return Comparison(way, float(value) / change, change - 1)
    if way == "market":
        return Comparison(way, None, change)
    return Comparison(way, float(value) - change if unit == "rate" else float(value) / (1 + change), change)


def _trend(last: float) -> tuple[float | None, ...]:
    """A week's rhythm with one unknown day, ending in `last`."""
    wave = [last * (1.06 + 0.07 * sin(at * 0.9) + 0.03 * sin(at * 2.3)) for at in range(27)]
    return (*wave[:9], None, *wave[10:], last)


def _unknown(headline: Headline) -> Headline:
    why = Text("没有成本表，去「成本模板」填写", "No costs are known; fill in the cost sheet")
    nothing = tuple(Comparison(each.with_, None, None) for each in headline.comparisons)
    return replace(
        headline, value=None, comparisons=nothing, typical=None, trend=(None,) * len(DAYS), why_unknown=why, evidence=None
    )


def _first_day(headline: Headline) -> Headline:
    nothing = tuple(Comparison(each.with_, None, None) for each in headline.comparisons)
    return replace(headline, comparisons=nothing, typical=None, trend=(*(None,) * 27, headline.trend[-1]))


# ---- findings


def _cards(shop: str, item: str) -> tuple[FindingCard, ...]:
    return (_lost_search(shop, item), _late_orders(shop), _fewer_carts(shop, item))


def _lost_search(shop: str, item: str) -> FindingCard:
    """122,290.70 − 133,231.00 = −10,940.30 = −14,270.12 + 2,610.40 + 719.42 = −8,790.30 − 1,540.10 − 609.90."""
    impact = Impact(Decimal("10940.30"), Decimal("8600.00"), Decimal("13100.00"))
    found = _finding("gmv-0", "gmv_low", "gmv", shop, Decimal("122290.70"), 133231.00, (128900.0, 138500.0), impact, "critical")
    factors = (
        Factor("visitors", 11269.0, 12621.0, -14270.12, 1.304362),
        Factor("cvr", 0.0361, 0.0353, 2610.40, -0.238604),
        Factor("aov", 300.6, 299.0, 719.42, -0.065759),
    )
    segments = (
        Segment((("channel", "手淘搜索"), ("item", item)), 9120.0, 17910.3, -8790.30, 0.803479, "volume"),
        Segment((("channel", "手淘搜索"),), 15003.0, 16543.1, -1540.10, 0.140773, "volume"),
        Segment((), 98167.7, 98777.6, -609.90, 0.055748, "mix"),
    )
    events = (Event(date(2026, 11, 18), Text(f"「{item}」改了标题", f"“{item}” got a new title")),)
    why = Explanation(found, factors, segments, "channel", "suspected", -0.01, events)
    return FindingCard(
        explanation=why,
        title=Text("支付金额少了 ¥10,940（−8.2%），大盘只降 1.0%", "Paid amount is ¥10,940 lower (−8.2%), the market only −1.0%"),
        cause=Text(
            f"11-18 21:40「{item}」标题去掉「羊毛大衣女 中长款」，3 个核心词掉出首页",
            f"On 11-18 the title of “{item}” lost its core words; 3 of them left page one",
        ),
        metric_label=Text("支付金额", "Paid amount"),
        unit="money",
        factor_labels=(Text("访客数", "Visitors"), Text("支付转化率", "Conversion"), Text("客单价", "Order value")),
        segment_labels=(
            Text(f"手淘搜索 × {item}", f"Taobao search × {item}"),
            Text("手淘搜索 × 其余", "Taobao search × the rest"),
            Text("其他渠道", "Other channels"),
        ),
        owner=Text("运营", "Operations"),
        advice=Text(f"把「{item}」的标题改回 11-17 的版本", f"Put the title of “{item}” back as it was on 11-17"),
        due=Text("今天 12:00 前", "by 12:00 today"),
        verify=Text("手淘搜索访客 7 天内回到 ≥ 95%", "search visitors back to ≥ 95% within 7 days"),
        task=_task("t-1", why, "operations", "把标题改回 11-17 的版本", "Put the title back", 4),
    )


def _late_orders(shop: str) -> FindingCard:
    impact = Impact(Decimal("1890.00"), Decimal("1890.00"), Decimal("1890.00"))
    found = _finding("late-0", "ship_late", "unshipped", shop, 63, 4.0, (0.0, 9.0), impact, "warning")
    segments = (
        Segment((("warehouse", "华东仓"),), 61.0, 2.0, 59.0, 1.0, "volume"),
        Segment((), 2.0, 2.0, 0.0, 0.0, "volume"),
    )
    why = Explanation(replace(found, direction="up"), (), segments, "warehouse", "confirmed", None, ())
    return FindingCard(
        explanation=why,
        title=Text("63 单距承诺发货不到 6 小时，都在华东仓", "63 orders have under 6 hours to ship, all in the east warehouse"),
        cause=Text("商家编码为空，未进 ERP（11-19 上新 4 款）", "The merchant code is empty, so the ERP never saw them"),
        metric_label=Text("未发货订单", "Unshipped orders"),
        unit="count",
        factor_labels=(),
        segment_labels=(Text("华东仓", "East warehouse"), Text("其余", "The rest")),
        owner=Text("仓储", "Warehouse"),
        advice=Text("补商家编码并打单", "Fill in the codes and print the labels"),
        due=Text("今天 15:30 前", "by 15:30 today"),
        verify=Text("18:00 未发货 = 0", "nothing unshipped at 18:00"),
        task=_task("t-2", why, "warehouse", "补商家编码并打单", "Fill in the codes", 7),
    )


def _fewer_carts(shop: str, item: str) -> FindingCard:
    found = _finding("cart-0", "cart_low", "cart_rate", shop, 0.118, 0.129, (0.125, 0.134), None, "notice")
    why = Explanation(found, (), (), "", "none", None, ())
    return FindingCard(
        explanation=why,
        title=Text("收藏加购率降到 11.8%（−1.1pt）", "Cart and favourite rate fell to 11.8% (−1.1pt)"),
        cause=Text("没有找到集中在哪里", "It does not concentrate anywhere"),
        metric_label=Text("收藏加购率", "Cart rate"),
        unit="rate",
        factor_labels=(),
        segment_labels=(),
        owner=Text("推广", "Ads"),
        advice=Text(f"给加购「{item}」的人群发 ¥20 券，不跟价", f"Send a ¥20 coupon to those who carted “{item}”"),
        due=Text("明天 12:00 前", "by 12:00 tomorrow"),
        verify=Text("加购转化 3 天", "cart conversion within 3 days"),
        task=None,
    )


def _finding(
    name: str,
    check: str,
    metric: str,
    shop: str,
    value: Number,
    expected: float,
    usual: tuple[float, float],
    impact: Impact | None,
    severity: Literal["notice", "warning", "critical"],
) -> Finding:
    quoted = shop.replace("'", "''")
    sql = f"select sum(paid) as value\nfrom orders\nwhere shop = '{quoted}' and paid_day = date '2026-11-20'"
    return Finding(
        id=name,
        check=check,
        desk="trade",
        metric=metric,
        shop=shop,
        day=DAY,
        since=DAY,
        until=DAY + timedelta(days=1),
        where=(),
        direction="down",
        value=value,
        expected=expected,
        low=usual[0],
        high=usual[1],
        chance=0.001,
        severity=severity,
        impact=impact,
        basis=tuple(DAY - timedelta(weeks=back) for back in range(1, 5)),
        evidence=Evidence(sql, 1352, ("batch-1",)),
    )


# ---- tasks


def _old_tasks(shop: str, item: str) -> tuple[Task, ...]:
    impact = Impact(Decimal("410.00"), Decimal("190.00"), Decimal("620.00"))
    found = _finding("ads-9", "waste", "ad_spend", shop, Decimal("2210.00"), 1800.0, (1700.0, 1900.0), impact, "notice")
    why = Explanation(found, (), (), "", "none", None, ())
    bid = _task("t-8", why, "ads", "关键词「大衣女」降价 15%", "Lower the bid of “coat women” by 15%", -14, "verified")
    picture = _task("t-9", why, "design", f"「{item}」主图 B 测试", f"Test main picture B of “{item}”", -10, "doing")
    return replace(bid, effect=-410.0), picture


def _task(name: str, why: Explanation, owner: Role, zh: str, en: str, hours: int, state: State = "open") -> Task:
    verify = Verify(why.finding.metric, (), 7, float(why.finding.expected) * 0.95)
    return Task(name, why, owner, Text(zh, en), AS_OF + timedelta(hours=hours), verify, state)


# ---- trust


def _trust(shop: str, file: str) -> Trust:
    orders = SourceFile(
        name=file,
        format="taobao/orders",
        format_title=Text("千牛·订单报表", "Qianniu order report"),
        shop=shop,
        sha256="3f" * 32,
        known_at=datetime(2026, 11, 21, 0, 15),
        since=date(2026, 10, 21),
        until=date(2026, 11, 21),
        rows_in=28010,
        rows_kept=28006,
        rows_aside=4,
        warnings=(Text("Excel 另存过，订单编号可能被改写", "Excel saved it again; order ids may be changed"),),
        batch="batch-1",
        aside=(
            Text(
                "4 行订单编号是科学计数法，例：第 171 行 1.01712E+12", "4 rows: order id in scientific notation, as in line 171"
            ),
        ),
    )
    others = tuple(_file(orders, at, title) for at, title in enumerate(_TITLES))
    missing = Missing(
        "live_session",
        Text("直播间成交明细", "Live sales"),
        shop,
        Text("11-20 没有数据", "Nothing for 11-20"),
        Text("淘宝直播中控台 › 数据 › 场次数据 › 下载", "Live console › Data › Sessions › Download"),
    )
    identities = (
        Identity(
            Text("支付金额", "Paid amount"), shop, True, Decimal("122290.70"), Decimal("122290.70"), "orders", "shop_day", "money"
        ),
        Identity(Text("访客数", "Visitors"), shop, False, 11269, 11301, "shop_day", "source_day", "people"),
    )
    return Trust((orders, *others), (missing,), identities)


_TITLES = (
    "千牛·宝贝报表", "生意参谋·店铺概况", "生意参谋·流量来源", "生意参谋·商品排行", "万相台·计划日报", "万相台·关键词",
    "支付宝账单", "库存快照", "成本表", "目标表", "退款单",
)  # fmt: skip


def _file(like: SourceFile, at: int, title: str) -> SourceFile:
    rows = 1000 + 37 * at
    named = replace(
        like, name=f"file_{at:02d}_{DAY:%Y%m%d}.xlsx", format=f"taobao/file_{at}", format_title=Text(title, f"Export {at}")
    )
    return replace(
        named, sha256=f"{at:02x}" * 32, rows_in=rows, rows_kept=rows, rows_aside=0, warnings=(), aside=(), batch=f"batch-{at + 2}"
    )


# ---- story and pages


def _story(shop: str, cards: tuple[FindingCard, ...]) -> tuple[Told, ...]:
    words = Text(f"{shop} 11-20 收款 ¥122,291，比昨天少 8.2%。", f"{shop} took ¥122,291 on 11-20, 8.2% less than yesterday.")
    first = Told(words, "", "gmv", evidence=_headlines()[0].evidence)
    return (first, *(Told(card.title, card.explanation.finding.id, about="finding") for card in cards))


def _trade_page(item: str) -> Page:
    fields = (
        Field("item", Text("商品", "Item")),
        Field("gmv", Text("支付金额", "Paid amount"), "money"),
        Field("before", Text("上周同日", "Same weekday"), "money"),
        Field("change", Text("变化", "Change"), "change", "up", "={gmv}/{before}-1"),
        Field("buyers", Text("支付买家数", "Buyers"), "people"),
        Field("cvr", Text("支付转化率", "Conversion"), "rate"),
        Field("refunds", Text("退款率", "Refund rate"), "rate", "down"),
        Field("last", Text("最近改动", "Last change"), "day"),
    )
    rows = (
        (item, Decimal("9120.00"), Decimal("17910.30"), 9120 / 17910.3 - 1, 31, 0.021, 0.08, date(2026, 11, 18)),
        (
            "羊绒围巾 格纹加厚款 秋冬新款男女同款礼盒装",
            Decimal("45210.50"),
            Decimal("44100.00"),
            45210.5 / 44100 - 1,
            212,
            0.046,
            0.03,
            None,
        ),
        ("羽绒服 C", Decimal("67960.20"), Decimal("69300.10"), 67960.2 / 69300.1 - 1, 163, None, 0.051, date(2026, 11, 2)),
    )
    total = ("合计", Decimal("122290.70"), Decimal("131310.40"), 122290.7 / 131310.4 - 1, None, None, None, None)
    table = Table(Text("商品", "Items"), fields, rows, Text("买家数不相加", "Buyers are not added up"), total)
    usual = tuple(130000.0 + 9000 * sin(at * 0.9) for at in range(28))
    chart = Chart(
        Text("支付金额，近 28 天", "Paid amount, 28 days"),
        DAYS,
        (Line(Text("支付金额", "Paid amount"), _trend(122290.7)),),
        "money",
        tuple(each - 6000 for each in usual),
        tuple(each + 6000 for each in usual),
    )
    return Page("trade", Text("交易", "Trade"), (chart, table))


def _traffic_page() -> Page:
    fields = (
        Field("channel", Text("来源", "Source")),
        Field("visitors", Text("访客数", "Visitors"), "people"),
        Field("points", Text("占比变化", "Share change"), "points"),
        Field("dwell", Text("停留", "Dwell"), "seconds", "up"),
        Field("roas", Text("投产比", "ROAS"), "ratio", "up"),
    )
    rows = (
        ("手淘搜索", 2206, -0.061, 69.0, None),
        ("手淘推荐", 4110, 0.022, 41.0, None),
        ("关键词推广", 1932, 0.004, 77.5, 2.35),
    )
    note = Note(Text("手淘搜索的停留比上周短 8 秒。", "Visitors from search stayed 8 seconds less."), "warning")
    shares = (Line(Text("搜索", "Search"), _trend(2206.0)), Line(Text("推荐", "Feed"), _trend(4110.0)))
    return Page(
        "traffic",
        Text("流量", "Traffic"),
        (note, Table(Text("来源", "Sources"), fields, rows), Chart(Text("来源", "Sources"), DAYS, shares, "people")),
    )
