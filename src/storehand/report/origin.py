"""Where the figures came from and whether they can be believed, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from storehand.detect.finding import Evidence
from storehand.figures import exact, signed
from storehand.metrics.metric import Number, Unit
from storehand.report.briefing import Identity, Missing, SourceFile
from storehand.report.voice import Voice


@dataclass(frozen=True)
class Proof:
    """The query behind a number, its rows, and its files by number (`Origin.at`) and name."""

    sql: str
    rows: str
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Origin:
    """A file behind the figures: rows in = kept + aside."""

    at: int
    name: str
    title: str
    shop: str
    days: str
    rows_in: str
    rows_kept: str
    rows_aside: str
    known_at: str
    sha256: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Lack:
    """What is missing, why it is missed, and the menu that gives it, with the hour where that is known."""

    label: str
    shop: str
    why: str
    menu: str


@dataclass(frozen=True)
class Tie:
    """Two ways to one number, and how far they lie apart."""

    name: str
    shop: str
    ok: bool
    left: str
    left_source: str
    right: str
    right_source: str
    gap: str


@dataclass(frozen=True)
class Belief:
    """Kinds of files that came, of those that should have; whether their totals agree."""

    arrived: int
    wanted: int
    ties: str
    ties_ok: bool
    lacks: tuple[Lack, ...]


def belief(voice: Voice) -> Belief:
    """The trust line: a shop's exports of one kind count once, however many files they are."""
    trust = voice.briefing.trust
    arrived = len({(file.shop, file.format) for file in trust.files})
    apart = sum(not each.ok for each in trust.identities)
    key = "ties.none" if not trust.identities else "ties.apart" if apart else "ties.ok"
    lacks = tuple(_lack(voice, each) for each in trust.missing)
    return Belief(arrived, arrived + len(lacks), voice.say(key, count=apart), not apart, lacks)


def origins(voice: Voice) -> tuple[Origin, ...]:
    """The files, numbered from 1."""
    return tuple(_origin(voice, at, file) for at, file in enumerate(voice.briefing.trust.files, 1))


def ties(voice: Voice) -> tuple[Tie, ...]:
    """Every identity with both its figures."""
    return tuple(_tie(voice, each) for each in voice.briefing.trust.identities)


def proof(voice: Voice, evidence: Evidence) -> Proof:
    """The evidence with its files; a batch whose file the briefing does not list is left out."""
    at = {file.batch: (number, file.name) for number, file in enumerate(voice.briefing.trust.files, 1) if file.batch}
    return Proof(evidence.sql, f"{evidence.rows:,}", tuple(at[batch] for batch in evidence.batches if batch in at))


def _lack(voice: Voice, missing: Missing) -> Lack:
    return Lack(voice.of(missing.label), missing.shop, voice.of(missing.why), fetch(voice, missing))


def fetch(voice: Voice, missing: Missing) -> str:
    """The menu, and by when the file should be there where that is known."""
    menu = voice.of(missing.where_to_download)
    return voice.say("fetch", menu=menu, by=voice.clock(missing.by_when)) if missing.by_when else menu


def _origin(voice: Voice, at: int, file: SourceFile) -> Origin:
    return Origin(
        at=at,
        name=file.name,
        title=voice.of(file.format_title),
        shop=file.shop,
        days=voice.days(file.since, file.until),
        rows_in=f"{file.rows_in:,}",
        rows_kept=f"{file.rows_kept:,}",
        rows_aside=f"{file.rows_aside:,}" if file.rows_aside else "–",
        known_at=voice.clock(file.known_at),
        sha256=file.sha256[:12],
        remarks=tuple(voice.of(text) for text in (*file.aside, *file.warnings)),
    )


def _tie(voice: Voice, each: Identity) -> Tie:
    return Tie(
        name=voice.of(each.name),
        shop=each.shop,
        ok=each.ok,
        left=_exact(voice, each.left, each.unit),
        left_source=each.left_source,
        right=_exact(voice, each.right, each.unit),
        right_source=each.right_source,
        gap=_gap(voice, float(each.left) - float(each.right), each.unit),
    )


def _exact(voice: Voice, value: Number, unit: Unit) -> str:
    return voice.of(exact(value, unit, voice.briefing.currency))


def _gap(voice: Voice, gap: float, unit: Unit) -> str:
    return voice.of(signed(gap, unit, voice.briefing.currency)) if gap else "0"
