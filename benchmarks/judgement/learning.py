"""Learning: how much of a format does `formats learn` find by itself?

    python -m benchmarks.judgement.learning [--each] [--only taobao/orders]

Every sample that we ship is taken for an unknown file: its own format and all formats of its platform (its folder; of the
platforms taobao and tmall both) are hidden, then a draft is made from the rest and held against the format that was hidden.

Counted: the header's row; the table, where the draft names one that the format feeds; columns, a column of the draft being right
where the format reads the same column from the same header (`precision`), and a column that the format takes over as it is
being found where the draft reads it from that header (`recall`; all are lost where the table is wrong); person columns of the
format that stand in the file and are person columns of the draft, or its buyers (`people`); and files that the draft itself
reads with rows kept (`read`).
"""

from __future__ import annotations

import argparse
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from storehand.errors import StorehandError
from storehand.intake import text
from storehand.intake.formats import OURS, Format, load_formats
from storehand.intake.guard import Limits
from storehand.intake.header import Header
from storehand.intake.learn import Learnt, learn
from storehand.intake.learn_trial import trial
from storehand.intake.opening import Opener
from storehand.intake.readers import normal
from storehand.intake.spec import spec, synonyms
from storehand.workspace import Shop, Workspace

NOW = datetime(2026, 11, 22, 1, 0, 0)
SHOP = Shop("sample", "generic", "Asia/Shanghai", "CNY")
_ONE_HOUSE = {"tmall": "taobao"}


@dataclass(frozen=True)
class Truth:
    """What the hidden format says of its sample: the header's record, `uses` (table, column → headers of the file), those of
    them that are taken over as they are, and the headers of people."""

    record: int
    tables: tuple[str, ...]
    uses: dict[tuple[str, str], set[str]]
    plain: dict[str, set[tuple[str, str]]]
    people: set[str]


@dataclass(frozen=True)
class Score:
    """Of one sample: right or not, and how many of how many."""

    name: str
    row: bool
    table: str
    is_table: bool
    right: int
    guessed: int
    found: int
    wanted: int
    people: int
    persons: int
    more_people: int
    kept: int
    seconds: float


