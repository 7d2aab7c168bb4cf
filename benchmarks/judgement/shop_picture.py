"""The score as a picture: bars of shares with the goal as a mark, SVG by hand so that the same score gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from benchmarks.judgement.shop_score import BANDS, Case, Score, band

_LEFT, _BAR, _ROW, _TOP, _WIDTH = 330, 300, 26, 34, 760
_FILL, _REST, _GOAL, _INK = "#2f6f9f", "#e3e8ec", "#c0392b", "#222"


@dataclass(frozen=True)
class Bar:
    """`part` of `whole`; `goal`: the share wanted, None where none is stated. Without a whole the bar stays empty."""

    label: str
    part: int
    whole: int
    goal: float | None = None

    @property
    def share(self) -> float:
        return self.part / self.whole if self.whole else 0.0


def bars(score: Score) -> tuple[Bar, ...]:
    """What was found by what it cost, then what was right about what was found."""
    read = [case for case in score.cases if case.read]
    placed = [case for case in read if case.placed]
    found = [case for case in placed if case.found]
    told = [line for line in score.lines if line.points and line.held is not None]
    return (
        _bar("找到的异常 · incidents found", read, lambda case: case.found, 0.75),
        *(_bar(label, [case for case in read if band(case.share) == place], lambda case: case.found) for place, label in _SIZES),
        _bar("找到的：位置对 · place right", found, lambda case: case.fit in {"exact", "part"}, 0.85),
        _bar("找到的：因素对 · factor right", found, lambda case: case.factor, 0.9),
        _bar("找到的：负责人对 · owner right", found, lambda case: case.owner, 0.9),
        Bar("金额区间罩住真值 · interval holds the money", sum(line.held is True for line in told), len(told), 0.85),
        _bar("首条就对，没找到算错 · first and right, of all", placed, lambda case: case.first and case.fit in {"exact", "part"}),
    )


def _bar(label: str, cases: Sequence[Case], true: Callable[[Case], bool], goal: float | None = None) -> Bar:
    return Bar(label, sum(true(case) for case in cases), len(cases), goal)


_SIZES: Final = tuple(
    enumerate(
        (
            f"  每天损失 < {BANDS[0]:.0%} 销售额 · of a day's takings",
            *(f"  {low:.0%}–{high:.0%}" for low, high in pairwise(BANDS)),
            f"  ≥ {BANDS[-1]:.0%}",
        )
    )
)


def svg(score: Score) -> str:
    """The picture; red marks are the goals."""
    rows = bars(score)
    height = _TOP + _ROW * len(rows) + 34
    body = [_row(bar, _TOP + _ROW * place) for place, bar in enumerate(rows)]
    false = (
        f"误报 {score.false_a_week:.2f} 条／店·周（目标 ≤ 1） · false findings a shop-week: {score.false_a_week:.2f} (goal ≤ 1)"
    )
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        _text(12, 20, "今天的成绩，红线为目标 · today's score, red marks are the goals", weight="bold"),
        *body, _text(12, height - 12, false), "</svg>", "",
    ])  # fmt: skip


def _row(bar: Bar, top: float) -> str:
    shown = f"{bar.share:.0%} ({bar.part}/{bar.whole})" if bar.whole else "–"
    parts = [
        _text(12, top + 15, bar.label),
        f'<rect x="{_LEFT}" y="{top + 3}" width="{_BAR}" height="16" fill="{_REST}"/>',
        f'<rect x="{_LEFT}" y="{top + 3}" width="{bar.share * _BAR:.1f}" height="16" fill="{_FILL}"/>',
        _text(_LEFT + _BAR + 10, top + 16, shown),
    ]
    if bar.goal is not None:
        parts.append(f'<rect x="{_LEFT + bar.goal * _BAR - 1:.1f}" y="{top}" width="2" height="22" fill="{_GOAL}"/>')
    return "\n".join(parts)


def _text(x: float, y: float, words: str, weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" fill="{_INK}" font-weight="{weight}" xml:space="preserve">{escape(words)}</text>'
