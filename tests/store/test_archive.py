"""The archive keeps what each file said, read-only, under its sha256."""

from __future__ import annotations

from dataclasses import replace

from storehand.store import archive
from storehand.store.facts import Store
from tests.store.making import NOW, Maker, at, order


def test_the_archive_keeps_the_blanked_original_read_only(store: Store, maker: Maker) -> None:
    made = maker.batch({"orders": [order(1, 1, 10)]}, at(2))
    raw, rejects = maker.stage / "raw", maker.stage / "rejects"
    raw.write_bytes(b"raw")
    rejects.write_bytes(b"rejects")
    batch = replace(made, raw=raw, rejects=rejects, member="十一月.csv")
    store.commit([batch], NOW)
    folder = store.workspace.archive / batch.sha256[:2]
    stem = f"{batch.sha256}-{batch.id}"
    kept = {path.name.removeprefix(stem): path for path in folder.iterdir()}
    assert sorted(kept) == [".json", ".parquet", ".rejects.parquet"]
    assert (kept[".parquet"].read_bytes(), kept[".rejects.parquet"].read_bytes()) == (b"raw", b"rejects")
    assert {path.stat().st_mode & 0o777 for path in kept.values()} == {0o444}
    told = kept[".json"].read_text("utf-8")
    assert '"known_at": "2026-11-02 00:00:00"' in told
    assert '"member": "十一月.csv"' in told


def test_the_archive_of_a_load_that_failed_is_written_again(store: Store, maker: Maker) -> None:
    batch = maker.batch({"orders": [order(1, 1, 10)]}, at(2))
    for content in (b"first", b"second"):
        raw = maker.stage / "raw"
        raw.write_bytes(content)
        kept = archive.keep(store.workspace.archive, replace(batch, raw=raw), now=NOW)
    assert kept is not None
    assert kept.raw is not None
    assert kept.raw.read_bytes() == b"second"
