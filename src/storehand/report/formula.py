"""One formula of a workbook, as far as we calculate it ourselves; anything else is Unsupported, never guessed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Protocol

from storehand.report.cellpatch import Fault
from storehand.report.sheetxml import MAX_COLUMN, MAX_ROW, Area, Spot, spot

Value = float | str | bool | Fault | None
_DIV, _VALUE, _NUM = Fault("#DIV/0!"), Fault("#VALUE!"), Fault("#NUM!")
_Token = tuple[str, str, str]  # type, subtype, text
# Functions whose result depends on more than the cells that they name.
_ROAMING: Final = frozenset(
    {"INDIRECT", "OFFSET", "TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "CELL", "INFO", "GETPIVOTDATA"}
)
_BINDS: Final = {"^": 5, "*": 4, "/": 4, "+": 3, "-": 3, "&": 2, "=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1}


class Unsupported(Exception):  # noqa: N818 - the word that is caught
    """Something that we do not calculate."""


@dataclass(frozen=True)
class Ref:
    """Cells of a sheet."""

    sheet: str
    area: Area


@dataclass(frozen=True)
class Const:
    value: Value


@dataclass(frozen=True)
class Call:
    """A function or an operator with its arguments."""

    name: str
    given: tuple[Node, ...]


Node = Ref | Const | Call


@dataclass(frozen=True)
class Formula:
    """A formula with all cells that it refers to; `root` is None where it says something that we do not calculate."""

    root: Node | None
    refs: tuple[Ref, ...]


class Book(Protocol):
    """Where a formula finds the values of cells."""

    def value(self, at: tuple[str, Spot]) -> Value: ...

    def cells(self, ref: Ref) -> list[Value]: ...


def parse(text: str, sheet: str, sheets: tuple[str, ...], names: Mapping[str, str]) -> Formula | None:
    """None where not even the cells that it depends on can be told."""
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    known = {name.lower(): name for name in sheets}
    try:
        tokens = [(each.type, each.subtype, each.value) for each in Tokenizer(f"={text}").items if each.type != Token.WSPACE]
        refs = tuple(_refs(tokens, _Reader(tokens, sheet, known, names)))
    except (Unsupported, TokenizerError, IndexError, ValueError):
        return None
    try:
        return Formula(_Reader(tokens, sheet, known, names).whole(), refs)
    except (Unsupported, IndexError, ValueError, RecursionError):
        return Formula(None, refs)


def _refs(tokens: list[_Token], reader: _Reader) -> Iterator[Ref]:
    """All cells that are named; Unsupported where others may count too."""
    for kind, subtype, text in tokens:
        if (kind == "FUNC" and text[:-1].upper() in _ROAMING) or (kind == "OPERATOR-INFIX" and text not in _BINDS):
            raise Unsupported
        if kind == "OPERAND" and subtype == "RANGE":
            yield reader.ref(text)


class _Reader:
    """Operator precedence over the tokens."""

    def __init__(self, tokens: list[_Token], sheet: str, sheets: Mapping[str, str], names: Mapping[str, str]) -> None:
        self.tokens, self.sheet, self.sheets, self.names = tokens, sheet, sheets, names
        self.at = 0

    def whole(self) -> Node:
        root = self._expression(0)
        if self.at != len(self.tokens):
            raise Unsupported
        return root

    def _expression(self, least: int) -> Node:
        left = self._operand()
        while self.at < len(self.tokens):
            kind, _, sign = self.tokens[self.at]
            if kind == "OPERATOR-POSTFIX":
                self.at += 1
                left = Call("%", (left,))
                continue
            if kind != "OPERATOR-INFIX" or _BINDS.get(sign, 0) <= least:
                if kind == "OPERATOR-INFIX" and sign not in _BINDS:
                    raise Unsupported
                break
            self.at += 1
            left = Call(sign, (left, self._expression(_BINDS[sign])))
        return left

    def _operand(self) -> Node:
        kind, subtype, text = self.tokens[self.at]
        self.at += 1
        if kind == "OPERATOR-PREFIX":
            # A sign binds closer than ^ does: -2^2 is 4 in a workbook.
            return Call("negative" if text == "-" else "positive", (self._expression(5),))
        if kind == "PAREN" and subtype == "OPEN":
            inner = self._expression(0)
            self._close("PAREN")
            return inner
        if kind == "FUNC" and subtype == "OPEN":
            return self._call(text)
        if kind == "OPERAND":
            return self._plain(subtype, text)
        raise Unsupported

    def _call(self, text: str) -> Node:
        name = text[:-1].upper()
        if name not in FUNCTIONS:
            raise Unsupported
        given = [] if self.tokens[self.at][:2] == ("FUNC", "CLOSE") else [self._expression(0)]
        while self.tokens[self.at][:2] == ("SEP", "ARG"):
            self.at += 1
            given.append(self._expression(0))
        self._close("FUNC")
        least, most, _ = FUNCTIONS[name]
        if not least <= len(given) <= most:
            raise Unsupported
        return Call(name, tuple(given))

    def _close(self, kind: str) -> None:
        if self.tokens[self.at][:2] != (kind, "CLOSE"):
            raise Unsupported
        self.at += 1

    def _plain(self, subtype: str, text: str) -> Node:
        match subtype:
            case "NUMBER":
                return Const(float(text))
            case "TEXT":
                return Const(text[1:-1].replace('""', '"'))
            case "LOGICAL":
                return Const(text.upper() == "TRUE")
            case "RANGE":
                return self.ref(text)
        raise Unsupported

    def ref(self, text: str) -> Ref:
        """The cells that a name or a reference stands for."""
        sheet, _, cells = self.names.get(text.lower(), text).rpartition("!")
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        name = self.sheets.get(sheet.lower()) if sheet else self.sheet
        if name is None:
            raise Unsupported
        return Ref(name, _area(cells.replace("$", "")))


def _area(cells: str) -> Area:
    first, _, last = cells.partition(":")
    start, end = spot(first), spot(last or first)
    if start and end:
        return Area(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
    left, right = spot(f"{first}1"), spot(f"{last}1")
    if left and right and first.isalpha() and last.isalpha():
        return Area(1, left[1], MAX_ROW, right[1])
    if first.isdecimal() and last.isdecimal():
        return Area(int(first), 1, int(last), MAX_COLUMN)
    raise Unsupported


def evaluate(formula: Formula, book: Book) -> Value:
    """The formula's value; Unsupported where it takes a range for a single value, or meets what is not calculated."""
    if formula.root is None:
        raise Unsupported
    return _value(formula.root, book)