def main() -> None:
    """Prints the figures of all samples together and, with --each, of each."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--each", action="store_true")
    asked.add_argument("--only", default="")
    told = asked.parse_args()
    scores = [score(path) for path in sorted(OURS.glob("*/*/sample*")) if told.only in str(path)]
    if told.each or told.only:
        print("\n".join(map(_line, scores)))
    print(summary(scores))


def score(sample: Path) -> Score:
    """One sample, learnt without its platform, against its own format."""
    formats = load_formats()
    own = next(format for format in formats if format.path.parent == sample.parent)
    others = tuple(format for format in formats if not _is_sibling(format, own))
    known, started = truth(sample, own), time.perf_counter()
    learnt = learn(sample, "my/sample", formats=others)
    seconds = time.perf_counter() - started
    table, columns = _drafted(learnt)
    is_table = table in known.tables
    right = sum(bool(known.uses.get((table, column), set()) & headers) for column, headers in columns.items()) if is_table else 0
    pairs = known.plain.get(table if is_table else known.tables[0], set())
    found = sum(header in columns.get(column, set()) for column, header in pairs) if is_table else 0
    guess = learnt.sheet.guess
    persons = _names(strip.header for strip in (*guess.people, *([guess.buyer] if guess.buyer else [])))
    return Score(
        f"{own.name} {sample.name}", learnt.sheet.row + 1 == known.record, table, is_table, right,
        len(columns) if is_table else 0, found, len(pairs), len(known.people & persons), len(known.people),
        len(persons - known.people), _kept(sample, learnt), seconds,
    )  # fmt: skip


def _is_sibling(format: Format, own: Format) -> bool:
    if own.platform != "generic" and _house(format.platform) == _house(own.platform):
        return True
    return format.path.parent.parent == own.path.parent.parent


def _house(platform: str) -> str:
    return _ONE_HOUSE.get(platform, platform)


def truth(sample: Path, own: Format) -> Truth:
    """What the format itself reads in its sample."""
    header = _header(sample, own)
    uses: dict[tuple[str, str], set[str]] = {}
    plain: dict[str, set[tuple[str, str]]] = {}
    for feed in own.tables:
        for column, told in feed.columns:
            labels = _present(header, told.headers())
            uses.setdefault((feed.name, column), set()).update(labels)
            if told.is_plain:
                first = _present(header, [told.header], only_first=True)
                plain.setdefault(feed.name, set()).update((column, label) for label in first)
    people = _present(header, (*own.people, *own.buyers))
    return Truth(header.record, tuple(feed.name for feed in own.tables), uses, plain, people)


def _header(sample: Path, own: Format) -> Header:
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as duck:
        opener = Opener(load_formats(), Limits(), Path(scratch), duck)
        found = opener.open(sample, sample.name, text.look(sample)).found
        return next(one.header for one in found if one.format.name == own.name)


def _present(header: Header, names: Iterable[str], *, only_first: bool = False) -> set[str]:
    """The labels, normalised, of the columns under these headers."""
    found = set()
    for name in names:
        if only_first:
            place = header.place(name)
            places = [place] if place else []
        else:
            places = [header.places[one] for one in synonyms(name) if one in header.places]
        found |= {normal(header.label(place)) for place in places}
    return found


def _drafted(learnt: Learnt) -> tuple[str, dict[str, set[str]]]:
    """The table of a draft, and the headers of its columns."""
    tables = tomllib.loads(learnt.toml)["table"]
    if not tables:
        return "", {}
    told = {column: _names(spec(value).headers()) for column, value in tables[0]["columns"].items()}
    return tables[0]["name"], {column: headers for column, headers in told.items() if headers}


def _names(headers: Iterable[str]) -> set[str]:
    return {name for header in headers for name in synonyms(header)}


def _kept(sample: Path, learnt: Learnt) -> int:
    workspace = Workspace(Path("nowhere"), (SHOP,))
    try:
        told = trial(learnt.toml, sample, SHOP, workspace, (), now=NOW, day=date(2026, 11, 20))
    except StorehandError:
        return 0
    return sum(batch.kept for batch in told.parts)


def _line(one: Score) -> str:
    marks = f"{'row' if one.row else '---'} {'table' if one.is_table else '-----'}"
    counts = f"right {one.right}/{one.guessed} found {one.found}/{one.wanted} people {one.people}/{one.persons}+{one.more_people}"
    return f"{one.name:58} {marks} {one.table:16} {counts} kept {one.kept} {one.seconds:.2f}s"


def summary(scores: Sequence[Score]) -> str:
    """The figures of all samples, as a table in Markdown."""
    return "\n".join(
        [
            "| of " + f"{len(scores)} samples | share | |",
            "|---|---:|---:|",
            _share("header row", sum(one.row for one in scores), len(scores)),
            _share("table", sum(one.is_table for one in scores), len(scores)),
            _share("columns: precision", sum(one.right for one in scores), sum(one.guessed for one in scores)),
            _share("columns: recall", sum(one.found for one in scores), sum(one.wanted for one in scores)),
            _share("person columns found", sum(one.people for one in scores), sum(one.persons for one in scores)),
            _share("read with rows kept", sum(one.kept > 0 for one in scores), len(scores)),
            f"| columns called people beside them | {sum(one.more_people for one in scores)} | |",
            f"| seconds a file | {sum(one.seconds for one in scores) / max(len(scores), 1):.2f} | |",
        ]
    )


def _share(what: str, part: int, whole: int) -> str:
    return f"| {what} | {100 * part / max(whole, 1):.1f} % | {part} / {whole} |"


if __name__ == "__main__":
    main()
