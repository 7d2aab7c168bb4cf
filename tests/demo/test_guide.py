"""What the guide shows is what the program takes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from storehand.demo.incident import PLACES, Incident, read
from storehand.demo.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/zh/演示店铺.md").read_text("utf-8")


def test_the_example_of_the_guide_is_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    path = tmp_path / "incidents.toml"
    path.write_text(example, "utf-8")
    assert read(path, date(2026, 8, 23), 90) == [
        Incident("size_sold_out", date(2026, 11, 18), 3, {"item": 1}),
        Incident("title_edited", date(2026, 11, 19), KINDS["title_edited"].days, {"item": 0}, 0.6),
        Incident("own_promotion", date(2026, 11, 12), KINDS["own_promotion"].days),
    ]


def test_the_guide_names_every_place() -> None:
    assert all(f"`{place}`" in GUIDE for place in PLACES)


def test_the_kind_shown_to_developers_is_the_one_in_the_code() -> None:
    shown = (ROOT / "docs/dev/demo.md").read_text("utf-8")
    kind = KINDS["coupon_lapsed"]
    assert f"days={kind.days}, size={kind.size}" in shown
    assert f'play="{kind.play}", metric="{kind.metric}"' in shown