def _value(node: Node, book: Book) -> Value:
    if isinstance(node, Const):
        return node.value
    if isinstance(node, Ref):
        if (node.area.top, node.area.left) != (node.area.bottom, node.area.right):
            raise Unsupported
        return book.value((node.sheet, node.area.corner))
    if node.name in FUNCTIONS:
        return FUNCTIONS[node.name][2](node.given, book)
    return _operated(node.name, [_value(each, book) for each in node.given])


def _operated(sign: str, given: Sequence[Value]) -> Value:
    if fault := next((each for each in given if isinstance(each, Fault)), None):
        return fault
    if sign in {"=", "<>", "<", ">", "<=", ">="}:
        return _compared(sign, *given)
    if sign == "&":
        return "".join(_text(each) for each in given)
    numbers = [_number(each) for each in given]
    if fault := next((each for each in numbers if isinstance(each, Fault)), None):
        return fault
    return _arithmetic(sign, [each for each in numbers if not isinstance(each, Fault)])


def _arithmetic(sign: str, numbers: Sequence[float]) -> Value:
    if sign == "/" and numbers[1] == 0:
        return _DIV
    try:
        found = _ARITHMETIC[sign](*numbers)
    except (OverflowError, ZeroDivisionError):
        return _NUM
    return found if isinstance(found, float) and math.isfinite(found) else _NUM


