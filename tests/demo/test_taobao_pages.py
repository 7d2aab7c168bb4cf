"""生意参谋 gives some files as .xls: the old kind of workbook reads as the new one does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from sheets import write_xls

from storehand import flow
from storehand.app.settings import create
from storehand.demo.taobao_pages import write_source_day
from storehand.intake.read import Request
from storehand.store.facts import Store
from tests.demo.made import DAYS, name, totals

AT = datetime(2026, 11, 2, 0, 30, tzinfo=UTC)


def test_a_source_file_reads_alike_as_xls_and_as_xlsx(tmp_path: Path) -> None:
    new = write_source_day(tmp_path / "new", totals("taobao"), DAYS - 1, datetime(2026, 11, 2, 8, 30))
    old = tmp_path / "old" / new.with_suffix(".xls").name
    book = openpyxl.load_workbook(new)
    write_xls(
        old,
        {
            sheet.title: [[None if cell is None else str(cell) for cell in row] for row in sheet.values]
            for sheet in book.worksheets
        },
    )
    assert old.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    assert _rows(tmp_path / "a", old) == _rows(tmp_path / "b", new) != []


def _rows(folder: Path, file: Path) -> list[tuple[object, ...]]:
    workspace = create(folder, [f"{name('taobao')}:taobao"], timezone="Asia/Shanghai", currency="CNY")
    asked = Request(file, workspace.shops[0], None, AT)
    (outcome,) = flow.load(workspace, flow.Ask((), extra=(asked,)), now=AT, told=lambda _: None)
    assert [batch.format for batch in outcome.batches] == ["taobao/sycm_source_day"]
    columns = "day, source1, source2, source3, source, subtotal, visitors, buyers, gmv"
    with Store.open(workspace).facts().connect() as con:
        return [tuple(row) for row in con.execute(f"SELECT {columns} FROM source_day ORDER BY ALL").fetchall()]
