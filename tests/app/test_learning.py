"""`formats learn` as a user meets it: a dry run that tells, a draft that is kept once, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.app.learning import Ask, run
from storehand.app.settings import create
from storehand.errors import Refusal, UsageError, WorkspaceError
from tests.formats.golden import FORMATS

LINES = """平台订单编号,商品名称,下单数量,下单时间,支付时间,应付金额（元）,实付金额（元）,订单状态,收件人,收货手机,用户昵称
A20261119001,样例锅,2,2026-11-19 10:00:00,2026-11-19 10:01:00,198.00,188.00,交易成功,张样例,13800000001,sample_01
A20261120001,样例壶,1,2026-11-20 09:30:00,,59.00,,等待付款,王样例,13800000003,sample_03
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "w", ["木棉旗舰店:generic"]).path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "某平台_20261121083000.csv"
    path.write_text(LINES, encoding="utf-8")
    return path


def _ask(file: Path, *, name: str | None = None, table: str | None = None, toml: bool = False, save: bool = False) -> Ask:
    return Ask(file, name, table, toml, save)


def test_a_dry_run_tells_table_columns_people_and_first_rows_and_writes_nothing(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(str(folder), _ask(file), None)
    told = capsys.readouterr().out
    for words in (
        "像是「订单」",
        "order_id",
        "个人信息（存档时抹掉，不进入数据）：收件人、收货手机",
        "2 行 = 采用 2 + 存疑 0",
        "（化名）",
        "--save",
    ):
        assert words in told
    assert [secret for secret in ("13800000001", "张样例", "sample_01") if secret in told] == []
    assert not (folder / "formats").exists()
    assert "[signature]" not in told


def test_it_speaks_english_and_shows_the_draft_when_asked(folder: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(folder), _ask(file, toml=True), "en")
    told = capsys.readouterr().out
    assert "looks like “Orders” (orders)" in told
    assert "2 rows = 2 kept + 0 set aside" in told
    assert "[signature]" in told


def test_without_a_workspace_it_is_a_dry_run_and_saving_is_refused(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(str(tmp_path), _ask(file), None)
    assert "storehand init" in capsys.readouterr().out
    with pytest.raises(WorkspaceError, match="no_workspace"):
        run(str(tmp_path), _ask(file, save=True), None)


def test_a_draft_is_kept_under_the_name_of_the_file_without_its_dates_and_never_overwritten(folder: Path, file: Path) -> None:
    run(str(folder), _ask(file, save=True), None)
    kept = folder / "formats/my/某平台/format.toml"
    before = kept.read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="draft_there"):
        run(str(folder), _ask(file, save=True), None)
    with pytest.raises(UsageError, match="draft_known"):
        run(str(folder), _ask(file, save=True, name="my/other"), None)
    assert kept.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", ["../x", "my/../../x", "my", "my/", "a/b/c", "/tmp/x", "my/a b", "my/.."])
def test_a_name_that_is_no_platform_and_export_is_refused(name: str, folder: Path, file: Path) -> None:
    with pytest.raises(UsageError, match="bad_format_name"):
        run(str(folder), _ask(file, name=name, save=True), None)
    assert not (folder / "formats").exists()


def test_the_name_of_a_format_of_ours_is_refused(folder: Path, file: Path) -> None:
    with pytest.raises(UsageError, match="draft_ours"):
        run(str(folder), _ask(file, name="taobao/orders", save=True), None)


def test_a_draft_that_could_read_nothing_is_not_kept(folder: Path, tmp_path: Path, file: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("甲,乙\n一,二\n", encoding="utf-8")
    with pytest.raises(Refusal, match="draft_no_table"):
        run(str(folder), _ask(odd, save=True), None)
    with pytest.raises(Refusal, match="draft_lacks"):
        run(str(folder), _ask(file, table="targets", save=True), None)
    with pytest.raises(UsageError, match="unknown_table"):
        run(str(folder), _ask(file, table="nothing"), None)
    assert not (folder / "formats").exists()


def test_a_file_that_is_known_is_told_by_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(folder), _ask(FORMATS / "jd/orders/sample.csv"), None)
    assert "jd/orders" in capsys.readouterr().out
