"""People: a buyer becomes a pseudonym, all other person cells become nothing.

The pseudonym is HMAC-SHA256 of platform and normalised id with the workspace's key, its first 72 bits in
base64: twelve characters, so that two of ten million buyers meet once in 10^8 workspaces.
"""

from __future__ import annotations

import base64
import hmac
import re
import unicodedata
from collections.abc import Iterable

import duckdb

from storehand.intake.readers import Unreadable, identifier
from storehand.intake.sql import quoted

_BYTES = 9
_MASKED = re.compile(r"\*|＊|^##|^\$\$|•{2,}|^~.*~$|密文")
_CHUNK = 50_000


def pseudonym(cell: str, platform: str, key: bytes) -> str | None:
    """The buyer in this cell, or None where there is none or the platform masked it: a mask is never hashed."""
    try:
        word = identifier(cell)
    except Unreadable:
        return None
    if word is None or _MASKED.search(word):
        return None
    plain = unicodedata.normalize("NFKC", word).casefold()
    digest = hmac.digest(key, f"{platform}\0{plain}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode("ascii")


def keep_pseudonyms(duck: duckdb.DuckDBPyConnection, place: int, relation: str, platform: str, key: bytes) -> str:
    """A temporary table (cell, pseudonym) of the buyers in column `place`; gives its name, b<place>."""
    name = f"b{place}"
    duck.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} (cell VARCHAR, pseudonym VARCHAR)")
    cells = duck.execute(f"SELECT DISTINCT c{place} FROM {relation} WHERE c{place} IS NOT NULL")
    found = [row[0] for row in cells.fetchall()]
    for start in range(0, len(found), _CHUNK):
        some = found[start : start + _CHUNK]
        _insert(duck, name, some, (pseudonym(cell, platform, key) for cell in some))
    return name


def _insert(duck: duckdb.DuckDBPyConnection, name: str, cells: list[str], pseudonyms: Iterable[str | None]) -> None:
    command = f"INSERT INTO {quoted(name)} SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[])"
    duck.execute(command, [cells, list(pseudonyms)])
