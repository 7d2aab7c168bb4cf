"""What a made-up shop consists of: items and sizes, sources of people, plans, words, rivals, agents, places, couriers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from storehand.demo.chance import stream

HERE: Final = Path(__file__).parent
CATEGORIES: Final = ("apparel", "beauty", "home")
PLATFORMS: Final = ("taobao", "douyin", "pdd", "jd")


@dataclass(frozen=True)
class Sku:
    """One size and colour; `share`: of its item's units."""

    id: str
    code: str
    colour: str
    size: str
    share: float


@dataclass(frozen=True)
class Item:
    """`share`: of the shop's people; `ready`: to buy, beside the mean; `back`: chance that a sold line is refunded.

    `peak` is the month in which it sells best (0: none), `swing` how strongly. `born`: day index on which it was put on
    sale (below 0: before the first day). `price` in cents.
    """

    id: str
    code: str
    title: str
    noun: str
    price: int
    cost: int
    role: str
    share: float
    ready: float
    back: float
    peak: int
    swing: float
    born: int
    supplier: int
    skus: tuple[Sku, ...]


@dataclass(frozen=True)
class Source:
    """Where people come from; `buy` beside the shop's mean; `wave`: how strongly promotions move it."""

    family: str
    name: str
    kind: str
    share: float
    buy: float
    wave: float
    noise: float
    children: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Campaign:
    """A plan of paid traffic: it feeds one source, shows `items` with these shares; `cpc` in yuan, `budget` in yuan a day."""

    id: str
    name: str
    scene_id: str
    scene: str
    source: int
    items: tuple[tuple[int, float], ...]
    share: float
    ctr: float
    cpc: float
    budget: float


@dataclass(frozen=True)
class Word:
    """A search word that leads to an item; `weight`: of that item's search people; `rank` on a plain day."""

    text: str
    item: int
    weight: float
    rank: int
    volume: int


@dataclass(frozen=True)
class Rival:
    """Another shop's item that buyers compare with ours."""

    id: str
    shop: str
    title: str
    item: int
    price: int
    sales: int


@dataclass(frozen=True)
class Agent:
    """Of the service desk; `reply`: seconds to the first answer; `asks`: share of askers who then buy."""

    name: str
    reply: float
    asks: float
    share: float


@dataclass(frozen=True)
class Place:
    """A province: share of orders, days under way, the courier that serves it."""

    name: str
    city: str
    share: float
    days: float
    courier: int


@dataclass(frozen=True)
class Shop:
    """Everything about a shop that does not change from day to day. `people`: on a plain day."""

    name: str
    platform: str
    category: str
    people: float
    buy: float
    fee: float
    basket: float
    pieces: float
    review: float
    bad: float
    reasons: tuple[str, ...]
    reason_mix: tuple[float, ...]
    items: tuple[Item, ...]
    sources: tuple[Source, ...]
    campaigns: tuple[Campaign, ...]
    words: tuple[Word, ...]
    rivals: tuple[Rival, ...]
    agents: tuple[Agent, ...]
    places: tuple[Place, ...]

    def source(self, kind: str) -> int | None:
        """The first source of a kind."""
        return next((place for place, source in enumerate(self.sources) if source.kind == kind), None)


