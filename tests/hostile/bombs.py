"""Archives and workbooks that are small on disk and would be huge in memory, and what each of them costs us.

    python -m tests.hostile.bombs

prints a table: the bomb, its size, what became of it, seconds and megabytes in a child of its own.
"""

from __future__ import annotations

import io
import json
import os
import resource
import stat
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

MB = 1024 * 1024
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
REL = '<Relationship Id="rId{}" Type="' + OFFICE + '/{}" Target="{}"/>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="' + OFFICE + '">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}<sheetData>{}</sheetData></worksheet>'
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def _book(path: Path, sheet: str, strings: str = "", styles: str = "", before: str = "") -> Path:
    told = REL.format(1, "worksheet", "worksheets/sheet1.xml")
    told += REL.format(2, "sharedStrings", "sharedStrings.xml") if strings else ""
    told += REL.format(3, "styles", "styles.xml") if styles else ""
    members = {
        "[Content_Types].xml": TYPES, "_rels/.rels": RELS.format(REL.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELS.format(told), "xl/worksheets/sheet1.xml": before + sheet,
    }  # fmt: skip
    members |= {"xl/sharedStrings.xml": strings} if strings else {}
    members |= {"xl/styles.xml": styles} if styles else {}
    return _zip(path, {name: content.encode() for name, content in members.items()})


def _text(ref: str, words: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{words}</t></is></c>'


def flat(folder: Path) -> Path:
    return _zip(folder / "flat.zip", {"a.csv": bytes(400 * MB)})


def many_members(folder: Path) -> Path:
    return _zip(folder / "many.zip", {f"{place}.csv": b"a,b\n" for place in range(5000)})


def nested(folder: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bytes(100 * MB))
    return _zip(folder / "nested.zip", {"inner.zip": inner.getvalue()})


def lying_header(folder: Path) -> Path:
    """The tables say that a member is 1,000 bytes long; it is 300 MB."""
    path = _zip(folder / "lying.zip", {"a.csv": bytes(300 * MB)})
    content, true = bytearray(path.read_bytes()), struct.pack("<L", 300 * MB)
    while (place := content.find(true)) >= 0:
        content[place : place + 4] = struct.pack("<L", 1000)
    path.write_bytes(content)
    return path


def billion_laughs(folder: Path) -> Path:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY l0 "lol">{laughs}]>'
    return _book(folder / "laughs.xlsx", SHEET.format("", f'<row r="1">{_text("A1", "&l9;")}</row>'), before=doctype)


def quadratic(folder: Path) -> Path:
    doctype = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "{"a" * 100_000}">]>'
    return _book(folder / "quadratic.xlsx", SHEET.format("", f'<row r="1">{_text("A1", "&a;" * 30_000)}</row>'), before=doctype)


def external_entity(folder: Path) -> Path:
    doctype = '<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return _book(folder / "external.xlsx", SHEET.format("", f'<row r="1">{_text("A1", "&a;")}</row>'), before=doctype)


def shared_strings(folder: Path) -> Path:
    """One text of 30,000 signs, that 300,000 cells refer to: 9 GB. Random words keep the ratio low."""
    chance = os.urandom(4 * MB).hex()
    text = chance[:30_000]
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 300_001))
    return _book(folder / "strings.xlsx", SHEET.format("", cells), STRINGS.format(f"<si><t>{text}</t></si>"))


def huge_dimension(folder: Path) -> Path:
    rows = f'<row r="1">{_text("A1", "a")}{_text("B1", "b")}</row>'
    return _book(folder / "dimension.xlsx", SHEET.format('<dimension ref="A1:XFD1048576"/>', rows))


def far_cell(folder: Path) -> Path:
    """Two cells, the first and the last that a sheet can have."""
    rows = f'<row r="1">{_text("A1", "a")}</row><row r="1048576">{_text("XFD1048576", "b")}</row>'
    return _book(folder / "far.xlsx", SHEET.format("", rows))


def wide_row(folder: Path) -> Path:
    """Rows of one cell, one of them in the last column there is."""
    rows = "".join(f'<row r="{n}">{_text(f"A{n}", os.urandom(8).hex())}</row>' for n in range(2, 60_000))
    return _book(folder / "wide.xlsx", SHEET.format("", f'<row r="1">{_text("A1", "a")}{_text("XFD1", "b")}</row>' + rows))


def styles(folder: Path) -> Path:
    told = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    return _book(
        folder / "styles.xlsx", SHEET.format("", ""), styles=told + '<xf numFmtId="0"/>' * 8_000_000 + "</cellXfs></styleSheet>"
    )


def same_name_twice(folder: Path) -> Path:
    path = folder / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for content in ("访客数,支付金额\n1,2\n", "访客数,支付金额\n3,4\n"):
            info = zipfile.ZipInfo("a.csv")
            archive.writestr(info, content)
    return path


def symlink(folder: Path) -> Path:
    path = folder / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("a.csv")
        info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return path


def overlapping(folder: Path) -> Path:
    """Two hundred entries of the table of contents that share one member's content."""
    path = _zip(folder / "overlap.zip", {"a.csv": bytes(3 * MB)})
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[start:end]
    table = b"".join(entry.replace(b"a.csv", f"{place:05d}".encode()) for place in range(200))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 200, 200, len(table), start, 0)
    path.write_bytes(content[:start] + table + tail)
    return path


BOMBS: tuple[Callable[[Path], Path], ...] = (
    flat, many_members, nested, lying_header, billion_laughs, quadratic, external_entity, shared_strings, huge_dimension,
    far_cell, wide_row, styles, same_name_twice, symlink, overlapping,
)  # fmt: skip
_CHILD = "import sys; from tests.hostile.bombs import fall; fall(sys.argv[1])"


def fall(name: str) -> None:
    """Opens a file as a child of the pool does and prints what became of it: in a process of its own."""
    from storehand.errors import Refusal
    from storehand.intake.formats import load_formats
    from storehand.intake.read import Request, read
    from storehand.workspace import Shop, Workspace

    shop, formats = Shop("s", "taobao", "Asia/Shanghai", "CNY"), load_formats()
    now, told = datetime(2026, 11, 22), "facts"
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        try:
            request, workspace = Request(Path(name), shop, None, None), Workspace(Path(folder), (shop,))
            read(request, workspace=workspace, formats=formats, key=bytes(32), stage=Path(folder), now=now)
        except Refusal as refusal:
            told = refusal.key
        seconds = time.perf_counter() - started
    print(json.dumps({"told": told, "seconds": round(seconds, 2), "mb": _peak()}))


def _peak() -> int:
    """Megabytes that this process held at most; getrusage would tell the parent's where that was larger."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def dropped(path: Path) -> dict[str, object]:
    """What became of a bomb in a child: `told` (a refusal's key), `seconds`, `mb`."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (4096 * MB, 4096 * MB))  # noqa: E731
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=False, timeout=60, preexec_fn=limit,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout) if done.returncode == 0 else {"told": "died", "seconds": 60, "mb": 4096}
    return found


def main() -> None:
    """Prints the table."""
    print("| bomb | on disk | what is told | s | MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for bomb in BOMBS:
            path = bomb(Path(folder))
            found = dropped(path)
            print(
                f"| {bomb.__name__} | {path.stat().st_size:,} | {found['told']} | {found['seconds']} | {found['mb']} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
