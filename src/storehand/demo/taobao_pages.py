"""生意参谋 exports: shop by day, item ranking, sources, search words, agents, the market; a few lines of words above each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from storehand.demo.chance import stream
from storehand.demo.columns import Counts
from storehand.demo.headers import HEADERS
from storehand.demo.odds import seen as clicked
from storehand.demo.totals import Totals
from storehand.demo.write import Cell, write_xlsx

_PREAMBLE: Final = (
    "生意参谋", "店铺:{shop}", "指标说明见生意参谋帮助中心", "数据仅供参考", "终端:全部", "统计周期:日", "下载时间以系统为准",
)  # fmt: skip
_AGENT: Final = (
    "统计日期", "旺旺昵称", "咨询人数", "有效接待人数", "询单人数", "下单人数", "下单金额", "销售人数", "销售额", "销售量", "订单量",
    "个人销售额占比", "成功退款金额", "净销售额",
)  # fmt: skip
_WORD: Final = (
    "统计日期",
    "搜索词",
    "访客数",
    "加购人数",
    "商品收藏人数",
    "支付买家数",
    "支付转化率",
    "支付件数",
    "支付金额",
    "客单价",
    "UV价值",
)
_MARKET: Final = ("统计日期", "类目", "交易指数", "流量指数", "搜索人气", "收藏人气", "加购人气", "支付转化指数", "客群指数")
_SOURCE_LEVELS: Final = ("一级来源", "二级来源", "三级来源", "四级来源")
_RESTATED: Final = 3  # days for which the shop's figures still change a little


def yuan(cents: float) -> str:
    """`1,234.50`."""
    return f"{cents / 100:,.2f}"


def share(part: float, whole: float) -> str:
    """`1.23%`, or `-` where nothing stands below."""
    return f"{part / whole:.2%}" if whole else "-"


def wide(headers: Sequence[str], rows: Iterator[Mapping[str, Cell]] | list[Mapping[str, Cell]]) -> list[list[Cell]]:
    """Rows under all headers; `-` where the platform shows nothing."""
    return [list(headers), *([row.get(name, "-") for name in headers] for row in rows)]


def preamble(totals: Totals, lines: int) -> list[list[Cell]]:
    """The words above a table."""
    return [[words.format(shop=totals.life.shop.name)] for words in _PREAMBLE[:lines]]


def write_shop_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """自助取数 of day indexes first..last, the header in row eight; the newest days are still a little off."""
    days = totals.life.days
    path = folder / f"【生意参谋平台】自助取数_店铺日报_{days[first]}_{days[last]}.xlsx"
    rows = [_shop_row(totals, day, last) for day in range(first, last + 1)]
    write_xlsx(path, {"店铺": preamble(totals, 7) + wide(HEADERS["shop_day"], rows)}, at)
    return path


def _shop_row(totals: Totals, day: int, last: int) -> Mapping[str, Cell]:
    """`last` is the day before the download: what is younger than three days is not final."""
    off = 1 - 0.0015 * max(_RESTATED - (last - day), 0)
    people, gmv, buyers = int(totals.visitors[day] * off), int(totals.gmv[day]), int(totals.buyers[day])
    carts = int(totals.carts[day].sum() * 0.9 * off)
    placed = int(totals.placed_orders[day])
    return {
        "统计日期": str(totals.life.days[day]), "访客数": f"{people:,}", "浏览量": f"{round(people * 3.4):,}",
        "跳失率": f"{totals.bounce[day]:.2%}", "平均停留时长": f"{13 + day % 6 / 4:.2f}", "加购人数": f"{carts:,}",
        "加购件数": f"{round(carts * 1.14):,}", "商品收藏人数": f"{int(totals.favourites[day].sum() * 0.9):,}",
        "下单买家数": f"{placed:,}", "下单件数": f"{round(placed * 1.3):,}", "下单金额": yuan(totals.placed[day]),
        "支付买家数": f"{buyers:,}", "支付新买家数": f"{buyers - int(totals.old_buyers[day]):,}",
        "支付老买家数": f"{int(totals.old_buyers[day]):,}", "老买家支付金额": yuan(totals.old_gmv[day]),
        "支付件数": f"{int(totals.units[day]):,}", "支付金额": yuan(gmv), "支付转化率": share(buyers, people),
        "客单价": yuan(gmv / buyers) if buyers else "-", "成功退款金额": yuan(totals.refunded[day]),
    }  # fmt: skip


def write_item_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """商品排行: a row per item and day, the header in row five."""
    days = totals.life.days
    path = folder / f"【生意参谋平台】商品_全部_{days[first]}_{days[last]}.xlsx"
    rows = [row for day in range(first, last + 1) for row in _item_rows(totals, day)]
    write_xlsx(path, {"商品排行": preamble(totals, 4) + wide(HEADERS["item_day"], rows)}, at)
    return path


def _item_rows(totals: Totals, day: int) -> Iterator[Mapping[str, Cell]]:
    search = totals.life.shop.source("search")
    for place in np.argsort(-totals.item_gmv[day], kind="stable"):
        item = totals.life.shop.items[place]
        people = int(totals.item_visitors[day, place])
        if people == 0 and not totals.item_gmv[day, place]:
            continue
        buyers, old, gmv = (int(each[day, place]) for each in (totals.item_buyers, totals.item_old_buyers, totals.item_gmv))
        carts = int(totals.carts[day, place])
        found = int(totals.life.people[day, place, search]) if search is not None else 0
        yield {
            "统计日期": str(totals.life.days[day]), "商品ID": item.id, "商品名称": title(totals, int(place), day), "商品类型": "普通商品",
            "货号": item.code, "商品状态": "当前在线", "商品访客数": f"{people:,}", "商品浏览量": f"{round(people * 2.1):,}",
            "平均停留时长": f"{9 + day % 7 / 2:.2f}", "商品详情页跳出率": share(totals.bounce[day] * people * 1.1, people),
            "商品收藏人数": f"{int(totals.favourites[day, place]):,}", "商品加购件数": f"{round(carts * 1.1):,}",
            "商品加购人数": f"{carts:,}", "下单买家数": f"{round(buyers * 1.08):,}", "下单件数": f"{round(int(totals.item_units[day, place]) * 1.08):,}",
            "下单金额": yuan(gmv * 1.08), "支付买家数": f"{buyers:,}", "支付件数": f"{int(totals.item_units[day, place]):,}",
            "支付金额": yuan(gmv), "商品支付转化率": share(buyers, people), "支付新买家数": f"{buyers - old:,}", "支付老买家数": f"{old:,}",
            "访客平均价值": yuan(gmv / max(people, 1)), "成功退款金额": yuan(totals.item_refunded[day, place]),
            "搜索引导访客数": f"{found:,}", "搜索引导支付买家数": f"{round(buyers * found / max(people, 1)):,}",
        }  # fmt: skip


def title(totals: Totals, item: int, day: int) -> str:
    """The item's title on a day: edits hold from their day on."""
    edited = [text for since, place, text in totals.life.levers.titles if place == item and since <= day]
    return edited[-1] if edited else totals.life.shop.items[item].title


