"""Numbers as people read them: ¥122,291 · 3.61% · 1分09秒 · ▼8.2%. Never a decision, only notation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from storehand.metrics.metric import Number, Unit
from storehand.wording import Text, plain

CellUnit = Unit | Literal["day", "change", "points"] | None

UNKNOWN: Final = plain("–")
FLAT: Final = Text("持平", "flat")
_SYMBOLS: Final = {
    "CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "JP¥", "KRW": "₩", "HKD": "HK$", "TWD": "NT$",
    "THB": "฿", "VND": "₫", "PHP": "₱", "BRL": "R$", "AUD": "A$", "CAD": "C$", "SGD": "S$",
}  # fmt: skip
_WHOLE: Final = frozenset({"JPY", "KRW", "VND", "TWD", "CLP", "ISK", "HUF"})
_THREE: Final = frozenset({"KWD", "BHD", "OMR", "TND", "JOD", "IQD"})


def show(value: object, unit: CellUnit, currency: str = "CNY") -> Text:
    """`value` for a sentence or a tile: whole money from 1,000 on, rates in per cent; None is a dash; words stay."""
    if value is None:
        return UNKNOWN
    if isinstance(value, Text):
        return value
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        return plain(value.isoformat() if isinstance(value, date) else value)
    if unit == "seconds":
        return _duration(float(value))
    if unit in {"change", "points"}:
        return change(float(value), "rate" if unit == "points" else "count")
    return plain(_sign(value) + _amount(-value if value < 0 else value, unit, currency))


def exact(value: object, unit: CellUnit, currency: str = "CNY") -> Text:
    """`value` for a column of a table: money to the cent and rates to two places, so that digits align."""
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        if unit in {"money", "per"}:
            return plain(f"{_sign(value)}{symbol(currency)}{abs(value):,.{decimals(currency)}f}")
        if unit == "rate":
            return plain(f"{_sign(value)}{abs(float(value)) * 100:,.2f}%")
    return show(value, unit, currency)


def compact(value: Number | None, unit: Unit, currency: str = "CNY") -> Text:
    """`value` where there is little room: 12.2万, 1.22亿 in Chinese, 122k, 12.2M in English."""
    if value is None or unit not in {"money", "count", "people"} or abs(float(value)) < 100_000:
        return show(value, unit, currency)
    sign = _sign(value) + (symbol(currency) if unit == "money" else "")
    size = abs(float(value))
    return Text(sign + _scaled(size, ((1e8, "亿"), (1e4, "万"))), sign + _scaled(size, ((1e9, "B"), (1e6, "M"), (1e3, "k"))))


def change(value: float | None, unit: Unit) -> Text:
    """A change with its direction as an arrow: ▼8.2% (relative), ▲0.14pt for a rate; 持平 where it rounds to none."""
    if value is None:
        return UNKNOWN
    size = f"{abs(value) * 100:.2f}" if unit == "rate" else f"{abs(value) * 100:,.1f}"
    if float(size.replace(",", "")) == 0:
        return FLAT
    return plain(f"{'▲' if value > 0 else '▼'}{size}{'pt' if unit == 'rate' else '%'}")


def signed(value: Number, unit: Unit, currency: str = "CNY", places: int | None = None) -> Text:
    """A part of a change, with its sign: −14,270 · +0.14pt. `places` fixes the digits after the point."""
    points = unit == "rate"
    size = abs(float(value)) * (100 if points else 1)
    digits = places if places is not None else shown_places(unit, size, currency)
    body = f"{size:,.{digits}f}"
    sign = "" if float(body.replace(",", "")) == 0 else ("−" if value < 0 else "+")
    money = symbol(currency) if unit in {"money", "per"} else ""
    return plain(f"{sign}{money}{body}{'pt' if points else ''}")


def shown_places(unit: Unit, size: float, currency: str = "CNY") -> int:
    """How many digits after the point a part of a change of this `size` is shown with."""
    if unit in {"rate", "ratio", "per"}:
        return 2
    if unit == "money" and size < 1000:
        return decimals(currency)
    return 0 if size >= 10 or unit in {"money", "count", "people"} else 1


def largest_remainder(parts: Sequence[float], places: int) -> tuple[float, ...]:
    """`parts` rounded to `places`, so that they add up to their rounded sum: the cents that rounding leaves
    over go to the parts that lost most (Hamilton's method)."""
    scale = 10**places
    floors = [(part * scale) // 1 for part in parts]
    left = round(sum(parts) * scale - sum(floors))
    by_loss = sorted(range(len(parts)), key=lambda at: floors[at] - parts[at] * scale)
    raised = set(by_loss[: max(left, 0)])
    return tuple((floor + (at in raised)) / scale for at, floor in enumerate(floors))


def symbol(currency: str) -> str:
    """¥ for CNY; a currency without a sign of its own is its code and a blank."""
    return _SYMBOLS.get(currency, f"{currency} " if currency else "")


def decimals(currency: str) -> int:
    """The digits after the point that `currency` is counted in (ISO 4217)."""
    return 0 if currency in _WHOLE else 3 if currency in _THREE else 2


def _amount(size: Number, unit: CellUnit, currency: str) -> str:
    if unit == "money":
        return f"{symbol(currency)}{size:,.{0 if size >= 1000 else decimals(currency)}f}"
    if unit == "per":
        return f"{symbol(currency)}{size:,.{0 if size >= 10_000 else 1 if size >= 100 else 2}f}"
    if unit == "rate":
        return f"{float(size) * 100:,.{2 if size < 0.1 else 1}f}%"
    if unit == "ratio":
        return f"{size:,.2f}"
    return f"{size:,}" if isinstance(size, int) else f"{size:,.{0 if size == int(size) else 1}f}"


def _sign(value: Number) -> str:
    return "−" if value < 0 else ""


def _duration(seconds: float) -> Text:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return Text(f"{rest}秒", f"{rest}s")
    return Text(f"{minutes}分{rest:02d}秒", f"{minutes}m {rest:02d}s")


def _scaled(size: float, steps: tuple[tuple[float, str], ...]) -> str:
    step, name = next((each for each in steps if size >= each[0]), steps[-1])
    scaled = size / step
    return f"{scaled:,.{0 if scaled >= 100 else 1 if scaled >= 10 else 2}f}{name}"
