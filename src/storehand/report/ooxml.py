"""An xlsx as the zip that it is: its sheets' parts, read with limits, and a copy in which some parts are others."""

from __future__ import annotations

import os
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from storehand.errors import Refusal, UsageError
from storehand.intake import guard
from storehand.report.cellpatch import splice
from storehand.report.sheetxml import Area, BrokenXml, area, feed, parser, tag_end

LIMITS: Final = guard.Limits(max_bytes=50 * guard.MB, max_members=5000, max_inflated=200 * guard.MB)
# What may stand between `definedNames` and `calcPr`, and before: the settings go behind the last of these.
_BEFORE_SETTINGS: Final = ("sheets", "functionGroups", "externalReferences", "definedNames")


@dataclass(frozen=True)
class Element:
    """One start tag of a part: its local name, attributes by local name, text, and where it stands."""

    name: str
    attributes: Mapping[str, str]
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Workbook:
    """Made by `open_workbook`. `sheets`: worksheet name to part, in order."""

    path: Path
    main: str
    parts: Mapping[str, bytes]
    sheets: Mapping[str, str]
    shared: tuple[str, ...]

    def headings(self, sheet: str) -> tuple[Area, ...]:
        """The heading rows of the sheet's tables (Excel's own): their texts name the tables' columns."""
        linked = _linked(self.parts, self.sheets[sheet], "/table")
        found = (each for part in linked for each in elements(self.parts[part]) if each.name == "table")
        areas = [area(each.attributes["ref"]) for each in found if each.attributes.get("headerRowCount", "1") != "0"]
        return tuple(Area(each.top, each.left, each.top, each.right) for each in areas)

    def names(self) -> Mapping[str, str]:
        """Defined names of the whole workbook, lower case: what they stand for."""
        found = (each for each in elements(self.parts[self.main]) if each.name == "definedName")
        return {each.attributes["name"].lower(): each.text for each in found if "localSheetId" not in each.attributes}

    def from_1904(self) -> bool:
        found = (each for each in elements(self.parts[self.main]) if each.name == "workbookPr")
        return any(each.attributes.get("date1904") in {"1", "true"} for each in found)

    def date_styles(self) -> frozenset[str]:
        """The cell styles (`s`) whose number format shows a date."""
        part = next(iter(_linked(self.parts, self.main, "/styles")), "")
        return frozenset(_date_styles(self.parts[part])) if part else frozenset()

    def recalculated(self) -> bytes:
        """The main part, asking for a full calculation on opening."""
        xml = self.parts[self.main]
        found = list(elements(xml))
        settings = next((each for each in found if each.name == "calcPr"), None)
        if settings is None:
            return _with_settings(xml, found)
        tag = xml[settings.start : settings.end]
        if settings.attributes.get("fullCalcOnLoad") in {"1", "true"}:
            return xml
        close = b"/>" if tag.endswith(b"/>") else b">"
        bare = tag[: -len(close)].replace(b' fullCalcOnLoad="0"', b"").replace(b' fullCalcOnLoad="false"', b"")
        return splice(xml, [(settings.start, settings.end, bare.rstrip() + b' fullCalcOnLoad="1"' + close)])

    def write(self, out: Path, parts: Mapping[str, bytes]) -> None:
        """A copy with these parts in place of its own; whole or not at all."""
        half = out.with_name(f".{out.name}.part")
        try:
            with zipfile.ZipFile(self.path) as source, zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as copy:
                for member in source.infolist():
                    copy.writestr(member, parts.get(member.filename, self.parts.get(member.filename, b"")))
            os.replace(half, out)
        finally:
            half.unlink(missing_ok=True)


def open_workbook(path: Path) -> Workbook:
    """All of an xlsx in memory, within LIMITS. One sentence (UsageError) where it is none, locked or damaged."""
    if not path.is_file():
        raise UsageError("template_missing", file=path)
    _check(path)
    try:
        parts = _parts(path)
        main = next(iter(_linked(parts, "", "/officeDocument")), "")
        sheets = dict(_sheets(parts, main))
        strings = next(iter(_linked(parts, main, "/sharedStrings")), "")
        shared = tuple(_strings(parts[strings])) if strings else ()
    except (
        BrokenXml,
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
    ) as fault:
        raise UsageError("template_broken", file=path.name) from fault
    return Workbook(path, main, parts, sheets, shared)