def write_source_day(folder: Path, totals: Totals, day: int, at: datetime) -> Path:
    """店铺流量来源 of one day: the header in row six, 汇总 rows above their children."""
    name = totals.life.days[day]
    path = folder / f"【生意参谋平台】无线店铺流量来源_{name}_{name}.xlsx"
    metrics = HEADERS["source_metrics"]
    header = [
        *_SOURCE_LEVELS,
        *(cell for each in metrics for cell in (each, "uv价值环比" if each == "UV价值" else f"{each}环比")),
    ]
    write_xlsx(path, {"全店流量来源": [*preamble(totals, 5), header, *_source_rows(totals, day)]}, at)
    return path


def _source_rows(totals: Totals, day: int) -> Iterator[list[Cell]]:
    sources = totals.life.shop.sources
    for family in dict.fromkeys(source.family for source in sources):
        members = [place for place, source in enumerate(sources) if source.family == family]
        people, buyers, gmv = (
            int(each[day, members].sum()) for each in (totals.source_visitors, totals.source_buyers, totals.source_gmv)
        )
        yield _source_row((family, "汇总", "-", "-"), round(people * 0.94), buyers, gmv)
        for place in members:
            source = sources[place]
            people, buyers, gmv = (
                int(each[day, place]) for each in (totals.source_visitors, totals.source_buyers, totals.source_gmv)
            )
            yield _source_row((family, source.name, "汇总" if source.children else "-", "-"), people, buyers, gmv)
            yield from _children(family, source.name, source.children, (people, buyers, gmv))