_ARITHMETIC: Final[Mapping[str, Callable[..., float]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "negative": lambda a: -a,
    "positive": lambda a: a,
    "%": lambda a: a / 100,
}


def _number(value: Value) -> float | Fault:
    if isinstance(value, str):
        # A workbook reads "12%" or a date as a number, each in its own language.
        raise Unsupported
    return value if isinstance(value, Fault) else float(value or 0)


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    raise Unsupported


def _compared(sign: str, left: Value, right: Value) -> bool:
    a, b = _rank(left, right), _rank(right, left)
    if a[0] == b[0] == _TEXT and sign not in {"=", "<>"}:
        raise Unsupported  # the order of texts is the language's
    if _TRUTH in {a[0], b[0]} and a[0] != b[0]:
        raise Unsupported  # Excel puts truths last, LibreOffice takes them for numbers
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


_NUMBER, _TEXT, _TRUTH = 0, 1, 2


def _rank(value: Value, other: Value) -> tuple[int, float | str]:
    """Numbers come before texts; a blank is what its other side is."""
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    if isinstance(value, bool):
        return _TRUTH, float(value)
    return (_TEXT, value.lower()) if isinstance(value, str) else (_NUMBER, value if isinstance(value, float) else 0.0)


Given = tuple[Node, ...]


def _numbers(given: Given, book: Book) -> list[float]:
    """Numbers as SUM sees them: texts in ranges do not count. Raises _Met where there is an error."""
    found: list[float] = []
    for node in given:
        values = book.cells(node) if isinstance(node, Ref) else [_number(_value(node, book))]
        for value in values:
            if isinstance(value, Fault):
                raise _Met(value)
            if isinstance(value, bool) and isinstance(node, Ref):
                # Excel leaves out a truth that stands in a cell, LibreOffice counts it as 1.
                raise Unsupported
            if isinstance(value, float):
                found.append(value)
    return found


class _Met(Exception):  # noqa: N818 - how an error travels out of a list of numbers
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _over(of: Callable[[list[float]], Value]) -> Callable[[Given, Book], Value]:
    def call(given: Given, book: Book) -> Value:
        try:
            return of(_numbers(given, book))
        except _Met as met:
            return met.fault

    return call


def _on(of: Callable[..., Value]) -> Callable[[Given, Book], Value]:
    """A function of single numbers."""

    def call(given: Given, book: Book) -> Value:
        numbers = [_number(_value(each, book)) for each in given]
        return next((each for each in numbers if isinstance(each, Fault)), None) or of(*numbers)

    return call


def _if(given: Given, book: Book) -> Value:
    asked = _truth(_value(given[0], book))
    if isinstance(asked, Fault):
        return asked
    if not asked and len(given) == 2:
        return False
    return _value(given[1 if asked else 2], book)


def _iferror(given: Given, book: Book) -> Value:
    value = _value(given[0], book)
    return _value(given[1], book) if isinstance(value, Fault) else value


def _all(of: Callable[[Iterator[bool]], bool]) -> Callable[[Given, Book], Value]:
    def call(given: Given, book: Book) -> Value:
        truths = [_truth(_value(each, book)) for each in given]
        fault = next((each for each in truths if isinstance(each, Fault)), None)
        return fault or of(each is True for each in truths)

    return call


def _truth(value: Value) -> bool | Fault:
    number = _number(value)
    return number if isinstance(number, Fault) else number != 0


def _not(given: Given, book: Book) -> Value:
    asked = _truth(_value(given[0], book))
    return asked if isinstance(asked, Fault) else not asked


def _round(value: float, places: float) -> float:
    step = Decimal(1).scaleb(-int(places))
    return float((Decimal(repr(value)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


def _count_filled(given: Given, book: Book) -> Value:
    values = [each for node in given for each in (book.cells(node) if isinstance(node, Ref) else [_value(node, book)])]
    return float(sum(each is not None for each in values))


def _average(numbers: list[float]) -> Value:
    return math.fsum(numbers) / len(numbers) if numbers else _DIV


# Name: fewest and most arguments, and how it is calculated.
FUNCTIONS: Final[Mapping[str, tuple[int, int, Callable[[Given, Book], Value]]]] = {
    "SUM": (1, 255, _over(math.fsum)),
    "AVERAGE": (1, 255, _over(_average)),
    "MIN": (1, 255, _over(lambda numbers: min(numbers, default=0.0))),
    "MAX": (1, 255, _over(lambda numbers: max(numbers, default=0.0))),
    "COUNTA": (1, 255, _count_filled),
    "IF": (2, 3, _if),
    "IFERROR": (2, 2, _iferror),
    "AND": (1, 255, _all(all)),
    "OR": (1, 255, _all(any)),
    "NOT": (1, 1, _not),
    "ROUND": (2, 2, _on(_round)),
    "ABS": (1, 1, _on(abs)),
    "INT": (1, 1, _on(lambda value: float(math.floor(value)))),
}
