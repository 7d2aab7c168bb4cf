"""The briefing as one self-contained page: no outside reference, nothing that needs a script to be read."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from storehand.report import chart, spark
from storehand.report.block import Chart
from storehand.report.briefing import Briefing
from storehand.report.cells import cells, lines
from storehand.report.today import TOP, today
from storehand.report.voice import Voice

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Charts = Literal["plain", "vega"]

MOST_ROWS: Final = 20
MOST_FILES: Final = 100
_TEMPLATES: Final = Path(__file__).parent / "templates"


def write(briefing: Briefing, path: Path, language: str = "zh", charts: Charts = "plain") -> None:
    """Writes the page. `charts` "vega" draws the curves by Vega, which costs about a CPU second more."""
    path.write_text(page(briefing, language, charts), encoding="utf-8")


def page(briefing: Briefing, language: str = "zh", charts: Charts = "plain") -> str:
    """The page's text."""
    voice = Voice(briefing, language)
    style, script = _asset("page.css"), _asset("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            today=today(briefing, language),
            briefing=briefing,
            language=language,
            say=voice.say,
            of=voice.of,
            top=TOP,
            most_files=MOST_FILES,
            rest_rows=f"{sum(file.rows_in for file in briefing.trust.files[MOST_FILES:]):,}",
            curve=lambda at: (spark.CURVES[at % len(spark.CURVES)], spark.DASHES[at % len(spark.DASHES)]),
            spark=lambda tile: _markup(spark.spark(tile.trend, tile.band, tile.side)),
            drawn=_drawer(briefing, language, charts),
            lines=lambda table: list(lines(voice, table)),
            total=lambda table: cells(voice, table, table.total) if table.total else None,
            kind=lambda block: type(block).__name__,
            most_rows=MOST_ROWS,
            style=_markup(style),
            script=_markup(script),
            script_hash=b64encode(sha256(script.encode()).digest()).decode(),
        )
    )


def _drawer(briefing: Briefing, language: str, charts: Charts) -> Callable[[Chart], Markup]:
    """How a chart block becomes a picture. Vega draws all of the briefing's charts in one start."""
    if charts == "plain":
        return lambda block: _markup(
            "".join(spark.chart(block, language, briefing.currency, size) for size in (spark.WIDE, spark.NARROW))
        )
    blocks = [block for each in briefing.pages for block in each.blocks if isinstance(block, Chart)]
    drawn = dict(zip(map(id, blocks), chart.svgs(blocks, language, briefing.currency), strict=True))
    return lambda block: _picture(drawn[id(block)], block.title.in_(language))


def _picture(svg: str, title: str) -> Markup:
    """A foreign drawing goes in as an image, where nothing in it can act."""
    from markupsafe import Markup

    source = b64encode(svg.encode()).decode()
    return Markup('<img class="chart" alt="{}" src="data:image/svg+xml;base64,{}">').format(title, source)


def _markup(ours: str) -> Markup:
    """Marks as safe what this package wrote itself and has escaped."""
    from markupsafe import Markup

    return Markup(ours)  # noqa: S704


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(_TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