def _children(
    family: str, name: str, children: tuple[tuple[str, float], ...], whole: tuple[int, int, int]
) -> Iterator[list[Cell]]:
    """Shares of a source's people, buyers and money; the last takes what is left, so that they add up to the cent."""
    left = list(whole)
    for place, (child, part) in enumerate(children):
        mine = list(left) if place == len(children) - 1 else [int(each * part) for each in whole]
        left = [before - taken for before, taken in zip(left, mine, strict=True)]
        yield _source_row((family, name, child, "-"), *mine)


def _source_row(levels: tuple[str, ...], people: int, buyers: int, gmv: int) -> list[Cell]:
    known = {
        "访客数": f"{people:,}", "新访客": f"{round(people * 0.71):,}", "平均停留时长": "12.60", "商品点击人数": f"{round(people * 0.52):,}",
        "加购人数": f"{round(people * 0.08):,}", "加购件数": f"{round(people * 0.09):,}", "商品收藏人数": f"{round(people * 0.03):,}",
        "支付买家数": f"{buyers:,}", "支付转化率": share(buyers, people), "支付金额": yuan(gmv),
        "客单价": yuan(gmv / buyers) if buyers else "-", "UV价值": yuan(gmv / people) if people else "-",
        "下单买家数": f"{round(buyers * 1.08):,}", "下单金额": yuan(gmv * 1.08),
    }  # fmt: skip
    return [*levels, *(cell for name in HEADERS["source_metrics"] for cell in (known.get(name, "-"), "-"))]


def word_people(totals: Totals) -> Counts:
    """(D, W): search people by word; what no word explains is the long tail."""
    life, search = totals.life, totals.life.shop.source("search")
    if search is None:
        return np.zeros((len(life.days), 0), dtype=np.int64)
    usual = clicked(np.array([word.rank for word in life.shop.words], dtype=float))
    pull = np.array([word.weight for word in life.shop.words])[None, :] * clicked(life.ranks.astype(float)) / usual[None, :]
    items = np.array([word.item for word in life.shop.words])
    whole = np.ones((len(life.days), len(life.shop.items)))
    for place, item in enumerate(items):
        whole[:, item] += pull[:, place] - life.shop.words[place].weight
    found = life.people[:, items, search] * pull / np.maximum(whole[:, items], 1e-9)
    return stream(life.seed, life.shop.name, "words").poisson(np.clip(found, 0, None))


def write_words(folder: Path, totals: Totals, people: Counts, day: int, at: datetime) -> Path:
    """引流搜索关键词 of one day, the header in row six; `people` as `word_people` gives them."""
    name = totals.life.days[day]
    path = folder / f"【生意参谋平台】引流搜索关键词_{name}_{name}.xlsx"
    rows = [_word_row(totals, people, day, int(place)) for place in np.argsort(-people[day], kind="stable")]
    write_xlsx(path, {"引流搜索关键词": preamble(totals, 5) + wide(_WORD, rows)}, at)
    return path


