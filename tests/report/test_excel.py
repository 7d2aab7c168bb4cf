"""The workbook as it is opened again: what stands where, live formulas with their values, text that stays text."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storehand.report.block import Chart, Field, Note, Page, Table
from storehand.report.briefing import Briefing, Comparison
from storehand.wording import Text, plain
from tests.report import briefings
from tests.report.workbook import cells, find, formulas, links, opened, part, recalculated, texts, values, written

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

INJECTED = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "\x00=1+1", " =1+1", "　=1+1", "\ufeff=1+1", "'=1+1",
    '"=1+1', "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "=cmd|' /C calc'!A0", "=DDE(\"cmd\";\"/C calc\";\"x\")", "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0", "@cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example","x")', '=IMAGE("http://evil.example/x.png")',
    '=WEBSERVICE("http://evil.example")', "=IMPORTXML(CONCAT(\"http://evil.example\"),\"//a\")", "{=1+1}", "=[evil.xlsx]S!A1",
    "='\\\\evil.example\\x'!A1", "http://evil.example", "https://evil.example/?a=1", "ftp://evil.example", "mailto:x@e.example",
    "file:///etc/passwd", "internal:Sheet1!A1", "external:c:\\evil.xlsx", "javascript:alert(1)", "_x003D_1+1", "&#61;1+1",
    "<f>1+1</f>", "]]><f>1</f>", "a\nb=1", "12.5", "1e9", "TRUE", "#REF!", "=1+1;", ",=1+1", "%0A=1+1", "😀=1+1",
)  # fmt: skip


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(briefings.rich(), tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def today(rich: Path) -> Any:
    return opened(rich)["今日一页"]


def paged(*blocks: Table | Chart | Note) -> Briefing:
    return replace(briefings.rich(), pages=(Page("trade", plain("交易"), blocks),))


# ---- what stands where


def test_the_sheets_stand_in_the_order_of_reading(rich: Path, tmp_path: Path) -> None:
    assert opened(rich).sheetnames == ["今日一页", "交易", "流量", "原因", "数据从哪来"]
    english = opened(written(briefings.rich(), tmp_path, "en")).sheetnames
    assert english == ["Today on one page", "Trade", "Traffic", "Causes", "Sources"]


def test_the_first_sheet_prints_on_one_upright_a4_page(today: Any) -> None:
    assert today.sheet_properties.pageSetUpPr.fitToPage
    assert (today.page_setup.fitToWidth or 1, today.page_setup.fitToHeight or 1) == (1, 1)
    assert (int(today.page_setup.paperSize), today.page_setup.orientation) == (9, "portrait")
    assert today.print_area == "'今日一页'!$A$1:$J$50"
    assert "木棉旗舰店" in today.oddHeader.left.text
    assert "&P" in (today.oddFooter.right.text or "")


def test_every_sheet_keeps_its_head_in_sight_and_in_print(rich: Path) -> None:
    book = opened(rich)
    assert [sheet.freeze_panes for sheet in book.worksheets] == ["A3"] * 5
    assert all(sheet.print_title_rows for sheet in book.worksheets[1:])


def test_the_first_sheet_says_what_is_missing_and_where_to_get_it(today: Any) -> None:
    words = texts(today)
    assert "数据：12/13 份已到，1 处对不上" in words
    assert "✗ 缺：直播间成交明细 → 淘宝直播中控台 › 数据 › 场次数据 › 下载" in words


def test_a_headline_shows_its_value_its_changes_and_its_range(rich: Path) -> None:
    sheet = opened(rich, values=True)["今日一页"]
    row = find(sheet, "支付金额").row
    figures = [cell.value for cell in sheet[row][:10]]
    assert figures[:2] == ["支付金额", 122290.7]
    assert figures[3:6] == pytest.approx([133214.27, 131354.14, 109973.65], abs=0.005)
    assert [cell.value for cell in sheet[row + 1][3:6]] == pytest.approx([-0.082, -0.069, 0.112])
    assert sheet[row + 1][6].value == -0.01
    assert sheet[row + 1][7].value == pytest.approx(0.87)
    assert sheet[row + 1][8].value == "平常"


def test_a_rate_changes_in_points(rich: Path) -> None:
    sheet = opened(rich, values=True)["今日一页"]
    cell = sheet.cell(find(sheet, "支付转化率").row + 1, 4)
    assert cell.value == pytest.approx(0.14)
    assert cell.number_format.startswith('"▲"0.00"pt"')


def test_an_unknown_figure_is_an_empty_cell_that_says_why(today: Any) -> None:
    row = find(today, "毛利").row
    assert [cell.value for cell in today[row][:3]] == ["毛利", None, "没有成本表，去「成本模板」填写"]


def test_the_curves_are_native_and_an_unknown_day_is_a_gap(rich: Path, today: Any) -> None:
    assert part(rich, "xl/worksheets/sheet1.xml").count("<x14:sparkline>") == 7
    days = [cell.value for cell in today[find(today, "支付金额").row][11:39]]
    assert len(days) == 28
    assert [at for at, value in enumerate(days) if value is None] == [9]


def test_the_headline_values_have_names(rich: Path) -> None:
    book = opened(rich, values=True)
    found = {name: book.defined_names[name].attr_text for name in book.defined_names if name.startswith("hl_")}
    assert set(found) == {"hl_gmv", "hl_net", "hl_profit", "hl_visitors", "hl_cvr", "hl_aov", "hl_ad_spend", "hl_ad_share"}
    assert book["今日一页"][found["hl_gmv"].split("!")[1].replace("$", "")].value == 122290.7


def test_money_at_stake_stands_in_figures_beside_the_finding(today: Any) -> None:
    row = find(today, "支付金额少了 ¥10,940（−8.2%），大盘只降 1.0%").row
    assert [today.cell(row, column).value for column in (8, 9, 10)] == [10940.3, 8600, 13100]


def test_only_the_first_three_findings_are_told_in_full(tmp_path: Path) -> None:
    full = briefings.rich()
    sheet = opened(written(replace(full, findings=full.findings * 2), tmp_path))["今日一页"]
    assert texts(sheet).count("是哪个因素") == 1
    assert texts(sheet).count("支付金额少了 ¥10,940（−8.2%），大盘只降 1.0%") == 2


def test_each_finding_leads_to_its_place_among_the_causes(rich: Path) -> None:
    book = opened(rich)
    for card in briefings.rich().findings:
        link = find(book["今日一页"], card.title.zh).hyperlink
        sheet, place = link.location.rsplit("!", 1)
        row = book[sheet.strip("'")][place].row
        assert book["原因"].cell(row, 2).value == card.title.zh


def test_a_sentence_of_the_day_leads_to_where_its_query_stands(rich: Path) -> None:
    link = find(opened(rich)["今日一页"], briefings.rich().story[0].text.zh).hyperlink
    assert link.location == "'数据从哪来'!A1"


def test_every_other_sheet_leads_back(rich: Path) -> None:
    back = [[link.location for link in links(sheet)] for sheet in opened(rich).worksheets[1:]]
    assert back == [["'今日一页'!A1"]] * 4


def test_parts_have_native_bars_and_a_live_sum_that_equals_the_change(rich: Path) -> None:
    sheet = opened(rich, values=True)["原因"]
    sums = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "合计"]
    assert [sheet.cell(row, 5).value for row in sums] == pytest.approx([-10940.3, -10940.3, 59])
    assert [sheet.cell(row, 7).value for row in sums] == pytest.approx([-10940.3, -10940.3, 59])
    assert part(rich, "xl/worksheets/sheet4.xml").count("<x14:dataBar ") == 3
    live = opened(rich)["原因"]
    assert live.cell(sums[0], 5).value == f"=SUM(E{sums[0] - 3}:E{sums[0] - 1})"


def test_the_sources_show_rows_files_query_and_differences(rich: Path) -> None:
    sheet, live = opened(rich, values=True)["数据从哪来"], opened(rich)["数据从哪来"]
    file = find(sheet, "#1 ExportOrderList202611210815.csv").row
    assert [cell.value for cell in sheet[find(sheet, "千牛·宝贝报表").row][4:8]] == [1000, 1000, 0, 0]
    orders = next(row for row in range(file, 99) if sheet.cell(row, 5).value == 28010)
    assert live.cell(orders, 8).value == f"=E{orders}-F{orders}-G{orders}"
    tie = find(sheet, "shop_day").row
    gaps = [row for row in range(tie - 1, tie + 2) if sheet.cell(row, 8).value == "对不上"]
    assert [sheet.cell(row, 7).value for row in gaps] == [-32]
    assert any(words.startswith("select sum(gmv)") for words in texts(sheet))


def test_quiet_and_bare_days_are_written_too(tmp_path: Path) -> None:
    assert "今天没有需要处理的异常。" in texts(opened(written(briefings.quiet(), tmp_path))["今日一页"])
    bare = opened(written(briefings.bare(), tmp_path))["今日一页"]
    assert [cell.value for cell in bare[find(bare, "访客数").row][:2]] == ["访客数", None]


def test_several_shops_stand_beneath_the_total(tmp_path: Path) -> None:
    sheet = opened(written(briefings.several(), tmp_path))["今日一页"]
    row = find(sheet, "Kapok EU").row
    assert [cell.value for cell in sheet[row + 1][:2]] == ["支付金额", 40200]


def test_progress_counts_what_came_in_so_far_where_the_target_is_longer_than_the_day(tmp_path: Path) -> None:
    full = briefings.rich()
    target = Comparison("target", Decimal("2000000.00"), -0.25)
    first = replace(full.headline[0], comparisons=(*full.headline[0].comparisons[:3], target))
    path = written(replace(full, headline=(first,)), tmp_path)
    sheet = opened(path, values=True)["今日一页"]
    row = find(sheet, "支付金额").row
    at = find(sheet, "本月至今").column
    assert [sheet.cell(row, at).value, sheet.cell(row, at + 1).value] == [1500000, 2000000]
    assert sheet.cell(row + 1, at + 1).value == 0.75


# ---- tables and charts of the desks


def test_a_change_in_a_table_is_a_live_formula_with_its_value(rich: Path) -> None:
    live, shown = opened(rich)["交易"], opened(rich, values=True)["交易"]
    row = find(live, "羊毛大衣A").row
    assert live.cell(row, 4).value == f"=B{row}/C{row}-1"
    assert shown.cell(row, 4).value == pytest.approx(9120 / 17910.3 - 1)
    assert live.cell(row, 4).number_format.startswith('"▲"0.0%;"▼"')


def test_sums_follow_the_filter_and_people_are_not_summed(rich: Path) -> None:
    live, shown = opened(rich)["交易"], opened(rich, values=True)["交易"]
    row = find(live, "合计").row
    assert live.cell(row, 2).value == f"=SUBTOTAL(109,B{row - 3}:B{row - 1})"
    assert shown.cell(row, 2).value == pytest.approx(122290.7)
    assert [shown.cell(row, column).value for column in (5, 6, 7, 8)] == [None] * 4
    assert shown.cell(row, 4).value == pytest.approx(122290.7 / 131310.4 - 1)


def test_a_total_that_is_not_the_sum_of_the_rows_stays_a_figure(tmp_path: Path) -> None:
    fields = (Field("item", plain("商品")), Field("n", plain("件"), "count"))
    table = Table(plain("前两名"), fields, (("a", 2), ("b", 3)), None, ("全部", 50))
    sheet = opened(written(paged(table), tmp_path))["交易"]
    assert sheet.cell(find(sheet, "全部").row, 2).value == 50


def test_rates_and_people_are_never_summed_even_where_the_sum_would_fit(tmp_path: Path) -> None:
    fields = (Field("item", plain("商品")), Field("r", plain("率"), "rate"), Field("p", plain("人"), "people"))
    sheet = opened(written(paged(Table(plain("一行"), fields, (("a", 0.5, 3),), None, ("全部", 0.5, 3))), tmp_path))["交易"]
    assert [cell.value for cell in sheet[find(sheet, "全部").row][:3]] == ["全部", 0.5, 3]


def test_every_table_has_its_own_filter(tmp_path: Path) -> None:
    table = Table(plain("表"), (Field("n", plain("同名")), Field("m", plain("同名"))), (("a", "b"),))
    sheet = opened(written(paged(table, table), tmp_path))["交易"]
    assert [each.autoFilter.ref for each in sheet.tables.values()] == ["A5:B6", "A9:B10"]


def test_a_row_has_the_unit_of_its_own_metric(tmp_path: Path) -> None:
    fields = (
        Field("metric", plain("指标")),
        Field("value", plain("值")),
        Field("before", plain("前")),
        Field("change", plain("变"), "change", formula="={value}/{before}-1"),
    )
    rows = (
        (Text("支付", "Paid"), Decimal("120.50"), Decimal("100.00"), 0.205),
        (Text("转化", "Conversion"), 0.036, 0.034, 0.002),
        (Text("订单", "Orders"), 5, 0, None),
        (Text("退款", "Refunds"), 5, None, None),
    )
    path = written(paged(Table(plain("表"), fields, rows, row_units=("money", "rate", "count", "count"))), tmp_path, "en")
    live, shown = opened(path)["交易"], opened(path, values=True)["交易"]
    assert [live.cell(row, 4).value for row in (6, 7, 8, 9)] == ["=B6/C6-1", "=(B7-C7)*100", None, None]
    assert [shown.cell(6, 4).value, shown.cell(7, 4).value] == pytest.approx([0.205, 0.2])
    assert [live.cell(row, 2).number_format for row in (6, 7, 8)] == ['"¥"#,##0.00;"−""¥"#,##0.00;"¥"#,##0.00', "0.00%", "#,##0"]
    assert live.cell(6, 1).value == "Paid"


def test_money_has_the_decimals_of_its_currency(tmp_path: Path) -> None:
    table = Table(plain("表"), (Field("m", plain("额"), "money"),), ((Decimal("1234.5"),),))
    yen = replace(paged(table), currency="JPY")
    cell = opened(written(yen, tmp_path))["交易"]["A6"]
    assert (cell.value, cell.number_format) == (1234, '"JP¥"#,##0;"−""JP¥"#,##0;"JP¥"#,##0')


def test_a_change_that_is_none_says_so_and_colours_follow_what_is_better(tmp_path: Path) -> None:
    fields = (Field("up", plain("多好"), "change", "up"), Field("down", plain("少好"), "change", "down"))
    sheet = opened(written(paged(Table(plain("表"), fields, ((0.1, 0.1),))), tmp_path))["交易"]
    rules = {str(at.sqref): [(rule.operator, rule.dxf) for rule in at.rules] for at in sheet.conditional_formatting}
    assert [operator for operator, _ in rules["A6"]] == ["between", "greaterThan", "lessThan"]
    assert rules["A6"][0][1].numFmt.formatCode == '"持平";"持平";"持平"'
    assert rules["A6"][1][1].font.color.rgb == rules["B6"][2][1].font.color.rgb == "FF0B6B57"


def test_the_only_table_of_a_page_keeps_its_header_in_sight(tmp_path: Path) -> None:
    table = Table(plain("表"), (Field("n", plain("件"), "count"),), tuple((at,) for at in range(90)))
    sheet = opened(written(paged(table), tmp_path))["交易"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A6", "$1:$5")


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    sheet = opened(written(paged(Table(plain("空表"), (Field("n", plain("件"), "count"),), ())), tmp_path))["交易"]
    assert "没有数据" in texts(sheet)


def test_a_chart_is_native_and_its_figures_stand_in_plain_sight(rich: Path) -> None:
    sheet = opened(rich)["交易"]
    assert len(sheet._charts) == 1
    drawn = part(rich, "xl/charts/chart1.xml")
    assert drawn.count("<c:ser>") == 3
    reference = re.findall(r"<c:val><c:numRef><c:f>交易!\$(\w+)\$(\d+):\$\w+\$(\d+)</c:f>", drawn)[0]
    figures = [sheet[f"{reference[0]}{row}"].value for row in range(int(reference[1]), int(reference[2]) + 1)]
    assert len(figures) == 28
    assert figures[-1] == 122290.7
    assert figures[9] is None


def test_a_chart_keeps_its_curve_when_a_filter_hides_rows(rich: Path) -> None:
    assert '<c:plotVisOnly val="1"/>' not in part(rich, "xl/charts/chart1.xml")


# ---- values


def test_every_formula_carries_its_value(rich: Path) -> None:
    found = formulas(rich)
    assert len(found) > 50
    assert [place for place, value in values(rich, found).items() if value is None] == []


@pytest.mark.parametrize("make", [briefings.rich, briefings.several], ids=["rich", "several"])
def test_arithmetic_comes_to_the_value_that_is_carried(make: Callable[[], Briefing], tmp_path: Path) -> None:
    path = written(make(), tmp_path)
    found, book = formulas(path), opened(path, values=True)
    checked = 0
    for (sheet, place), formula in found.items():
        if re.fullmatch(r"=[-+*/()A-Z0-9]+", formula) and "SUM" not in formula:
            names = set(re.findall(r"[A-Z]+\d+", formula))
            assert eval(formula[1:], {name: float(book[sheet][name].value) for name in names}) == pytest.approx(
                book[sheet][place].value, rel=1e-12, abs=1e-12
            )
            checked += 1
    assert checked > 40


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_calculates_the_values_that_are_carried(rich: Path, tmp_path: Path) -> None:
    found = formulas(rich)
    carried, calculated = values(rich, found), values(recalculated(rich, tmp_path), found)
    words = {place: value for place, value in carried.items() if isinstance(value, str)}
    numbers = {place: value for place, value in carried.items() if place not in words}
    assert {place: calculated[place] for place in words} == words
    assert {place: calculated[place] for place in numbers} == pytest.approx(numbers, rel=1e-9, abs=1e-9)


def test_the_same_briefing_gives_the_same_bytes(rich: Path, tmp_path: Path) -> None:
    assert written(briefings.rich(), tmp_path).read_bytes() == rich.read_bytes()


def test_a_workbook_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "briefing.xlsx").mkdir()
    with pytest.raises(OSError, match=r"briefing\.xlsx"):
        written(briefings.quiet(), tmp_path)


def test_the_properties_name_no_person(rich: Path) -> None:
    core = part(rich, "docProps/core.xml")
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "今日一页 2026-11-20" in core


# ---- text stays text


def live(book: Any) -> set[tuple[str, str]]:
    """Formulas with their places; sheets by number, as their names may differ."""
    names = {sheet.title: f"{at}!" for at, sheet in enumerate(book.worksheets)}
    return {(names[sheet] + cell.coordinate, cell.value) for sheet, cell in cells(book) if cell.data_type == "f"}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    return live(opened(written(briefings.hostile("x"), tmp_path_factory.mktemp("harmless"))))


@pytest.mark.parametrize("payload", INJECTED)
def test_no_word_of_a_user_becomes_a_formula_or_a_link(payload: str, harmless: set[tuple[str, str]], tmp_path: Path) -> None:
    book = opened(written(briefings.hostile(payload), tmp_path))
    assert live(book) == harmless
    found = [cell.hyperlink for _, cell in cells(book) if cell.hyperlink]
    assert len(found) == 10
    assert {link.location.rsplit("!", 1)[0][1:-1].replace("''", "'") for link in found} <= set(book.sheetnames)
    assert [link.target for link in found if link.target] == []
    told = re.sub("[\x00-\x08]", "", payload).replace("\r", "\n")
    assert sum(cell.value == told for _, cell in cells(book)) >= 18


def test_nothing_in_the_file_leads_out_of_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(briefings.hostile("http://evil.example"), tmp_path)) as archive:
        assert [name for name in archive.namelist() if "external" in name.lower() or "vba" in name.lower()] == []
        assert [name for name in archive.namelist() if b"TargetMode" in archive.read(name)] == []


def test_text_that_a_spreadsheet_would_eat_is_marked_as_text(tmp_path: Path) -> None:
    sheet = opened(written(briefings.hostile("=1+1"), tmp_path))["交易"]
    assert find(sheet, "=1+1").quotePrefix


def test_a_shop_cannot_write_into_the_page_header(tmp_path: Path) -> None:
    xml = part(written(briefings.hostile("&A&[File]&P 8"), tmp_path), "xl/worksheets/sheet1.xml")
    assert "<oddHeader>&amp;L&amp;8 &amp;&amp;A&amp;&amp;[File]&amp;&amp;P 8&amp;R" in xml


def test_a_very_long_text_is_cut_where_excel_would_break(tmp_path: Path) -> None:
    path = written(briefings.hostile("😀长" * 20_000), tmp_path)
    longest = max(len(str(cell.value).encode("utf-16-le")) // 2 for _, cell in cells(opened(path)))
    assert 32_000 < longest <= 32_767
