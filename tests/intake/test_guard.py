"""What may come in, and what is stopped before it costs anything."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake import guard
from storehand.intake.guard import MB, Limits
from storehand.wording import of_error
from tests.intake.making import DAYS, csv_text, format_of, load, one, write

CSV = csv_text([["统计日期", "访客数", "支付金额"], ["2026-11-20", "5", "1"]]).encode()


def _zip(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def _refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refusal) as caught:
        load(path, format_of(path.parent, "t/days", DAYS), limits=limits)
    assert len(of_error(caught.value).zh) > 10
    assert path.name in of_error(caught.value).en
    return caught.value.key


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.csv", b"", "empty_file"),
        ("~$日报.xlsx", CSV, "lock_file"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "half_a_zip"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked_workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "broken_workbook"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "not_a_table"),
        ("a.csv", b"%PDF-1.7", "not_a_table"),
        ("a.csv", bytes(range(256)) * 4, "no_format"),
        ("a.parquet", b"PAR1 but no more", "broken_parquet"),
        ("a.json", b"{not json", "broken_json"),
        ("a.json", b'{"a": 1}', "json_no_records"),
    ],
)
def test_a_bad_file_is_one_sentence(name: str, content: bytes, key: str, tmp_path: Path) -> None:
    assert _refused(write(tmp_path / name, content)) == key


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    assert _refused(tmp_path / "gone.csv") == "no_file"


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    whole = _zip(tmp_path / "a.zip", {"日报.csv": CSV * 1000}).read_bytes()
    assert _refused(write(tmp_path / "half.zip", whole[: len(whole) // 2])) == "half_a_zip"


def test_a_zip_is_read_by_its_members_and_leftovers_are_ignored(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"__MACOSX/._x": b"junk", "folder/日报.csv": CSV, ".DS_Store": b"junk"})
    batch = one(path, format_of(tmp_path, "t/days", DAYS))
    assert (batch.member, batch.name, batch.rows_kept) == ("folder/日报.csv", "a.zip", 1)


def test_what_no_format_knows_in_a_zip_is_told(tmp_path: Path) -> None:
    batch = one(_zip(tmp_path / "a.zip", {"日报.csv": CSV, "readme.txt": b"hello, world\n"}), format_of(tmp_path, "t/days", DAYS))
    assert [(warning.key, dict(warning.values)) for warning in batch.warnings] == [
        ("parts_passed", {"parts": "readme.txt", "count": "1"})
    ]


@pytest.mark.parametrize(("count", "refused"), [(2, False), (3, False), (4, True)], ids=["under", "at", "over"])
def test_members_are_limited(count: int, refused: bool, tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {f"{place}.csv": CSV for place in range(count)})
    _expect(refused, "zip_members", lambda: guard.check_zip(path, "a.zip", Limits(max_members=3)))


@pytest.mark.parametrize(
    ("size", "refused"), [(2 * MB - 1, False), (2 * MB, False), (2 * MB + 1, True)], ids=["under", "at", "over"]
)
def test_the_inflated_size_is_limited(size: int, refused: bool, tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.csv": b"x" * size})
    _expect(refused, "zip_too_big", lambda: guard.check_zip(path, "a.zip", Limits(max_inflated=2 * MB, max_ratio=10**6)))


def test_a_zip_packed_too_tightly_is_a_bomb(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.csv": b"x" * 20 * MB})
    _expect(True, "zip_ratio", lambda: guard.check_zip(path, "a.zip", Limits()))


@pytest.mark.parametrize(
    ("most", "refused"), [(len(CSV) + 1, False), (len(CSV), False), (len(CSV) - 1, True)], ids=["under", "at", "over"]
)
def test_the_size_of_an_upload_is_limited(most: int, refused: bool, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", CSV)
    _expect(refused, "too_big", lambda: guard.check(path, Limits(max_bytes=most)))


@pytest.mark.parametrize(("most", "refused"), [(4, False), (3, False), (2, True)], ids=["under", "at", "over"])
def test_columns_are_limited(most: int, refused: bool, tmp_path: Path) -> None:
    path, format = write(tmp_path / "a.csv", CSV), format_of(tmp_path, "t/days", DAYS)
    _expect(refused, "too_wide", lambda: load(path, format, limits=Limits(max_columns=most)))


def test_a_cell_without_an_end_is_refused_with_its_line(tmp_path: Path) -> None:
    content = CSV + b'"' + b"x" * 140_000 + b"\n"
    assert _refused(write(tmp_path / "a.csv", content)) == "cell_too_long"


def test_a_claim_of_five_gigabytes_is_refused_without_inflating(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.csv": CSV})
    content, claim = bytearray(path.read_bytes()), struct.pack("<I", 0xFFFFFFF0)
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = claim
    assert _refused(write(tmp_path / "claim.zip", bytes(content))) == "zip_too_big"


def test_a_header_that_lies_about_the_size_is_found_while_inflating(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.csv": b"0" * 30 * MB})
    content = path.read_bytes().replace(struct.pack("<I", 30 * MB), struct.pack("<I", 1000))
    assert _refused(write(tmp_path / "lie.zip", content)) == "half_a_zip"


def test_a_zip_in_a_zip_is_refused(tmp_path: Path) -> None:
    inner = _zip(tmp_path / "inner.zip", {"a.csv": CSV}).read_bytes()
    assert _refused(_zip(tmp_path / "outer.zip", {"inner.zip": inner})) == "nested_zip"


def test_a_name_in_a_zip_is_never_a_path(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"../../evil.csv": CSV, "/abs.csv": CSV})
    before = set(tmp_path.parent.iterdir())
    assert len(load(path, format_of(tmp_path, "t/days", DAYS))) == 2
    assert set(tmp_path.parent.iterdir()) == before
    assert not Path("/abs.csv").exists()


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {chr(98 + place)} "{("&" + chr(97 + place) + ";") * 10}">' for place in range(8)
    )
    book = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": (bomb + "]><workbook><sheets><sheet name='&i;' r:id='rId1'/></sheets></workbook>").encode(),
    }
    assert _refused(_zip(tmp_path / "a.xlsx", book)) in {"broken_workbook", "no_format"}


def test_the_kind_of_a_file_is_its_content(tmp_path: Path) -> None:
    contents = {
        "html": b"\xef\xbb\xbf \n<table>",
        "json": b'[{"a": 1}]',
        "text": b"a,b",
        "parquet": b"PAR1",
        "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }
    assert {kind: guard.kind(write(tmp_path / "x.bin", content), "x") for kind, content in contents.items()} == {
        kind: kind for kind in contents
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    assert guard.kind(write(tmp_path / "x.bin", stream.getvalue()), "x") == "xlsx"


def _expect(refused: bool, key: str, act: Callable[[], object]) -> None:
    if not refused:
        act()
        return
    with pytest.raises(Refusal, match=key):
        act()
