"""What may come in: the kind of a file by its first bytes, and limits that hold before anything is inflated."""

from __future__ import annotations

import mmap
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from storehand.errors import Refusal

MB: Final = 1024 * 1024
_ZIP, _OLE, _PARQUET, _GZIP, _PDF = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"\x1f\x8b", b"%PDF"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_SMALL_ENOUGH = MB  # what inflates to less than this is no bomb, whatever its ratio
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Limits:
    """How much a file may hold. `max_bytes` None: bound by the disk (the command line)."""

    max_bytes: int | None = None
    max_members: int = 1000
    max_inflated: int = 500 * MB
    max_ratio: int = 200
    max_columns: int = 500
    max_cell: int = 32_767


def check(path: Path, limits: Limits) -> int:
    """The file's size in bytes. Refuses what is no file of a user's: not there, empty, too big, a lock file."""
    if path.name.startswith(("~$", ".~lock")):
        raise Refusal("lock_file", name=path.name)
    if not path.is_file():
        raise Refusal("no_file", name=path.name)
    size = path.stat().st_size
    if size == 0:
        raise Refusal("empty_file", name=path.name)
    if limits.max_bytes is not None and size > limits.max_bytes:
        raise Refusal("too_big", name=path.name, size=_mb(size), most=_mb(limits.max_bytes))
    return size


def kind(path: Path, name: str) -> str:
    """ "zip", "xlsx", "xls", "html", "parquet", "json" or "text", by content: the extension decides nothing."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(_ZIP):
        return _zip_kind(path, name)
    if head.startswith(_OLE):
        return _ole_kind(path, name)
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith((_GZIP, _PDF, *_PICTURES)):
        raise Refusal("not_a_table", name=name)
    return _text_kind(head, name)


def _text_kind(head: bytes, name: str) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head", b"<style")):
        return "html"
    if start.startswith((b"[{", b"{")) or (start.startswith(b"[") and b"{" in start[:64]):
        return "json"
    # A stray zero byte is damage within a text; many of them are no text at all.
    if head.count(0) * 20 > len(head) and not _is_utf16(head):
        raise Refusal("not_a_table", name=name)
    return "text"


def _is_utf16(head: bytes) -> bool:
    """UTF-16 has a mark, or a zero in every other byte where the text is Latin."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or max(head[::2].count(0), head[1::2].count(0)) * 4 > len(head)


def _ole_kind(path: Path, name: str) -> str:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            raise Refusal("locked_workbook", name=name)
    return "xls"


def _zip_kind(path: Path, name: str) -> str:
    with opened(path, name) as archive:
        inside = {member.filename for member in archive.infolist()}
    return "xlsx" if "[Content_Types].xml" in inside or any(one.startswith("xl/") for one in inside) else "zip"


def opened(path: Path, name: str) -> zipfile.ZipFile:
    """The zip, with a table of contents that can be read; half a zip has none."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Refusal("half_a_zip", name=name) from fault


def check_zip(path: Path, name: str, limits: Limits) -> None:
    """Refuses a zip or xlsx by what its table of contents claims; nothing is inflated."""
    with opened(path, name) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > limits.max_members:
            raise Refusal("zip_members", name=name, members=len(members), most=limits.max_members)
        if any(member.flag_bits & 1 for member in members):
            raise Refusal("locked_zip", name=name)
        names = [member.filename for member in members]
        if twice := next((one for one in names if names.count(one) > 1), None):
            raise Refusal("zip_twice", name=name, member=twice)
        _check_claim(sum(member.file_size for member in members), path.stat().st_size, name, limits)
        for member in members:
            if member.compress_type not in {zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED}:
                raise Refusal("zip_method", name=name, member=member.filename)


def _check_claim(claimed: int, packed: int, name: str, limits: Limits) -> None:
    if claimed > limits.max_inflated:
        raise Refusal("zip_too_big", name=name, size=_mb(claimed), most=_mb(limits.max_inflated))
    if claimed > _SMALL_ENOUGH and claimed > packed * limits.max_ratio:
        raise Refusal("zip_ratio", name=name, ratio=claimed // max(packed, 1), most=limits.max_ratio)


def inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """A member's content in pieces; a lying size or a wrong checksum is a Refusal.

    The library stops at the size that the header claims and then compares the checksum, so what lies behind a
    false size is never inflated.
    """
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_CHUNK):
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as fault:
        raise Refusal("half_a_zip", name=name) from fault


def members(path: Path, name: str) -> list[str]:
    """The files of a zip that may hold a table, in order; folders and what systems leave behind are not among them."""
    with opened(path, name) as archive:
        names = [member.filename for member in archive.infolist() if not member.is_dir()]
    kept = [one for one in names if not _left_behind(one)]
    if not kept:
        raise Refusal("empty_zip", name=name)
    return kept


def _left_behind(member: str) -> bool:
    last = member.rsplit("/", 1)[-1]
    return member.startswith("__MACOSX/") or last.startswith((".", "~$")) or last in {"Thumbs.db", "desktop.ini"}


def _mb(size: int) -> str:
    return f"{size / MB:.1f} MB"