def _check(path: Path) -> None:
    try:
        guard.check(path, LIMITS)
        kind = guard.kind(path, path.name)
        if kind == "xlsx":
            guard.check_zip(path, path.name, LIMITS)
            return
    except Refusal as refusal:
        key = {"locked_workbook": "template_locked", "locked_zip": "template_locked", "not_a_table": "template_not_xlsx"}
        raise UsageError(key.get(refusal.key, "template_broken"), file=path.name) from refusal
    raise UsageError("template_not_xlsx", file=path.name)


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        found = {member.filename: archive.read(member) for member in members if not member.is_dir()}
        if len(found) != sum(not member.is_dir() for member in members):
            raise ValueError("a part stands twice")
    return found


def _sheets(parts: Mapping[str, bytes], main: str) -> Iterator[tuple[str, str]]:
    targets = {each.attributes["Id"]: each for each in _relations(parts, main)}
    for each in elements(parts[main]):
        if each.name == "sheet" and targets[each.attributes["id"]].attributes["Type"].endswith("/worksheet"):
            yield each.attributes["name"], _target(main, targets[each.attributes["id"]])


def _linked(parts: Mapping[str, bytes], part: str, kind: str) -> list[str]:
    """The parts that a part is related to in that way."""
    return [_target(part, each) for each in _relations(parts, part) if each.attributes["Type"].endswith(kind)]


def _relations(parts: Mapping[str, bytes], part: str) -> list[Element]:
    folder, name = posixpath.split(part)
    xml = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return [each for each in elements(xml) if each.name == "Relationship"] if xml else []


def _target(part: str, relation: Element) -> str:
    target = relation.attributes["Target"]
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def elements(xml: bytes) -> list[Element]:
    """Every element of a small part, in order."""
    made, found, texts = parser(), [], []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        at = made.CurrentByteIndex
        texts.append("")
        found.append((name.rpartition(":")[2], local, at, tag_end(xml, at)))

    def text(content: str) -> None:
        texts[-1] += content

    made.StartElementHandler, made.CharacterDataHandler = start, text
    feed(made, xml)
    return [Element(*each, text) for each, text in zip(found, texts, strict=True)]


def _strings(xml: bytes) -> Iterator[str]:
    """The shared strings; phonetic runs are left out."""
    whole: list[str] | None = None
    phonetic = False
    for each in elements(xml):
        if each.name == "si":
            if whole is not None:
                yield "".join(whole)
            whole, phonetic = [], False
        elif each.name in {"rPh", "r"}:
            phonetic = each.name == "rPh"
        elif each.name == "t" and whole is not None and not phonetic:
            whole.append(each.text)
    if whole is not None:
        yield "".join(whole)


def _with_settings(xml: bytes, found: list[Element]) -> bytes:
    """With `calcPr` where the schema wants it."""
    last = next(each for each in reversed(found) if each.name in _BEFORE_SETTINGS)
    tag = xml[last.start + 1 : last.end].split(b" ")[0].rstrip(b"/>")
    closing = b"</" + tag + b">"
    behind = last.end if xml[last.end - 2 : last.end] == b"/>" else xml.index(closing, last.end) + len(closing)
    prefix = tag.rpartition(b":")[0] + b":" if b":" in tag else b""
    return splice(xml, [(behind, behind, b"<" + prefix + b'calcPr calcId="0" fullCalcOnLoad="1"/>')])


def _date_styles(xml: bytes) -> Iterator[str]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    found = elements(xml)
    codes = {each.attributes["numFmtId"]: each.attributes.get("formatCode", "") for each in found if each.name == "numFmt"}
    first = next((at for at, each in enumerate(found) if each.name == "cellXfs"), len(found))
    last = next((at for at, each in enumerate(found) if at > first and each.name in {"cellStyles", "dxfs"}), len(found))
    for style, each in enumerate(one for one in found[first:last] if one.name == "xf"):
        number = each.attributes.get("numFmtId", "0")
        code = codes.get(number) or BUILTIN_FORMATS.get(int(number), "")
        if 27 <= int(number) <= 36 or 50 <= int(number) <= 58 or is_date_format(code):
            yield str(style)
