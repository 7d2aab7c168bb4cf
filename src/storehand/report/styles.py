"""How the workbook looks: colours that also work in grey, one font, number formats by unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from storehand.figures import FLAT, CellUnit, decimals, symbol
from storehand.report.tile import Better

FONT: Final = "Microsoft YaHei"
MONO: Final = "Consolas"
SIZE: Final = 10

INK: Final = "#18202C"
SOFT: Final = "#465062"
DIM: Final = "#667080"
LINE: Final = "#D5DAE2"
BAND: Final = "#EEF1F5"
FAINT: Final = "#F7F8FA"
GOOD: Final = "#0B6B57"
BAD: Final = "#B3400F"
WARN: Final = "#8A5A00"
LINK: Final = "#2447A8"
FALL: Final = "#C9825F"
RISE: Final = "#8FA3BF"
EDGE: Final = "#A9B2C0"
CURVES: Final = ("#2F4B7C", BAD, GOOD, WARN, DIM)
SEVERITY: Final = {"critical": BAD, "warning": WARN, "notice": DIM}
TONES: Final = {"good": GOOD, "bad": BAD, "warning": WARN}

CHANGE: Final = '"▲"0.0%;"▼"0.0%;0.0%'
POINTS: Final = '"▲"0.00"pt";"▼"0.00"pt";0.00"pt"'
_PLAIN: Final = {
    "count": "#,##0", "people": "#,##0", "rate": "0.00%", "ratio": "#,##0.00",
    "change": CHANGE, "points": POINTS, "day": "yyyy-mm-dd", None: "#,##0.##",
}  # fmt: skip


@dataclass(frozen=True)
class Styles:
    """The formats of one workbook, each made once."""

    book: Any
    language: str
    made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def get(self, **look: object) -> Any:
        """The cell format with this `look`, in properties of XlsxWriter."""
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_color": INK, "valign": "vcenter", **look})
        return self.made[key]

    def ink(self, colour: str) -> Any:
        """A format that only changes the colour of the letters, for conditions."""
        key = (("condition", colour),)
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_color": colour})
        return self.made[key]

    def flat(self) -> Any:
        """A format that shows a word for a change that is none, for conditions."""
        key = (("condition", "flat"),)
        if key not in self.made:
            word = f'"{FLAT.in_(self.language)}"'
            self.made[key] = self.book.add_format({"num_format": f"{word};{word};{word}", "font_color": DIM})
        return self.made[key]

    def number(self, unit: CellUnit, currency: str) -> str:
        """The number format of a unit. Money and prices show the currency's decimals, points are per cent points."""
        if unit in {"money", "per"}:
            return money(currency, decimals(currency))
        if unit == "seconds":
            return '#,##0"s"' if self.language == "en" else '#,##0"秒"'
        return _PLAIN[unit]

    def whole(self, unit: CellUnit, currency: str) -> str:
        """The number format where there is little room: money without cents."""
        return money(currency, 0) if unit in {"money", "per"} else self.number(unit, currency)

    def part(self, unit: CellUnit, currency: str, largest: float = 0.0) -> str:
        """The number format of a part of a change: with its sign; of a rate in points. Whole money where the `largest`
        of the parts is 1,000 and more."""
        if unit in {"money", "per"}:
            return money(currency, 0 if largest >= 1000 else decimals(currency), plus='"+"')
        size = '0.00"pt"' if unit == "rate" else self.number(unit, currency)
        return f'"+"{size};"−"{size};{size}'


def money(currency: str, places: int, plus: str = "") -> str:
    """¥#,##0.00, with the minus before the sign of the currency."""
    sign = symbol(currency).replace('"', "")
    size = "#,##0" + ("." + "0" * places if places else "")
    told = f'"{sign}"{size}' if sign else size
    return f'{plus}{told};"−"{told};{told}'


def tones(styles: Styles, better: Better, step: float) -> tuple[dict[str, object], ...]:
    """Conditional formats of a change that is live: word and colour follow an edited figure. Less than `step` is none."""
    none = {
        "type": "cell",
        "criteria": "between",
        "minimum": -step,
        "maximum": step,
        "format": styles.flat(),
        "stop_if_true": True,
    }
    if better == "neutral":
        return (none,)
    up, down = (GOOD, BAD) if better == "up" else (BAD, GOOD)
    return (
        none,
        {"type": "cell", "criteria": ">", "value": step, "format": styles.ink(up)},
        {"type": "cell", "criteria": "<", "value": -step, "format": styles.ink(down)},
    )