def _word_row(totals: Totals, people: Counts, day: int, place: int) -> Mapping[str, Cell]:
    life, word = totals.life, totals.life.shop.words[place]
    search = life.shop.source("search") or 0
    came = int(people[day, place])
    buyers = round(came * float(life.odds.cvr[day, word.item, search]) * 0.93)
    gmv = buyers * float(life.odds.value[day, word.item]) * 100
    return {
        "统计日期": str(life.days[day]), "搜索词": word.text, "访客数": f"{came:,}", "加购人数": f"{round(came * 0.08):,}",
        "商品收藏人数": f"{round(came * 0.03):,}", "支付买家数": f"{buyers:,}", "支付转化率": share(buyers, came), "支付件数": f"{buyers:,}",
        "支付金额": yuan(gmv), "客单价": yuan(gmv / buyers) if buyers else "-", "UV价值": yuan(gmv / came) if came else "-",
    }  # fmt: skip


def write_agents(folder: Path, totals: Totals, day: int, at: datetime) -> Path:
    """客服账号明细 of one day, with its 汇总 row."""
    life, name = totals.life, totals.life.days[day]
    service = life.service
    rows: list[Mapping[str, Cell]] = []
    for place, agent in enumerate(life.shop.agents):
        asked, answered = int(service.asked[day, place].sum()), int(service.answered[day, place])
        buyers, sales = int(service.buyers[day, place]), int(service.sales[day, place])
        rows.append({
            "统计日期": str(name), "旺旺昵称": f"{life.shop.name}:{agent.name}", "咨询人数": f"{asked:,}", "有效接待人数": f"{answered:,}",
            "询单人数": f"{round(answered * 0.62):,}", "下单人数": f"{round(buyers * 1.07):,}", "下单金额": yuan(sales * 1.07), "销售人数": f"{buyers:,}",
            "销售额": yuan(sales), "销售量": f"{round(buyers * 1.2):,}", "订单量": f"{buyers:,}",
            "个人销售额占比": share(sales, int(service.sales[day].sum())), "成功退款金额": yuan(sales * 0.2), "净销售额": yuan(sales - round(sales * 0.2)),
        })  # fmt: skip
    rows.append({
        "旺旺昵称": "汇总", "咨询人数": f"{int(service.asked[day].sum()):,}", "有效接待人数": f"{int(service.answered[day].sum()):,}",
        "销售额": yuan(int(service.sales[day].sum())),
    })  # fmt: skip
    path = folder / f"客服账号明细_{name}_{name}.xlsx"
    above: list[list[Cell]] = [["客服账号明细"], [f"统计时间：{name}"], ["指标说明见生意参谋帮助中心"]]
    write_xlsx(path, {"客服账号明细": above + wide(_AGENT, rows)}, at)
    return path


def write_market(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """市场大盘 of day indexes first..last: indexes of the category; only their direction means something."""
    life = totals.life
    path = folder / f"市场大盘_{life.days[first]}_{life.days[last]}.xlsx"
    rows: list[Mapping[str, Cell]] = [
        {
            "统计日期": str(life.days[day]), "类目": _CATEGORY[life.shop.category], "流量指数": f"{round(life.index[day] * 12_083):,}",
            "交易指数": f"{round(life.index[day] ** 0.9 * life.season.mood[day] * 52_000):,}", "搜索人气": f"{round(life.index[day] * 881):,}",
            "收藏人气": f"{round(life.index[day] * 402):,}", "加购人气": f"{round(life.index[day] * 660):,}", "支付转化指数": "512", "客群指数": f"{round(life.index[day] * 210):,}",
        }
        for day in range(first, last + 1)
    ]  # fmt: skip
    write_xlsx(
        path,
        {"市场大盘": [["市场大盘"], [f"统计时间：{life.days[last]}"], ["指标说明见生意参谋帮助中心"], *wide(_MARKET, rows)]},
        at,
    )
    return path


_CATEGORY: Final = {"apparel": "女装/女士精品", "beauty": "美容护肤/美体/精油", "home": "家居日用"}
