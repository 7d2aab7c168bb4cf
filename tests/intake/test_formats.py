"""A format is data; a broken one names its file and its fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake.formats import OURS, load_formats
from storehand.wording import of_error
from tests.intake.making import DAYS, HEAD, LINES, ORDERS, format_of, write


def test_ours_are_read_and_a_users_of_the_same_name_replaces_ours(tmp_path: Path) -> None:
    ours = load_formats()
    assert load_formats(tmp_path / "not there") == ours
    format_of(tmp_path, ours[0].name, DAYS)
    both = load_formats(tmp_path / "formats")
    assert [format.name for format in both] == [format.name for format in ours]
    assert both[0].path == tmp_path / "formats" / ours[0].name / "format.toml"


def test_ours_stand_in_folders_of_their_names_so_that_a_few_can_be_read_alone(tmp_path: Path) -> None:
    ours = load_formats()
    assert [format.name for format in ours] == [format.path.parent.relative_to(OURS).as_posix() for format in ours]
    assert all(format.name.startswith(f"{format.platform}/") for format in ours if format.platform != "generic")
    assert {format.name.split("/")[0] for format in load_formats(among={"taobao", "tmall", "nobody's"})} == {"taobao", "tmall"}
    own = format_of(tmp_path, "t/a", DAYS)
    assert [format.path for format in load_formats(tmp_path / "formats", among=())] == [own.path]


def test_a_changed_format_is_read_again(tmp_path: Path) -> None:
    format_of(tmp_path, "t/a", DAYS)
    assert load_formats(tmp_path / "formats")[-1].covers == "rows"
    path = format_of(tmp_path, "t/a", DAYS.replace('"rows"', '"range"')).path
    path.touch()
    assert load_formats(tmp_path / "formats")[-1].covers == "range"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (DAYS.replace("[signature]", "[sig]"), "sig"),
        (DAYS.replace('name = "shop_day"', 'name = "shop_days"'), "shop_days"),
        (DAYS.replace("visitors =", "visiters ="), "visiters"),
        (DAYS.replace('unit = "percent"', 'unit = "procent"'), "procent"),
        (DAYS.replace("(?P<since>", "(?P<since"), "group"),
        (ORDERS.replace('"done"', '"finished"'), "finished"),
        (ORDERS.replace('is = "filled"', 'is = "full"'), "full"),
        (ORDERS.replace('status_text = "状态"', 'status_text = "手机"'), "手机"),
        (ORDERS.replace('is = "filled"', "is = 'filled', equals = 3"), "condition"),
        (LINES.replace("times = [", "product = ["), "product"),
        (LINES.replace('table_days = "created_at"', 'tabel_days = "created_at"'), "tabel_days"),
        (DAYS.replace("[read]", '[read]\nencodings = ["klingon"]'), "klingon"),
        (DAYS.replace("[read]", '[read]\ndates = "yyy"'), "yyy"),
        ("[signature", "Expected"),
    ],
)  # fmt: skip
def test_a_broken_format_is_refused_with_file_and_fault(body: str, fault: str, tmp_path: Path) -> None:
    path = write(tmp_path / "formats/t/bad/format.toml", HEAD.format(name="t/bad") + body)
    with pytest.raises(Refusal) as caught:
        load_formats(tmp_path / "formats")
    assert caught.value.key == "format_broken"
    assert str(path) in of_error(caught.value).zh
    assert fault in of_error(caught.value).en


def test_plain_headers_are_those_taken_over_as_they_are(tmp_path: Path) -> None:
    orders = format_of(tmp_path, "t/orders", ORDERS)
    plain = dict(orders.tables[0].plain_headers)
    assert plain["order_id"] == "订单编号"
    assert "status" not in plain
    assert "paid" not in plain
    assert orders.buyers == ("买家",)
