"""The generated files are what the declarations say today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = _tool("reference")


@pytest.mark.parametrize(
    "name", ["tables.md", "metrics.md", "formats.md", "checks.md", "plays.md", "commands.md", "incidents.md"]
)
def test_the_page_is_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == reference.pages()[name], "run: make reference"


def test_every_format_has_a_page_that_is_up_to_date() -> None:
    pages = {name: text for name, text in reference.pages().items() if name.startswith("formats/")}
    folder = ROOT / "docs" / "reference"
    written = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.glob("formats/*/*.md")}
    assert written == pages, "run: make reference"
    assert len(pages) >= 55


def test_the_shipped_queries_are_what_ibis_compiles_today() -> None:
    written = (ROOT / "src" / "storehand" / "metrics" / "queries.json").read_text(encoding="utf-8")
    assert written == _tool("queries").text(), "run: make reference"


def test_the_shipped_layouts_are_those_of_the_samples() -> None:
    written = (ROOT / "src" / "storehand" / "formats" / "layouts.json").read_text(encoding="utf-8")
    assert written == _tool("layouts").words(), "run: make reference"
