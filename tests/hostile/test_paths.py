"""A name is never a path: whatever a file, a sheet, a shop or a format is called, nothing is written outside the workspace."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from storehand.app.cli import cli
from storehand.app.settings import create
from storehand.errors import StorehandError
from storehand.flow import Ask, load
from storehand.intake.read import Outcome
from storehand.workspace import Workspace
from tests.hostile.payloads import PATHS

ROWS = "统计日期,访客数,支付金额\n2026-11-20,5,1\n"


def _tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _loaded(workspace: Workspace, *paths: Path) -> list[Outcome]:
    return load(workspace, Ask(paths), now=datetime.now(UTC), told=lambda outcome: None)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace in a folder of its own: what appears beside it was written outside."""
    return create(tmp_path / "outer" / "w", ("店:taobao",), timezone="Asia/Shanghai", currency="CNY", language="zh")


def test_there_are_more_than_thirty_names() -> None:
    assert len(set(PATHS)) >= 30


def test_members_of_a_zip_write_nothing_outside(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for place, name in enumerate(PATHS):
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, ROWS.replace("5,1", f"{place},1"))
    before = _tree(tmp_path) - _tree_of(workspace, tmp_path)
    (outcome,) = _loaded(workspace, path)
    assert outcome.error is None or outcome.error.key
    assert _tree(tmp_path) - _tree_of(workspace, tmp_path) == before
    assert not any("evil" in Path(name).name for name in _tree(tmp_path))


def _tree_of(workspace: Workspace, folder: Path) -> set[str]:
    inside = str(workspace.path.relative_to(folder))
    return {name for name in _tree(folder) if name == inside or name.startswith(f"{inside}/")}


def test_sheets_and_files_write_nothing_outside(workspace: Workspace, tmp_path: Path) -> None:
    files = []
    (tmp_path / "in").mkdir()
    for place, name in enumerate(PATHS):
        safe = name.replace("/", "_").replace("\0", "_")[:80]
        file = tmp_path / "in" / f"{place}{safe}.csv"
        file.write_text(ROWS.replace("5,1", f"{place},1"))
        files.append(file)
    path = tmp_path / "in" / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for place, name in enumerate(PATHS[:12]):
            allowed = "".join("·" if sign in "[]:*?/\\\0" else sign for sign in name)[:28].strip("'")
            sheet = book.add_worksheet(f"{place}{allowed}")
            for line, cells in enumerate(csv_line.split(",") for csv_line in ROWS.splitlines()):
                sheet.write_row(line, 0, cells)
    before = _tree(tmp_path) - _tree_of(workspace, tmp_path)
    _loaded(workspace, *files, path)
    assert _tree(tmp_path) - _tree_of(workspace, tmp_path) == before


@pytest.mark.parametrize("name", PATHS, ids=ascii)
def test_a_shop_is_no_path(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "outer" / "w"
    try:
        workspace = create(folder, (f"{name}:taobao",), timezone="Asia/Shanghai", currency="CNY", language="zh")
    except (StorehandError, ValueError, OSError):
        assert {path for path in _tree(tmp_path) if "evil" in path} == set()
        return
    assert all(path.startswith("outer/w") or path == "outer" for path in _tree(tmp_path))
    assert (workspace.inbox / workspace.shops[0].name).resolve().is_relative_to(folder.resolve())


@pytest.mark.parametrize("name", PATHS, ids=ascii)
def test_a_format_is_no_path(name: str, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("日期,某指标,某金额\n2026-11-20,5,1\n")
    before = _tree(tmp_path) - _tree_of(workspace, tmp_path)
    CliRunner().invoke(
        cli, ["-w", str(workspace.path), "formats", "learn", str(file), "--name", name.replace("\0", "%00"), "--save"]
    )
    assert _tree(tmp_path) - _tree_of(workspace, tmp_path) == before
    inside = {path for path in _tree_of(workspace, tmp_path) if path.endswith("format.toml")}
    assert all("/w/formats/" in f"/{path}" for path in inside)


@pytest.mark.parametrize("name", PATHS, ids=ascii)
def test_a_source_is_no_path(name: str, workspace: Workspace, tmp_path: Path) -> None:
    before = _tree(tmp_path)
    told = CliRunner().invoke(cli, ["-w", str(workspace.path), "sources", "check", name.replace("\0", "%00")])
    assert told.exit_code != 0
    assert _tree(tmp_path) - before <= _tree_of(workspace, tmp_path)


def test_a_link_in_the_inbox_leads_nowhere(workspace: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.csv").write_text(ROWS)
    (workspace.inbox / "店" / "link").symlink_to(outside, target_is_directory=True)
    assert [outcome.path.name for outcome in _loaded(workspace, workspace.inbox)] == []


def test_what_is_kept_is_named_by_its_content(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "..evil..csv"
    file.write_text("流水号,金额\n1,2\n")
    head = '[signature]\nheaders = ["流水号", "金额"]\n[[table]]\nname = "bills"\ncut = "t"\n[table.columns]\n'
    body = 'bill_id = "流水号"\namount = "金额"\nkind = { const = "x" }\nbilled_at = { const = "2026-11-20 10:00:00" }\n'
    title = 'name = "t/evil"\nplatform = "taobao"\ntitle = { zh = "t", en = "t" }\nmenu = { zh = "t", en = "t" }\n'
    title += 'confidence = "confirmed"\n'
    format = workspace.formats / "t" / "evil" / "format.toml"
    format.parent.mkdir(parents=True)
    format.write_text(title + head + body, encoding="utf-8")
    (outcome,) = _loaded(workspace, file)
    assert outcome.error is None, outcome.error
    kept = [path for path in workspace.archive.rglob("*") if path.is_file()]
    assert kept
    assert all(path.name.startswith(outcome.batches[0].sha256) for path in kept)
    assert json.loads(next(path for path in kept if path.suffix == ".json").read_text())["name"] == "..evil..csv"
