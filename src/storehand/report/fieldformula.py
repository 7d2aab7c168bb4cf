"""A field's formula over a row of the sheet: with its cells, and its value computed from what those cells hold."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from typing import Final

Values = Mapping[str, float | None]

_NAME: Final = re.compile(r"\{(\w+)\}")
_RELATIVE: Final = re.compile(r"^=(\{\w+\})/(\{\w+\})-1$")
_ARITHMETIC: Final[Mapping[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def names_in(formula: str) -> tuple[str, ...]:
    """The fields that a formula speaks of."""
    return tuple(_NAME.findall(formula))


def in_points(formula: str) -> str:
    """A relative change "={a}/{b}-1" as the difference of two rates in per cent points."""
    return _RELATIVE.sub(r"=(\1-\2)*100", formula)


def placed(formula: str, cells: Mapping[str, str]) -> str:
    """The formula with its fields' cells, for Excel."""
    return _NAME.sub(lambda found: cells[found[1]], formula)


def value_of(formula: str, values: Values, told: float | None = None) -> float | None:
    """What it comes to; None where a figure is unknown or a divisor is 0; `told` where it is more than arithmetic."""
    if any(values.get(name) is None for name in names_in(formula)):
        return None
    try:
        return _worth(ast.parse(_NAME.sub(r"_\1", formula.removeprefix("=")), mode="eval").body, values)
    except ZeroDivisionError:
        return None
    except (SyntaxError, ValueError):
        return told


def _worth(node: ast.expr, values: Values) -> float:
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        return _ARITHMETIC[type(node.op)](_worth(node.left, values), _worth(node.right, values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_worth(node.operand, values)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    known = values.get(node.id.removeprefix("_")) if isinstance(node, ast.Name) else None
    if known is None:
        raise ValueError(ast.dump(node))
    return known
