"""Compiled blocks: shipped for the desks' own metrics, else kept in the workspace's cache, so that a normal run never compiles.

Either file can be thrown away at any time. An entry that was cut off or changed is made anew: it carries a
digest of its own text, and its key is a digest of all that it was made from.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from storehand.metrics import query
from storehand.metrics.metric import Source
from storehand.metrics.query import Block, Pieces, block_of
from storehand.tables import TABLES

_BY_SOURCE = ("values", "rows", "fits", "minus")
SHIPPED = Path(__file__).with_name("queries.json")  # written by tools/queries.py


class Shelf:
    """The compiled blocks of one catalogue's sources. `path` None: nothing is kept."""

    def __init__(self, path: Path | None, sources: Sequence[Source]) -> None:
        self._path = path
        self._sources: dict[Block, list[Source]] = {}
        for source in sources:
            self._sources.setdefault(block_of(source), []).append(source)
        self._kept: dict[str, Any] | None = None
        self._made: dict[Block, Pieces] = {}

    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the catalogue."""
        return tuple(self._sources)

    def sources(self, block: Block) -> tuple[Source, ...]:
        """The sources that one block answers."""
        return tuple(self._sources[block])

    def pieces(self, block: Block) -> Pieces:
        """The block's compiled pieces: from memory, from the file, else compiled now."""
        if block not in self._made:
            self._made[block] = self._read(block) or self._compile(block)
        return self._made[block]

    def _read(self, block: Block) -> Pieces | None:
        if self._kept is None:
            self._kept = _load(SHIPPED) | _load(self._path)
        text = self._kept.get(_key(block, self._sources[block]))
        return _unpack(text, self._sources[block])

    def _compile(self, block: Block) -> Pieces:
        """Compiles this block and, as Ibis is loaded now, all others too; writes them all."""
        for each, sources in self._sources.items():
            if each not in self._made:
                self._made[each] = self._read(each) or query.compile_block(each, sources)
        _save(
            self._path, {_key(each, self._sources[each]): _pack(made, self._sources[each]) for each, made in self._made.items()}
        )
        return self._made[block]


def compiled(sources: Sequence[Source]) -> dict[str, dict[str, str]]:
    """Every block of `sources`, compiled now: what a file of queries holds."""
    shelf = Shelf(None, sources)
    made = {block: (query.compile_block(block, shelf.sources(block)), shelf.sources(block)) for block in shelf.blocks()}
    return {_key(block, own): _pack(pieces, own) for block, (pieces, own) in made.items()}


def _key(block: Block, sources: Sequence[Source]) -> str:
    """Changes with the contract, the sources, the engine's dialect, this package's code and Ibis."""
    made_from = (
        block,
        tuple(sources),
        [(column.name, column.type, column.null) for name in (block.table, "costs") for column in TABLES[name].all_columns],
        query.DIALECT,
        _code(),
        version("ibis-framework"),
    )
    return f"{block.table}.{block.day}.{_digest(repr(made_from))}"


def _code() -> str:
    return _digest(Path(query.__file__).read_text("utf-8"))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]


def _pack(pieces: Pieces, sources: Sequence[Source]) -> dict[str, str]:
    texts = {
        "dims": dict(pieces.dims),
        **{kind: [getattr(pieces, kind).get(source) for source in sources] for kind in _BY_SOURCE},
        "source": pieces.source,
        "before": pieces.before,
    }
    packed = json.dumps(texts, ensure_ascii=False)
    return {"pieces": packed, "digest": _digest(packed)}


def _unpack(kept: Any, sources: Sequence[Source]) -> Pieces | None:
    if not isinstance(kept, dict) or not isinstance(kept.get("pieces"), str) or kept.get("digest") != _digest(kept["pieces"]):
        return None
    texts = json.loads(kept["pieces"])
    values, rows, fits, minus = (_by_source(texts[kind], sources) for kind in _BY_SOURCE)
    return Pieces(texts["dims"], values, rows, fits, minus, texts["source"], texts["before"])


def _by_source(texts: Sequence[str | None], sources: Sequence[Source]) -> Mapping[Source, str]:
    return {source: text for source, text in zip(sources, texts, strict=True) if text is not None}


def _load(path: Path | None) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text("utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _save(path: Path | None, entries: Mapping[str, dict[str, str]]) -> None:
    """Replaces the file in one step; a cache that cannot be written is no reason to stop."""
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
        draft.replace(path)
    except OSError:
        return
