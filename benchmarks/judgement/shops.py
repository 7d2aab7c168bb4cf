"""Made-up shops through load and briefing, scored against what was planted in them.

    python -m benchmarks.judgement.shops --shops 6 --days 40 --seeds dev --said said.jsonl --out result.md --picture result.svg

Every briefing is written to --said before the truth is opened; a run that was broken off goes on behind its last whole shop.
`--seeds test` is the locked range: it tells sums only, never of a single incident.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.judgement import shop_picture, shop_said, shop_table
from benchmarks.judgement.shop_run import briefed
from benchmarks.judgement.shop_score import Score, score, total
from benchmarks.judgement.shop_sets import SEEDS, TEST, known, made
from storehand.desks import DESKS


def predict(numbers: range, seeds: range, days: int, said: Path) -> None:
    """Appends the briefings of the shops that the file does not hold yet."""
    done = {morning.seed for morning in shop_said.read(said)}
    for number in numbers:
        if seeds[number] in done:
            continue
        began = process_time()
        with TemporaryDirectory() as folder:
            one = made(number, seeds, days)
            found = list(briefed(one, Path(folder), _tell))
        shop_said.append(said, found)
        _tell(f"shop {seeds[number]}: {process_time() - began:.0f} s of this process")


def scored(numbers: range, seeds: range, days: int, said: Path) -> Score:
    """Opens the truth of the shops whose briefings are written."""
    mornings = {seed: tuple(each) for seed, each in groupby(shop_said.read(said), key=lambda morning: morning.seed)}
    names = [metric.name for desk in DESKS for metric in desk.metrics]
    there = [number for number in numbers if seeds[number] in mornings]
    return total([score(mornings[seeds[number]], known(made(number, seeds, days)), names) for number in there])


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shops", type=int, default=6)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--days", type=int, default=40)
    parser.add_argument("--seeds", choices=sorted(SEEDS), default="dev")
    parser.add_argument("--said", type=Path, default=Path("said.jsonl"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    numbers = range(given.first, given.first + given.shops)
    seeds = SEEDS[given.seeds]
    predict(numbers, seeds, given.days, given.said)
    done = scored(numbers, seeds, given.days, given.said)
    page = shop_table.report(done, locked=seeds == TEST)
    sys.stdout.write(page)
    if given.out:
        given.out.write_text(page, "utf-8")
    if given.picture:
        given.picture.write_text(shop_picture.svg(done), "utf-8")


if __name__ == "__main__":
    main()
