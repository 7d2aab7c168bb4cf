"""What tests share: where real exports lie, and a temporary workspace."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from storehand.app.settings import create
from storehand.workspace import Workspace


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real exports; the test is skipped where STOREHAND_REAL_DATA does not name it."""
    folder = os.environ.get("STOREHAND_REAL_DATA")
    if not folder:
        pytest.skip("STOREHAND_REAL_DATA is not set")
    return Path(folder)


@pytest.fixture
def new_workspace(tmp_path: Path) -> Callable[..., Workspace]:
    """Makes a workspace below tmp_path: `new_workspace("店:taobao", timezone=…, currency=…)`."""

    def make(*shops: str, name: str = "workspace", timezone: str = "Asia/Shanghai", currency: str = "CNY") -> Workspace:
        return create(tmp_path / name, shops or ("店:taobao",), timezone=timezone, currency=currency)

    return make


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says aloud when real exports were there and a test on them was skipped all the same."""
    if _real_skips(terminalreporter):
        terminalreporter.write_line("real exports are there, but a test on them was skipped: that fails the run", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped real-data test fails the run where STOREHAND_REAL_DATA is set: a silent skip would hide a red one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and reporter is not None and _real_skips(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _real_skips(reporter: pytest.TerminalReporter) -> list[str]:
    if not os.environ.get("STOREHAND_REAL_DATA"):
        return []
    return [report.nodeid for report in reporter.stats.get("skipped", []) if "real" in report.keywords]
