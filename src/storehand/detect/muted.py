"""Findings that people do not want to be told. They take no part in telling which trouble explains which: a mute hides what
it names and nothing behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from storehand.detect.finding import Finding
from storehand.store.settings import Mute, Where, inside

NameOf = Callable[[Finding], str]


def parted(findings: Iterable[Finding], mutes: Sequence[Mute], name_of: NameOf) -> tuple[list[Finding], list[Finding]]:
    """Those to tell, and those that a mute covers. `name_of` is asked only where a mute may name a segment so."""
    told: list[Finding] = []
    muted: list[Finding] = []
    for finding in findings:
        covered = any(_covers(mute, finding, name_of) for mute in mutes)
        (muted if covered else told).append(finding)
    return told, muted


def place(finding: Finding) -> Where:
    """Where it is, by the name of a segment as well as by its id."""
    column, _ = finding.where[-1] if finding.where else ("", "")
    label = column.removesuffix("_id")
    return (*finding.where, (label, finding.name)) if finding.name and label != column else finding.where


def _covers(mute: Mute, finding: Finding, name_of: NameOf) -> bool:
    if not mute.means(finding.check, finding.metric, finding.shop, finding.day):
        return False
    stated = {name for name, _ in finding.where}
    known = not stated or stated.issuperset(name for name, _ in mute.where)
    return inside(mute.where, place(finding if known else replace(finding, name=name_of(finding))))