COURIERS: Final = ("中通快递", "圆通速递", "韵达快递", "顺丰速运", "极兔速递")
SUPPLIERS: Final = ("绍兴云锦制衣", "濮院针织厂", "广州尚品服饰", "义乌百汇工厂")
AGENTS: Final = (("小林", 16, 0.58, 0.34), ("小周", 24, 0.52, 0.28), ("小吴", 31, 0.49, 0.22), ("小郑", 20, 0.55, 0.16))
PLACES: Final = (
    ("广东省", "广州市", 0.132, 2.1, 0), ("浙江省", "杭州市", 0.118, 1.2, 0), ("江苏省", "苏州市", 0.112, 1.4, 0),
    ("山东省", "济南市", 0.078, 2.2, 1), ("河南省", "郑州市", 0.068, 2.3, 1), ("四川省", "成都市", 0.066, 3.0, 2),
    ("上海市", "上海市", 0.064, 1.2, 0), ("湖北省", "武汉市", 0.055, 2.2, 2), ("北京市", "北京市", 0.052, 2.4, 3),
    ("河北省", "石家庄市", 0.048, 2.5, 1), ("湖南省", "长沙市", 0.046, 2.4, 2), ("福建省", "福州市", 0.044, 2.1, 0),
    ("安徽省", "合肥市", 0.043, 1.8, 1), ("辽宁省", "沈阳市", 0.034, 3.0, 4), ("陕西省", "西安市", 0.030, 2.9, 4),
    ("新疆维吾尔自治区", "乌鲁木齐市", 0.010, 6.2, 4),
)  # fmt: skip
_ROLES: Final = ("主推", "副推", "副推", "引流", "推广款")
_LIFE: Final = ("own", "search", "feed")


