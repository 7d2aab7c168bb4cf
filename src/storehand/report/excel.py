"""The briefing as a workbook: one page to read and print, a sheet a desk, the causes, and where the data came from.

Whatever a user's file holds stays text; every formula carries the value that it comes to.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from storehand.report import sheet_findings, sheet_pages, sheet_sources, sheet_today
from storehand.report.briefing import Briefing
from storehand.report.canvas import Canvas, clean, sheet_name
from storehand.report.styles import FONT, SIZE, Styles
from storehand.report.voice import Voice
from storehand.wording import say

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": SIZE, "font_scheme": False},
}
_SHOPS: Final = 60


def write(briefing: Briefing, path: Path, language: str = "zh") -> None:
    """Writes the workbook in `language` ("zh" or "en"); equal briefings give equal bytes."""
    from xlsxwriter import Workbook

    voice, held = Voice(briefing, language), BytesIO()
    with Workbook(held, dict(_OPTIONS)) as book:
        _about(book, voice)
        first, *pages, causes, sources = _canvases(book, voice)
        sheet_sources.draw(sources, first.name)
        findings = sheet_findings.draw(causes, first.name)
        for number, (canvas, page) in enumerate(zip(pages, briefing.pages, strict=True), 1):
            sheet_pages.draw(canvas, page, number, first.name)
        _name_headlines(book, first, sheet_today.draw(first, findings, sources.name))
        first.sheet.activate()
    path.write_bytes(held.getvalue())


def _canvases(book: Any, voice: Voice) -> list[Canvas]:
    """The sheets in their order, empty, each under a name that Excel takes."""
    styles = Styles(book, voice.language)
    titles = [voice.say(f"title.{voice.briefing.period}"), *(voice.of(page.title) for page in voice.briefing.pages)]
    titles += [say(key).in_(voice.language) for key in ("excel.causes", "excel.sources")]
    found: dict[str, Canvas] = {}
    for title in titles:
        name = sheet_name(title, found)
        canvas = Canvas(name, book.add_worksheet(name), styles, voice, voice.briefing.currency)
        _print_setup(canvas)
        found[name.lower()] = canvas
    return list(found.values())


def _print_setup(canvas: Canvas) -> None:
    """A4, small margins, the shop and the day above, the page below."""
    voice, sheet = canvas.voice, canvas.sheet
    shops = " ".join(clean(voice.say("and").join(voice.briefing.shops)).split())
    shops = shops if len(shops) <= _SHOPS else shops[:_SHOPS] + "…"
    days = voice.days(voice.briefing.since, voice.briefing.until)
    as_of = voice.say("as_of", as_of=voice.clock(voice.briefing.as_of, "%Y-%m-%d %H:%M"))
    sheet.set_paper(9)
    sheet.set_margins(left=0.45, right=0.45, top=0.65, bottom=0.55)
    sheet.set_header(f"&L&8 {shops.replace('&', '&&')}&R&8 {days}", {"margin": 0.3})
    sheet.set_footer(f"&L&8 {as_of}&C&8 &A&R&8 &P / &N", {"margin": 0.25})
    sheet.hide_gridlines(2)
    sheet.center_horizontally()


def _about(book: Any, voice: Voice) -> None:
    """Properties without persons; `created` is when the facts were known."""
    title = f"{voice.say(f'title.{voice.briefing.period}')} {voice.days(voice.briefing.since, voice.briefing.until)}"
    created = voice.briefing.as_of.replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": title, "created": created})
    book.set_size(2400, 1500)


def _name_headlines(book: Any, first: Canvas, values: Mapping[str, str]) -> None:
    """hl_gmv and the like: the headline values by name, for formulas of the user's own."""
    quoted = first.name.replace("'", "''")
    for metric, place in values.items():
        book.define_name(f"hl_{metric}", f"='{quoted}'!{place}")
