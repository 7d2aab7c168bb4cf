"""How a format says where a value comes from: a header, a constant, or a few of them put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from storehand.intake.readers import normal

TESTS = ("is", "equals", "in", "not_in", "starts", "not_starts", "contains", "below", "above", "at_least",
         "same", "differs")  # fmt: skip
NUMERIC = ("below", "above", "at_least")
ORDINAL = "#"
_WAYS = ("header", "const", "named", "sum", "times", "join", "first")
_OPTIONS = (
    "map", "default", "else", "unit", "sep", "negate", "lenient", "at_most", "when", "range", "extract", "scale", "decimal",
    "label",
)  # fmt: skip
_UNITS = ("", "percent", "fraction", "epoch")
_ENDS = ("", "low", "high")


class Fault(ValueError):  # noqa: N818 - the fault of a format, told in a Refusal
    """What is wrong in a format's TOML, in a few words."""


@dataclass(frozen=True)
class Condition:
    """One test of a row. `test` is one of TESTS; for "is" the only value is "filled" or "blank", for "same" and "differs"
    it is another header."""

    header: str
    test: str
    values: tuple[str, ...]

    def headers(self) -> tuple[str, ...]:
        """The headers that are looked at."""
        return (self.header, *(self.values if self.test in {"same", "differs"} else ()))


@dataclass(frozen=True)
class Spec:
    """Where one target column's value comes from.

    `way` says how `parts` become one value ("header", "sum" with `signs`, "times", "join", "first"), or that it
    is `const`, or what the group of the pattern `const` finds in the sheet's or file's name ("named"). `when` must
    hold, else the value is unknown. `extract`: what its group finds in the cell is read, and nothing where it finds
    nothing; `end` "low" or "high" takes that end of a range; the number is times `scale`.
    """

    way: str
    header: str = ""
    const: str = ""
    parts: tuple[Spec, ...] = ()
    signs: tuple[int, ...] = ()
    mapped: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    other: str = ""
    unit: str = ""
    sep: str = "-"
    negate: bool = False
    lenient: bool = False
    at_most: str = ""
    end: str = ""
    extract: str = ""
    scale: str = ""
    decimal: str = ""  # the cell's own decimal sign, where it is not the file's
    label: str = ""  # a pattern: what its group finds in the header itself is the value of every row
    when: tuple[Condition, ...] = ()

    def headers(self) -> Iterator[str]:
        """Every header that the value is made from, as written; conditions are not among them."""
        yield from (header for header in (self.header, self.other, self.at_most) if header and header != ORDINAL)
        for part in self.parts:
            yield from part.headers()

    def conditions(self) -> Iterator[Condition]:
        """Every condition inside."""
        yield from self.when
        for part in self.parts:
            yield from part.conditions()

    @property
    def is_plain(self) -> bool:
        """True for a header and nothing else done to it."""
        return self == Spec("header", header=self.header, unit=self.unit, lenient=self.lenient)


@lru_cache(maxsize=4096)
def synonyms(header: str) -> tuple[str, ...]:
    """The normalised names that a header may have: "买家实际支付金额|买家实付金额"."""
    return tuple(normal(name) for name in header.split("|"))


def condition(told: object) -> Condition:
    """A condition from its TOML table."""
    if not isinstance(told, Mapping) or set(told) - {"header", *TESTS} or len(told) != 2 or "header" not in told:
        raise Fault(f"condition {told!r}")
    test = next(key for key in told if key != "header")
    listed = told[test] if isinstance(told[test], list) else [told[test]]
    values = tuple(_word(value) for value in listed)
    if test == "is" and values not in {("filled",), ("blank",)}:
        raise Fault(f"is = {values!r}")
    if test in NUMERIC:
        _number(values[0])
    return Condition(_header(told["header"]), test, values)


def spec(told: object) -> Spec:
    """A column's spec from TOML: a header, or a table with one of the ways and options."""
    if isinstance(told, str):
        return Spec("header", header=_header(told))
    if not isinstance(told, Mapping):
        raise Fault(f"column {told!r}")
    ways = [way for way in _WAYS if way in told]
    stray = set(told) - {*_WAYS, *_OPTIONS}
    if len(ways) != 1 or stray:
        raise Fault(f"column {sorted(stray) or sorted(told)}")
    return _made(ways[0], told)


def _made(way: str, told: Mapping[str, object]) -> Spec:
    signs, parts = _parts(way, told[way])
    unit, end = str(told.get("unit", "")), str(told.get("range", ""))
    if unit not in _UNITS:
        raise Fault(f"unit = {unit!r}")
    if end not in _ENDS:
        raise Fault(f"range = {end!r}")
    return Spec(
        way,
        header=_header(told[way]) if way == "header" else "",
        const=_const(way, told[way]),
        parts=parts,
        signs=signs,
        mapped=tuple((key, _word(value)) for key, value in _mapping(told.get("map"))),
        default=None if "default" not in told else _word(told["default"]),
        other=_header(told["else"]) if "else" in told else "",
        unit=unit,
        sep=str(told.get("sep", "-")),
        negate=bool(told.get("negate", False)),
        lenient=bool(told.get("lenient", False)),
        at_most=_header(told["at_most"]) if "at_most" in told else "",
        end=end,
        extract=_pattern(told["extract"]) if "extract" in told else "",
        scale=f"{_number(_word(told['scale'])):f}" if "scale" in told else "",
        decimal=str(told.get("decimal", "")),
        label=_pattern(told["label"]) if "label" in told else "",
        when=conditions(told.get("when")),
    )


def _const(way: str, told: object) -> str:
    if way == "named":
        return _pattern(told)
    return _word(told) if way == "const" else ""


def _pattern(told: object) -> str:
    if not isinstance(told, str) or re.compile(told).groups != 1:
        raise Fault(f"pattern {told!r}")
    return told


def conditions(told: object) -> tuple[Condition, ...]:
    """A list of conditions, all of which must hold."""
    if told is None:
        return ()
    if not isinstance(told, list):
        raise Fault(f"conditions {told!r}")
    return tuple(condition(one) for one in told)


def _parts(way: str, told: object) -> tuple[tuple[int, ...], tuple[Spec, ...]]:
    if way not in {"sum", "times", "join", "first"}:
        return (), ()
    if not isinstance(told, list) or not told:
        raise Fault(f"{way} = {told!r}")
    minus = [way == "sum" and isinstance(one, str) and one.startswith("-") for one in told]
    parts = tuple(spec(one[1:] if less else one) for one, less in zip(told, minus, strict=True))
    return tuple(-1 if less else 1 for less in minus), parts


def _mapping(told: object) -> Iterator[tuple[str, object]]:
    if told is not None and not isinstance(told, Mapping):
        raise Fault(f"map {told!r}")
    yield from (told or {}).items()


def _header(told: object) -> str:
    if not isinstance(told, str) or not told.strip():
        raise Fault(f"header {told!r}")
    return told


def _word(told: object) -> str:
    if isinstance(told, bool):
        return "true" if told else "false"
    if isinstance(told, str | int | float):
        return str(told)
    raise Fault(f"value {told!r}")


def _number(told: str) -> Decimal:
    try:
        return Decimal(told)
    except InvalidOperation as fault:
        raise Fault(f"number {told!r}") from fault
