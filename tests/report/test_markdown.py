"""The text for a chat: short, complete, and inert whatever a name holds."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from storehand.report import markdown
from storehand.report.block import Field, Page, Table
from storehand.report.briefing import Missing
from storehand.wording import Text, plain
from tests.report import briefings
from tests.report.hostile import PAYLOADS, TYPST


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_the_first_lines_say_shop_day_and_what_is_missing() -> None:
    assert lines(markdown.text(briefings.rich()))[:3] == [
        "**今日一页**｜木棉旗舰店 · 2026-11-20 周五 · 双11 后第 9 天",
        "数据：12/13 份已到，1 处对不上",
        "✗ 缺：直播间成交明细 → 淘宝直播中控台 › 数据 › 场次数据 › 下载",
    ]


def test_a_figure_is_one_line_with_arrows() -> None:
    text = lines(markdown.text(briefings.rich()))
    assert "- 支付金额 ¥122,291  昨日 ▼8.2%  上周同日 ▼6.9%  目标进度 87%" in text
    assert "- 毛利 –（没有成本表，去「成本模板」填写）" in text


def test_a_sentence_of_the_day_names_its_file_and_rows() -> None:
    told = markdown.text(briefings.rich())
    assert "比昨天少 8.2%。（ExportOrderList202611210815.csv，1,352 行）" in told


def test_a_finding_says_money_cause_parts_and_who_by_when() -> None:
    text = lines(markdown.text(briefings.rich()))
    at = text.index("1. **支付金额少了 ¥10,940（−8.2%），大盘只降 1.0%**")
    assert text[at + 1 : at + 7] == [
        "   涉及 ¥10,940 (¥8,600 – ¥13,100)",
        "   疑似原因：11-18 21:40「羊毛大衣A」标题去掉「羊毛大衣女 中长款」，3 个核心词掉出首页",
        "   访客数 −¥14,270、支付转化率 +¥2,610、客单价 +¥720",
        "   手淘搜索 × 羊毛大衣A −¥8,790、手淘搜索 × 其余 −¥1,540、其他渠道 −¥610",
        "   → 运营 · 今天 12:00 前：把「羊毛大衣A」的标题改回 11-17 的版本",
        "   验证：手淘搜索访客 7 天内回到 ≥ 95%",
    ]


def test_tables_stand_below_the_part_for_the_chat() -> None:
    text = markdown.text(briefings.rich())
    assert text.index("昨天交办") < text.index("## 交易") < text.index("| 商品 |")
    assert "|" not in text[: text.index("## 交易")].replace("｜", "")


def test_a_quiet_day_says_so() -> None:
    text = markdown.text(briefings.quiet())
    assert "今天没有需要处理的异常。" in text
    assert "昨天交办" not in text


def test_english_speaks_english() -> None:
    text = lines(markdown.text(briefings.rich(), "en"))
    assert "Data: 12 of 13 exports arrived, totals that differ: 1" in text
    assert "- Visitors 11,269  day ago ▼12.0%  week ago ▼11.2%" in text


def test_only_ten_rows_of_a_table_are_told() -> None:
    table = Table(plain("t"), (Field("n", plain("n"), "count"),), tuple((at,) for at in range(50)))
    text = markdown.text(replace(briefings.rich(), pages=(Page("trade", plain("t"), (table,)),)))
    assert "| 9 |" in text
    assert "| 10 |" not in text
    assert "其余 40 行" in text


def test_what_else_is_missing_stands_at_the_end() -> None:
    full = briefings.rich()
    more = tuple(Missing("t", plain(f"表{at}"), "s", plain("w"), Text("菜单", "menu")) for at in range(5))
    text = lines(markdown.text(replace(full, trust=replace(full.trust, missing=more))))
    assert [line[:6] for line in text if line.startswith("✗")] == [
        "✗ 缺：表0",
        "✗ 缺：表1",
        "✗ 缺：表2",
        "✗ 缺：表3",
        "✗ 缺：表4",
    ]
    assert text[-1].startswith("✗ 缺：表4")


@pytest.mark.parametrize("payload", [*PAYLOADS, *TYPST, "a\nb", "| x |", "```", "[x](javascript:1)", "![x](y)", "# h"])
def test_no_name_becomes_a_tag_a_link_a_table_or_a_code(payload: str) -> None:
    text = markdown.text(briefings.hostile(payload))
    assert len(text.splitlines()) == len(markdown.text(briefings.hostile("x")).splitlines())
    assert re.findall(r"[<>\[\]`\\]", text) == []
    assert re.sub(r"[^|]", "", text) == re.sub(r"[^|]", "", markdown.text(briefings.hostile("x")))
    assert text.count("*") == markdown.text(briefings.hostile("x")).count("*")


def test_the_file_is_the_text(tmp_path: Path) -> None:
    markdown.write(briefings.rich(), tmp_path / "briefing.md")
    assert (tmp_path / "briefing.md").read_text(encoding="utf-8") == markdown.text(briefings.rich())


def test_further_findings_are_one_line_each() -> None:
    full = briefings.rich()
    text = lines(markdown.text(replace(full, findings=full.findings * 2)))
    assert "4. 支付金额少了 ¥10,940（−8.2%），大盘只降 1.0% 涉及 ¥10,940" in text
    assert "6. 收藏加购率降到 11.8%（−1.1pt）" in text


def test_nothing_empty_is_told() -> None:
    full = briefings.rich()
    card = replace(full.findings[2], advice=plain(""), verify=plain(""))
    empty = Table(plain("空表"), (Field("n", plain("n"), "count"),), ())
    pages = (Page("trade", plain("交易页"), (empty,)), Page("traffic", plain("没有块的页"), ()))
    text = markdown.text(replace(full, findings=(card,), pages=pages))
    told = text[text.index("**一件事**") : text.index("昨天交办")]
    assert "→ " not in told
    assert "验证" not in told
    assert "空表" not in text
    assert "没有块的页" not in text


def test_what_does_not_tie_out_is_told_with_both_figures() -> None:
    full = briefings.rich()
    apart = replace(full.trust.identities[0], ok=False, left=92_812, right=82_590, unit="count", name=plain("浏览量"))
    text = lines(markdown.text(replace(full, trust=replace(full.trust, identities=(apart,)))))
    assert [line for line in text if line.startswith("≠")] == ["≠ 浏览量 92,812 · 82,590"]
