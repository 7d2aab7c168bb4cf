"""People: a buyer becomes a pseudonym, all other person cells become nothing.

The pseudonym is HMAC-SHA256 of platform and normalised id with the workspace's key, its first 72 bits in
base64: twelve characters, so that two of ten million buyers meet once in 10^8 workspaces.
"""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata

import duckdb

from storehand.intake.readers import Unreadable, identifier
from storehand.intake.sql import literal, quoted

_BYTES = 9
_BLOCK = 64
_MASKED = re.compile(r"\*|＊|^##|^\$\$|•{2,}|^~.*~$|密文")
# Ids on which SQL and `identifier` agree: words that start with a letter or a Han sign, whole numbers, e-mail addresses.
_PLAIN = r"[A-MO-Za-mo-z_\x{4e00}-\x{9fa5}][0-9A-Za-z_\x{4e00}-\x{9fa5}-]*|[0-9]+|[0-9A-Za-z._+-]+@[0-9A-Za-z.-]+"
_MASK = ("*", "密文")  # each of which `_MASKED` knows, wherever it stands
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
    return base64.b64encode(digest[:_BYTES]).decode("ascii")


def keep_pseudonyms(duck: duckdb.DuckDBPyConnection, place: int, relation: str, platform: str, key: bytes) -> None:
    """Makes the temporary table b<place> (cell, pseudonym) of the buyers in column `place`.

    Plain ids are hashed by DuckDB, a quarter of a microsecond each; all others by `pseudonym`.
    """
    name, cell = quoted(f"b{place}"), f"c{place}"
    masked = " OR ".join(f"contains(cell, {literal(mark)})" for mark in _MASK)
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT cell, CASE WHEN {masked} THEN NULL "
        f"WHEN regexp_full_match(cell, {literal(_PLAIN)}) THEN {_hashed('cell', platform, key)} END AS pseudonym "
        f"FROM (SELECT DISTINCT {cell} AS cell FROM {relation} WHERE {cell} IS NOT NULL)"
    )
    odd = f"pseudonym IS NULL AND NOT ({masked})"
    others = [row[0] for row in duck.execute(f"SELECT cell FROM {name} WHERE {odd}").fetchall()]
    if not others:
        return
    duck.execute(f"DELETE FROM {name} WHERE {odd}")
    for start in range(0, len(others), _CHUNK):
        some = others[start : start + _CHUNK]
        command = f"INSERT INTO {name} SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[])"
        duck.execute(command, [some, [pseudonym(one, platform, key) for one in some]])


def _hashed(cell: str, platform: str, key: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) in SQL: of a plain id, exactly what `pseudonym` gives."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    inner = bytes(byte ^ 0x36 for byte in block) + f"{platform}\0".encode()
    outer = bytes(byte ^ 0x5C for byte in block)
    first = f"unhex(sha256(unhex('{inner.hex()}') || encode(lower({cell}))))"
    return f"to_base64(unhex(left(sha256(unhex('{outer.hex()}') || {first}), {2 * _BYTES})))"
