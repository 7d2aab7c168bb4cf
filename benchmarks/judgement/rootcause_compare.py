"""The scan against other methods, on the same instances in one run; a table for benchmarks/results.

    STOREHAND_REAL_DATA=… python -m benchmarks.judgement.rootcause_compare [--first 10000] [--slow 6]

Made-up sets start at the locked seeds; of the real incidents of `rs` both halves are shown. `--slow` bounds how many instances
a library that takes seconds for each is given (n says how many it had). `wise_pizza` runs where it is installed; it needs
an environment of its own, for instance `pip install wise-pizza==0.2.9 pyarrow` and PYTHONPATH=src:. there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from itertools import islice

from benchmarks.judgement.rootcause_peers import Method, Segments, methods
from benchmarks.judgement.rootcause_real import aiops, root, rs
from benchmarks.judgement.rootcause_score import Score
from benchmarks.judgement.rootcause_sets import LOCKED, SETS, Made
from storehand.stats.scan import scan, scan_rate

COUNTS = {"orders": 100, "conversion": 100, "small": 50, "leaves": 50, "halved": 50}
QUIET = {"quiet_orders": 200, "quiet_conversion": 200, "quiet_small": 40}
SLOW = {"wise_pizza"}


def ours(made: Made) -> Segments:
    """The scan, as the product calls it."""
    if len(made.measures) == 1:
        found = scan(made.columns, *made.measures[0])
    else:
        (top, past), (whole, past_whole) = made.measures
        found = scan_rate(made.columns, (top, whole), (past, past_whole))
    return frozenset(frozenset(cause.where) for cause in found.causes)


def instances(first: int) -> Iterator[tuple[str, Iterable[Made]]]:
    """Every set's name with its instances."""
    for name, count in (COUNTS | QUIET).items():
        yield name, [SETS[name](seed) for seed in range(first, first + count)]
    folder = root()
    if folder is not None:
        for half in ("tune", "locked"):
            yield f"rs, {half} half", [made for _, made in rs(folder, half)]
        yield "aiops", [made for _, made in aiops(folder, "all")]


def scored(method: Method, made: Iterable[Made]) -> tuple[Score, float]:
    """Counts over instances, and the mean CPU seconds of one."""
    right = false = missed = quiet = alarmed = count = 0
    began = time.process_time()
    for one in made:
        said = method(one)
        right, false, missed = right + len(said & one.causes), false + len(said - one.causes), missed + len(one.causes - said)
        count, quiet, alarmed = count + 1, quiet + (not one.causes), alarmed + bool(said and not one.causes)
    return Score(right, false, missed, count, quiet, alarmed), (time.process_time() - began) / max(count, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compares root-cause methods on the same instances.")
    parser.add_argument("--first", type=int, default=LOCKED)
    parser.add_argument("--slow", type=int, default=6)
    asked = parser.parse_args()
    print("| set | method | n | F1 | precision | recall | false in quiet ones | CPU s |\n|---|---|---|---|---|---|---|---|")
    for name, made in instances(asked.first):
        for method, run in {"scan (ours)": ours, **methods()}.items():
            found, seconds = scored(run, islice(made, asked.slow if method in SLOW else None))
            precision, recall = found.right / max(found.right + found.false, 1), found.right / max(found.right + found.missed, 1)
            figures = "– | – | –" if found.quiet else f"{found.f1:.3f} | {precision:.3f} | {recall:.3f}"
            quiet = f"{found.alarmed} of {found.quiet}" if found.quiet else ""
            print(f"| {name} | {method} | {found.instances} | {figures} | {quiet} | {seconds:.3f} |", flush=True)


if __name__ == "__main__":
    main()
