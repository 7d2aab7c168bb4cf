"""Scores predicted root causes against labels: exact match of whole segments, counted over all instances.

    python -m benchmarks.judgement.rootcause_score PREDICTED LABELS

Both files are CSV with `timestamp` and `set` (other columns are ignored); a segment is right only with exactly its conditions,
in any order. An id that lacks a prediction has predicted nothing; an id without a label is not scored. An empty label
says that nothing was done: each segment predicted there is false.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Segments = frozenset[frozenset[str]]


@dataclass(frozen=True)
class Score:
    """Segments right, false and missed; `quiet` instances without a cause, `alarmed` of them with a prediction."""

    right: int
    false: int
    missed: int
    instances: int
    quiet: int
    alarmed: int

    @property
    def f1(self) -> float:
        """2 · right ÷ (2 · right + false + missed); 0 where nothing was right."""
        return 2 * self.right / max(2 * self.right + self.false + self.missed, 1)

    def line(self) -> str:
        """One line for people."""
        precision, recall = self.right / max(self.right + self.false, 1), self.right / max(self.right + self.missed, 1)
        quiet = f", no cause: {self.alarmed} of {self.quiet} with a false one" if self.quiet else ""
        return f"F1 {self.f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, {self.instances} instances{quiet}"


def score(predicted: Mapping[str, Segments], labels: Mapping[str, Segments]) -> Score:
    """Counts over all labelled instances."""
    pairs = [(predicted.get(name, frozenset()), true) for name, true in labels.items()]
    right, false = sum(len(said & true) for said, true in pairs), sum(len(said - true) for said, true in pairs)
    missed, quiet = sum(len(true - said) for said, true in pairs), [said for said, true in pairs if not true]
    return Score(right, false, missed, len(pairs), len(quiet), sum(bool(said) for said in quiet))


def segments(text: str) -> Segments:
    """`dim=value&dim=value;…` as sets of conditions."""
    return frozenset(frozenset(part.strip() for part in segment.split("&")) for segment in text.split(";") if segment.strip())


def read(path: Path) -> dict[str, Segments]:
    """Segments by id."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["timestamp"]: segments(row["set"] or "") for row in csv.DictReader(file)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Scores predicted root causes against labels.")
    parser.add_argument("predicted", type=Path)
    parser.add_argument("labels", type=Path)
    asked = parser.parse_args()
    print(score(read(asked.predicted), read(asked.labels)).line())


if __name__ == "__main__":
    main()