@lru_cache(maxsize=4)
def _data(name: str) -> Mapping[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def draw(
    seed: int, *, name: str, platform: str = "taobao", category: str = "apparel", people: float = 14_000, items: int = 40
) -> Shop:
    """A shop of `items` items that sees `people` on a plain day."""
    what, where = _data("categories")[category], _data("platforms")[platform]
    chance = stream(seed, "catalogue", name)
    sources = tuple(_source(each) for each in where["sources"])
    goods = _items(chance, what, items, platform)
    return Shop(
        name, platform, category, people, where["buy"], where["fee"], what["basket"] * where.get("basket", 1), what["pieces"], what["review"], what["bad"],
        tuple(_data("categories")["reasons"]), tuple(what["refund_mix"]), goods, sources,
        _campaigns(goods, sources, people), _words(chance, what, goods), _rivals(chance, goods),
        tuple(Agent(*each) for each in AGENTS), tuple(Place(*each) for each in PLACES),
    )  # fmt: skip


def _source(each: Mapping[str, Any]) -> Source:
    children = tuple(each.get("children", {}).items())
    return Source(
        each["family"], each["name"], each["kind"], each["share"], each["buy"], each["wave"], each["noise"], children
    )  # fmt: skip


def _items(chance: np.random.Generator, what: Mapping[str, Any], count: int, platform: str) -> tuple[Item, ...]:
    """The category's things, and variants of them with a falling share: few items carry the shop, as in any."""
    things = what["things"]
    shares = np.array([things[place % len(things)][2] * 0.42 ** (place // len(things)) for place in range(count)])
    shares *= chance.lognormal(0, 0.25, count)
    shares /= shares.sum()
    order = np.argsort(-shares, kind="stable")
    made = [
        _item(chance, what, things[int(place) % len(things)], rank, float(shares[place]), platform)
        for rank, place in enumerate(order)
    ]
    return tuple(made)


def _item(
    chance: np.random.Generator,
    what: Mapping[str, Any],
    thing: tuple[str, float, float, int, float, float],
    rank: int,
    share: float,
    platform: str,
) -> Item:
    noun, price, _, peak, swing, back = thing
    factor = float(np.exp(chance.normal(0, 0.18))) if rank else 1.0
    cents = max(int(round(price * factor / 10) * 10 - 1), 9) * 100
    traits = [what["traits"][int(place)] for place in chance.choice(len(what["traits"]), 3, replace=False)]
    letter = f"{chr(65 + rank % 26)}{rank // 26 or ''}"
    code = f"{what['brand']}{letter}".encode("gb18030").hex()[-4:].upper()
    id = f"{_PREFIX[platform]}{1001 + rank * 37:07d}"
    role = _ROLES[rank] if rank < len(_ROLES) else "其他"
    born = int(chance.integers(90, 330)) if rank > 7 and chance.random() < 0.15 else -400
    return Item(
        id, f"{letter}{code}", f"{what['brand']}{noun}{letter}款 {''.join(traits)}2026新款", noun, cents,
        int(cents * what["cost"] * float(chance.uniform(0.85, 1.15))), role, share, float(np.exp(chance.normal(0, 0.2))) * (price / 200) ** -0.35,
        back * float(chance.uniform(0.8, 1.2)), peak, swing, born, int(chance.integers(len(SUPPLIERS))), _skus(chance, what, id, f"{letter}{code}"),
    )  # fmt: skip


_PREFIX: Final = {"taobao": "70000", "douyin": "36800000", "pdd": "56000", "jd": "10009"}


def _skus(chance: np.random.Generator, what: Mapping[str, Any], id: str, code: str) -> tuple[Sku, ...]:
    colours = [
        what["colours"][int(place)] for place in chance.choice(len(what["colours"]), min(3, len(what["colours"])), replace=False)
    ]
    weight = np.array([0.5, 0.3, 0.2])[: len(colours)]
    made = []
    for place, colour in enumerate(colours):
        for step, size in enumerate(what["sizes"]):
            number = place * len(what["sizes"]) + step
            share = float(weight[place] / weight.sum()) * what["size_share"][step]
            made.append(Sku(f"{id}{number + 1:02d}", f"{code}-{place + 1}{step + 1}", colour, size, share))
    return tuple(made)


def _campaigns(items: tuple[Item, ...], sources: tuple[Source, ...], people: float) -> tuple[Campaign, ...]:
    """Four plans of search ads and two of crowds (where the platform has both): the best items first."""
    made: list[Campaign] = []
    plans = {"paid_search": ((0,), (1, 2), (3, 4, 5), (6, 7, 8, 9)), "paid_crowd": ((0, 1), (2, 3, 4))}
    for place, source in enumerate(sources):
        for step, wanted in enumerate(plans.get(source.kind, ())):
            chosen = tuple(each for each in wanted if each < len(items)) or (0,)
            number = len(made) + 1
            share = (0.45, 0.27, 0.18, 0.10)[step] if source.kind == "paid_search" else (0.6, 0.4)[step]
            cpc = (1.62 if source.kind == "paid_search" else 0.86) * (1 - 0.08 * step)
            clicks = people * source.share * share / 0.93
            scene = ("371", "关键词推广") if source.kind == "paid_search" else ("381", "人群推广")
            what = "_".join(dict.fromkeys(items[each].noun for each in chosen))
            shown = tuple((each, 1 / len(chosen)) for each in chosen)
            made.append(
                Campaign(f"{80_000_000_000 + number * 13}", f"{scene[1][:3]}_{what}", *scene, place, shown, share,
                         0.034 - 0.002 * step, cpc, round(clicks * cpc * 1.45))
            )  # fmt: skip
    return tuple(made)


def _words(chance: np.random.Generator, what: Mapping[str, Any], items: tuple[Item, ...]) -> tuple[Word, ...]:
    made: list[Word] = []
    for place, item in enumerate(items[:14]):
        traits = [what["traits"][int(each)] for each in chance.choice(len(what["traits"]), 2, replace=False)]
        texts = [item.noun, f"{item.noun}{traits[0]}", f"{traits[1]}{item.noun}", f"{item.noun}新款2026"]
        for text, weight in zip(texts, (0.30, 0.18, 0.12, 0.10), strict=True):
            if all(word.text != text for word in made):
                made.append(Word(text, place, weight, int(chance.integers(3, 22)), int(chance.integers(4_000, 90_000))))
    return tuple(made)


def _rivals(chance: np.random.Generator, items: tuple[Item, ...]) -> tuple[Rival, ...]:
    names = ("青禾服饰旗舰店", "一叶知秋女装", "南巷生活馆", "拾光优选")
    return tuple(
        Rival(f"65000{2001 + place * 53:07d}", names[place % len(names)], f"{item.noun}{names[place % len(names)][:2]}款同类爆款",
              place, int(item.price * float(chance.uniform(0.85, 1.1)) // 100 * 100), int(chance.integers(800, 9_000)))
        for place, item in enumerate(items[:6])
    )  # fmt: skip
