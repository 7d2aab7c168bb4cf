"""The page: whole in itself, safe with any name, readable in both languages."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from shutil import which
from subprocess import run

import pytest

from storehand.report import html
from storehand.report.block import Field, Page, Table
from storehand.report.briefing import Briefing
from storehand.wording import plain
from tests.report import briefings
from tests.report.hostile import PAYLOADS

VOID = {"meta", "link", "br", "img", "input", "path", "line", "circle", "rect", "polyline", "polygon"}


class Seen(HTMLParser):
    """What a browser would find: elements with their attributes, links, places, text, and whether all is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.misnested: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.names.update(f"{tag} {name}" for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action", "xlink:href"}]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.names.update(f"{tag} {name}" for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.misnested.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def line(self) -> str:
        """The text with one blank wherever an element or a line ends."""
        return " ".join(" ".join(self.words).split())


def seen(briefing: Briefing, language: str = "zh") -> Seen:
    return Seen(html.page(briefing, language))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_name_makes_an_element_an_attribute_or_a_link(payload: str) -> None:
    plain_page, page = seen(briefings.hostile("x")), seen(briefings.hostile(payload))
    assert page.tags == plain_page.tags
    assert page.names == plain_page.names
    assert page.links == plain_page.links
    assert page.misnested == []
    assert page.text.count(payload) >= 10


@pytest.mark.browser
@pytest.mark.skipif(not which("chromium"), reason="chromium is not installed")
def test_nothing_of_a_name_runs_in_a_browser_even_without_the_policy(tmp_path: Path) -> None:
    names = " ".join(PAYLOADS).replace("alert(1)", "document.documentElement.dataset.owned=1")
    text = html.page(briefings.hostile(names))
    (tmp_path / "page.html").write_text(re.sub(r"<meta http-equiv[^>]*>", "", text, count=1), encoding="utf-8")
    (tmp_path / "owned.html").write_text(f"<html><body>{names}</body></html>", encoding="utf-8")
    assert "data-owned" not in dom(tmp_path / "page.html")
    assert "data-owned" in dom(tmp_path / "owned.html")


LONG_SHOP = "木棉家居生活馆（抖音小店）官方授权专卖旗舰店VeryLongNameWithoutBlanks_0123456789_0123456789"
LONG_ITEM = "2026秋冬新款女士高级感双面呢羊毛大衣中长款加厚宽松显瘦外套ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
PROBE = """<script>
for (const box of document.querySelectorAll("details")) box.open = true;
const wide = [...document.querySelectorAll("main, main *")].filter(
  (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest(".lab"));
parent.document.body.dataset.wide = wide.map((one) => one.className || one.tagName).join(" ") || "none";
</script>"""


@pytest.mark.browser
@pytest.mark.skipif(not which("chromium"), reason="chromium is not installed")
@pytest.mark.parametrize("width", [360, 700, 1100])
def test_no_screen_scrolls_sideways_however_long_a_name(width: int, tmp_path: Path) -> None:
    text = re.sub(r"<meta http-equiv[^>]*>", "", html.page(briefings.rich(LONG_SHOP, LONG_ITEM, LONG_ITEM)), count=1)
    (tmp_path / "page.html").write_text(text.replace("</body>", PROBE + "</body>"), encoding="utf-8")
    (tmp_path / "frame.html").write_text(
        f'<body><iframe src="page.html" style="width:{width}px"></iframe></body>', encoding="utf-8"
    )
    assert 'data-wide="none"' in dom(tmp_path / "frame.html")


def dom(page: Path) -> str:
    """The page as a browser holds it after its scripts ran."""
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--allow-file-access-from-files",
        "--dump-dom",
        page.as_uri(),
    ]
    return run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.parametrize("name", ["rich", "quiet", "bare", "several"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_element_is_closed_and_every_link_has_its_place(name: str, language: str) -> None:
    page = seen(getattr(briefings, name)(), language)
    assert page.misnested == []
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_nothing_is_fetched_from_anywhere() -> None:
    text = html.page(briefings.rich()).replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"https?:|//\w|@import|url\(|<link|<iframe", text) == []


def test_the_only_script_is_the_one_that_the_policy_names() -> None:
    text = html.page(briefings.rich())
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    assert len(scripts) == 1
    digest = b64encode(sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text


def test_figures_comparisons_and_the_usual_range_are_in_the_tiles() -> None:
    text = seen(briefings.rich()).line
    assert "支付金额 ¥122,291 平常 ¥118,622 – ¥140,634 昨日 ▼8.2% 上周同日 ▼6.9% 去年同期 ▲11.2% 大盘 ▼1.0%" in text
    assert "目标进度 87%" in text
    assert "支付转化率 3.61%" in text
    assert "昨日 ▲0.14pt" in text


def test_an_unknown_figure_says_why_and_has_no_tile() -> None:
    text = seen(briefings.rich()).text
    assert "还看不到：" in text
    assert "没有成本表，去「成本模板」填写" in text
    assert 'id="tile-3"' not in html.page(briefings.rich())


def test_a_finding_says_cause_owner_deadline_and_measure() -> None:
    text = seen(briefings.rich()).line
    assert "疑似原因 11-18 21:40「羊毛大衣A」标题去掉" in text
    assert "确认原因 商家编码为空" in text
    assert "负责 运营" in text
    assert "期限 今天 12:00 前" in text
    assert "怎么算好 手淘搜索访客 7 天内回到 ≥ 95%" in text


def test_the_shown_parts_add_up_to_the_shown_change() -> None:
    text = seen(briefings.rich()).line
    assert "访客数 −¥14,270 支付转化率 +¥2,610 客单价 +¥720 合计 −¥10,940" in text
    assert "手淘搜索 × 羊毛大衣A −¥8,790 手淘搜索 × 其余 −¥1,540 其他渠道 −¥610 合计 −¥10,940" in text


def test_evidence_holds_the_query_the_rows_and_the_file() -> None:
    text = html.page(briefings.rich())
    evidence = text[text.index('id="evidence-1"') : text.index('id="finding-2"')]
    assert "1,352 行" in evidence
    assert '<a href="#file-1">ExportOrderList202611210815.csv</a>' in evidence
    assert "from orders\nwhere shop = &#39;木棉旗舰店&#39;" in evidence


def test_a_headline_links_to_its_definition_and_query() -> None:
    text = html.page(briefings.rich())
    assert '<a class="label" href="#source-1"' in text
    source = text[text.index('id="source-1"') : text.index('id="source-2"')]
    assert "口径：支付金额：当天付款的订单，含运费" in source
    assert "select sum(gmv) as value" in source


def test_a_quiet_day_says_so_and_has_no_empty_section() -> None:
    page = seen(briefings.quiet())
    assert "今天没有需要处理的异常。" in page.text
    assert "昨天交办" not in page.text
    assert 'class="finding' not in html.page(briefings.quiet())


def test_missing_exports_name_the_menu() -> None:
    text = seen(briefings.rich()).line
    assert "12/13 份数据已到" in text
    assert "缺： 直播间成交明细 淘宝直播中控台 › 数据 › 场次数据 › 下载" in text


def test_both_figures_of_an_identity_are_shown() -> None:
    text = seen(briefings.rich()).line
    assert "11,269 shop_day 11,301 source_day −32 ✗ 对不上" in text
    assert "¥122,290.70 orders ¥122,290.70 shop_day 0 ✓ 一致" in text


def test_several_shops_stand_in_one_table_and_findings_name_theirs() -> None:
    text = seen(briefings.several()).text
    assert "各店" in text
    assert "木棉家居生活馆（抖音小店）官方授权专卖" in text
    assert '<span class="level plain">木棉旗舰店</span>' in html.page(briefings.several())
    assert "各店" not in seen(briefings.rich()).text


def test_english_has_no_chinese_but_the_users_own_words() -> None:
    text = seen(briefings.rich(shop="Kapok", item="Coat A"), "en").text
    own = {"手淘搜索", "手淘推荐", "关键词推广", "羊绒围巾 格纹加厚款 秋冬新款男女同款礼盒装", "羽绒服 C", "合计"}
    left = text
    for words in own:
        left = left.replace(words, "")
    assert re.findall(r"[\u4e00-\u9fff]+", left) == []


def test_more_than_three_findings_wait_behind_a_fold() -> None:
    full = briefings.rich()
    text = html.page(replace(full, findings=full.findings * 2))
    assert "其余 3 件" in text
    assert text.index('id="finding-3"') < text.index("其余 3 件") < text.index('id="finding-4"')


def test_a_long_table_shows_its_first_rows_and_folds_the_rest() -> None:
    table = Table(plain("t"), (Field("n", plain("n"), "count"),), tuple((at,) for at in range(1, 51)), None, (1275,))
    text = html.page(replace(briefings.rich(), pages=(Page("trade", plain("t"), (table,)),)))
    assert "其余 30 行" in text
    assert text.index(">20</td>") < text.index(">1,275</td>") < text.index("其余 30 行") < text.index(">21</td>")


def test_a_finding_without_a_task_shows_no_empty_row() -> None:
    full = briefings.rich()
    nothing = plain("")
    card = replace(full.findings[2], owner=nothing, advice=nothing, due=nothing, verify=nothing)
    assert 'class="act"' not in html.page(replace(full, findings=(card,)))


def test_one_page_stays_small(tmp_path: Path) -> None:
    html.write(briefings.rich(), tmp_path / "briefing.html")
    assert (tmp_path / "briefing.html").stat().st_size < 80_000


def test_vega_pictures_go_in_as_images() -> None:
    text = html.page(briefings.rich(), charts="vega")
    assert text.count('<img class="chart" alt="支付金额，近 28 天" src="data:image/svg+xml;base64,') == 1


def test_a_sentence_of_the_day_leads_to_its_query() -> None:
    assert '<p class="lead"><a href="#source-1">木棉旗舰店 11-20 收款' in html.page(briefings.rich())
