"""The picture: as wide as a phone wants it, and literal about every name."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from shutil import which
from subprocess import run

import pytest

from storehand.errors import WorkspaceError
from storehand.report import picture
from storehand.wording import of_error
from tests.report import briefings
from tests.report.hostile import PAYLOADS, TYPST

typst = pytest.importorskip("typst")


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("name", ["rich", "quiet", "bare", "several"])
def test_a_picture_is_1080_pixels_wide(name: str, tmp_path: Path) -> None:
    picture.write(getattr(briefings, name)(), tmp_path / "briefing.png")
    width, height = size((tmp_path / "briefing.png").read_bytes())
    assert width == 1080
    assert 700 < height < 4500


def drawn_words(name: str, folder: Path) -> str:
    """The words of the picture of a briefing in which every name is `name`, without blanks, from its PDF twin."""
    fonts = typst.Fonts()
    page = json.dumps(picture.content(briefings.hostile(name), "zh"), ensure_ascii=False)
    inputs = {"page": page, "font": json.dumps(picture.font_for(page, fonts.families()))}
    template = Path(picture.__file__).parent / "templates" / "picture.typ"
    typst.compile(template, output=folder / "picture.pdf", format="pdf", sys_inputs=inputs, font_paths=fonts)
    told = run(["pdftotext", folder / "picture.pdf", "-"], capture_output=True, text=True, check=True).stdout
    return without_blanks(told)


def without_blanks(words: str) -> str:
    return "".join(words.split()).replace("\u200b", "")


@pytest.mark.skipif(not which("pdftotext"), reason="pdftotext is not installed")
@pytest.mark.parametrize("name", [*TYPST, "<script>alert(1)</script>", "{{ 7 * 7 }}{% raw %}"])
def test_a_name_is_drawn_as_it_is(name: str, tmp_path: Path) -> None:
    assert drawn_words(name, tmp_path).count(without_blanks(name)) >= 4


def test_all_hostile_names_at_once_are_drawn_and_none_is_obeyed() -> None:
    png = picture.png(briefings.hostile(" ".join([*TYPST, *PAYLOADS])))
    assert size(png)[0] == 1080


def test_the_template_never_reads_data_as_markup() -> None:
    template = (Path(picture.__file__).parent / "templates" / "picture.typ").read_text(encoding="utf-8")
    assert "eval" not in template
    assert "cmarker" not in template


def test_without_a_chinese_font_chinese_words_are_refused_with_the_way_out() -> None:
    with pytest.raises(WorkspaceError) as refused:
        picture.font_for("木棉旗舰店", ["DejaVu Sans"])
    sentence = of_error(refused.value)
    for words in (sentence.zh, sentence.en):
        assert "fonts-noto-cjk" in words
        assert "storehand[fonts]" in words


def test_words_without_chinese_need_no_chinese_font() -> None:
    assert picture.font_for("Kapok", ["DejaVu Sans"]) == ["DejaVu Sans", "Libertinus Serif"]


def test_the_best_font_there_is_comes_first() -> None:
    assert picture.font_for("店", ["SimSun", "Microsoft YaHei", "Arial"]) == ["Microsoft YaHei", "SimSun"]


def test_a_long_word_may_break() -> None:
    content = picture.content(briefings.rich(shop="A" * 40), "zh")
    assert content["shops"] == "A" * 14 + "\u200b" + "A" * 14 + "\u200b" + "A" * 12


def test_the_picture_holds_what_the_page_holds() -> None:
    content = picture.content(briefings.rich(), "zh")
    assert content["arrived"] == "12/13"
    assert content["lacks"] == [["缺：直播间成交明细", "淘宝直播中控台 › 数据 › 场次数据 › 下载"]]
    assert content["unknown"] == ["还看不到：毛利 · 没有成本表，去「成本模板」填写"]
    cards = content["cards"]
    assert isinstance(cards, list)
    assert cards[0]["stake"] == "涉及 ¥10,940"
    assert cards[0]["rows"] == [
        ["负责", "运营", True],
        ["做什么", "把「羊毛大衣A」的标题改回 11-17 的版本", True],
        ["期限", "今天 12:00 前", True],
        ["怎么算好", "手淘搜索访客 7 天内回到 ≥ 95%", False],
    ]


def test_two_tiles_in_a_row_are_equally_high() -> None:
    tiles = picture.content(briefings.rich(), "zh")["tiles"]
    assert isinstance(tiles, list)
    heights = [len(tile["lines"]) + tile["blank"] for tile in tiles]
    assert all(heights[at] == heights[at + 1] for at in range(0, len(heights) - 1, 2))
    assert max(heights) == picture.MOST_MARKS
