"""The shape of the house: small modules, outside libraries in their rooms, a lock without addresses."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import storehand
import storehand.desk
from storehand.desks import DESKS

SOURCE = Path(storehand.__file__).parent
ROOT = SOURCE.parent.parent
MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = {
    "ibis": {"metrics"},
    "deltalake": {"store"},
    "duckdb": {"store", "metrics", "intake"},
    "fastexcel": {"intake"},
    "xlsxwriter": {"report", "app", "demo"},
    "openpyxl": {"report"},
    "typst": {"report"},
    "vl_convert": {"report"},
    "jinja2": {"report"},
    "click": {"app"},
    "rich": {"app"},
}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_outside_libraries_stay_in_their_rooms() -> None:
    strays = [
        (path.relative_to(SOURCE).as_posix(), library)
        for path in MODULES
        for library in _imports(path)
        if library in ROOMS and path.relative_to(SOURCE).parts[0] not in ROOMS[library]
    ]
    assert strays == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {path.name: lines for path in MODULES if (lines := path.read_text(encoding="utf-8").count("\n")) > 400}
    assert long == {}


def test_nine_functions_in_ten_are_under_28_lines() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[int(len(lengths) * 0.9)] < 28
    assert lengths[-1] <= 60


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.name)
def test_every_check_of_a_desk_has_a_play(desk: storehand.desk.Desk) -> None:
    assert {check.name for check in desk.checks} <= {play.check for play in desk.plays}


def test_the_lock_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert len(re.findall(r"--hash=sha256:", lock)) > len(re.findall(r"^[a-z0-9-]+==", lock, re.MULTILINE))


def test_no_tracked_file_is_large() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    sizes = {name: (ROOT / name).stat().st_size for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert {name: size for name, size in sizes.items() if size > 1_000_000} == {}
