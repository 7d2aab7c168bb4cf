"""The command line. Results go to stdout, messages to stderr; errors are one sentence, never a traceback.

Only click is imported at the top: `storehand --help` must answer at once, so each command imports its
room when it runs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from storehand import __version__
from storehand.app.changing import COMMANDS
from storehand.app.sources import sources as sources_group
from storehand.app.words import day as _day
from storehand.app.words import time as _time
from storehand.errors import Refusal, StorehandError

if TYPE_CHECKING:
    from storehand.advise.play import Role
    from storehand.workspace import Workspace

ROLES: Final = ("operations", "ads", "design", "service", "logistics", "warehouse", "buying", "finance")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="storehand")
@click.option("-w", "--workspace", metavar="DIR", help="工作区 / the workspace (default: $STOREHAND_WORKSPACE, else here)")
@click.pass_context
def cli(context: click.Context, workspace: str | None) -> None:
    """店助 Storehand: 读店铺导出文件,出每日简报 / a store's real exports in, a daily briefing out."""
    context.obj = workspace


@cli.command()
@click.argument("folder", metavar="DIR")
@click.option("--shop", "shops", multiple=True, metavar="NAME:PLATFORM", help="店名:平台,可多次 / may be repeated")
@click.option("--timezone", default="Asia/Shanghai", show_default=True)
@click.option("--currency", default="CNY", show_default=True)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def init(folder: str, shops: tuple[str, ...], timezone: str, currency: str, language: str) -> None:
    """新建工作区 / a new workspace."""

    from storehand.app.settings import create
    from storehand.wording import say

    workspace = create(Path(folder).resolve(), shops, timezone=timezone, currency=currency, language=language)
    names = "、".join(shop.name for shop in workspace.shops)
    click.echo(say("cli.created", folder=workspace.path, inbox=workspace.inbox, shops=names).in_(language))


@cli.command()
@click.argument("folder", default="storehand-demo", metavar="[DIR]")
@click.option("--days", default=400, show_default=True, metavar="N", help="多少天 / how many days of life")
@click.option("--seed", default=1, show_default=True, metavar="N", help="同一个数得同样的文件 / the same number, the same bytes")
@click.option(
    "--orders",
    type=click.IntRange(min=1000),
    metavar="N",
    help="只写这么多订单,测速度用 / only so many orders, for work on speed",
)
@click.option(
    "--incidents",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="要发生的事(TOML) / what shall go wrong in the first shop",
)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def demo(folder: str, days: int, seed: int, orders: int | None, incidents: Path | None, language: str) -> None:
    """造一家演示店:导出文件、简报和真相 / a made-up shop: export files, their briefing, and the truth."""
    from storehand.app import demo

    demo.run(Path(folder).resolve(), days=days, seed=seed, orders=orders, incidents=incidents, language=language)


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--shop", metavar="NAME", help="这些文件属于哪家店 / whose files they are")
@click.option("--day", metavar="YYYY-MM-DD", help="文件里没有日期时用 / for files that carry no date")
@click.option("--known-at", metavar="TIME", help="下载时间 / when they were downloaded (ISO 8601)")
@click.option(
    "--source", "sources", multiple=True, metavar="NAME", help="读这个数据源,可多次 / read this source; may be repeated"
)
@click.option("--watch", is_flag=True, help="守着文件夹,来一个读一个 / load files as they arrive, until Ctrl-C")
@click.option(
    "--stable", type=click.FloatRange(min=0), default=3.0, show_default=True, metavar="SECONDS", help="--watch: 多久不变算写完"
)
@click.option("--dry-run", is_flag=True, help="只看不存 / read and tell, write nothing")
@click.option("--json", "as_json", is_flag=True, help="storehand.load/1")
@click.pass_obj
def load(
    folder: str | None,
    paths: tuple[str, ...],
    shop: str | None,
    day: str | None,
    known_at: str | None,
    sources: tuple[str, ...],
    watch: bool,
    stable: float,
    dry_run: bool,
    as_json: bool,
) -> None:
    """读入导出文件(缺省: inbox/) / read files or folders into facts."""

    from storehand.app import loading

    workspace = _workspace(folder)
    wanted = tuple(Path(path) for path in paths)
    known, on = _time(known_at, workspace), _day(day)
    if watch:
        from storehand.app import watching

        def load_all(files: tuple[Path, ...]) -> None:
            loading.run(workspace, files, shop, on, known, dry_run=dry_run, as_json=as_json)

        watching.run(workspace, wanted, load_all, stable)
        return
    code = loading.run(workspace, wanted, shop, on, known, dry_run=dry_run, as_json=as_json, sources=sources)
    sys.exit(code)


@cli.command()
@click.option("--day", metavar="YYYY-MM-DD", help="缺省: 数据完整的最新一天 / default: the newest day fully covered")
@click.option("--period", type=click.Choice(["day", "week", "month"]), default="day", show_default=True)
@click.option("--shop", metavar="NAME")
@click.option("--as-of", metavar="TIME", help="按当时所知 / as known at that time")
@click.option("--format", "formats", default="xlsx,html,md,json,png", show_default=True)
@click.option("--out", metavar="DIR", help="缺省: reports/<day>/")
@click.option("--template", metavar="XLSX", help="填好老板自己的表 / fill your own workbook (map beside it: XLSX.map.toml)")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]))
@click.pass_obj
def brief(
    folder: str | None,
    day: str | None,
    period: str,
    shop: str | None,
    as_of: str | None,
    formats: str,
    out: str | None,
    template: str | None,
    language: str | None,
) -> None:
    """出简报 / the briefing of a day: xlsx, html, md, json, png."""

    from storehand.app import briefing
    from storehand.flow import Question

    workspace = _workspace(folder)
    question = Question(_day(day), period, shop, _time(as_of, workspace))
    briefing.run(
        workspace,
        question,
        formats=[name.strip() for name in formats.split(",") if name.strip()],
        out=Path(out) if out else None,
        template=Path(template) if template else None,
        language=language or workspace.language,
    )


@cli.command()
@click.argument("metric")
@click.option("--day", metavar="YYYY-MM-DD")
@click.option("--against", default="typical", show_default=True, help="yesterday | last-week | typical | YYYY-MM-DD")
@click.option("--where", multiple=True, metavar="DIM=VALUE")
@click.option("--by", metavar="DIM,DIM")
@click.option("--role", type=click.Choice(ROLES), help="按这个岗位的顺序查 / the checks of a role, in its order")
@click.option("--as-of", metavar="TIME")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def why(
    folder: str | None,
    metric: str,
    day: str | None,
    against: str,
    where: tuple[str, ...],
    by: str | None,
    role: str | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """把变化拆开 / take a change apart."""
    from storehand.app import asking

    workspace = _workspace(folder)
    asking.why(
        workspace,
        metric,
        _day(day),
        against,
        where,
        tuple((by or "").split(",")) if by else (),
        _time(as_of, workspace),
        as_json=as_json,
        role=cast("Role | None", role),
    )


@cli.command()
@click.argument("query")
@click.option("--as-of", metavar="TIME")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "xlsx"]), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=10_000, show_default=True)
@click.pass_obj
def sql(folder: str | None, query: str, as_of: str | None, form: str, limit: int) -> None:
    """只读查询 / read-only questions to the facts."""
    from storehand.app import asking

    workspace = _workspace(folder)
    asking.sql(workspace, query, _time(as_of, workspace), form, limit)


@cli.group()
def formats() -> None:
    """能读哪些文件 / what can be read."""


@formats.command("list")
@click.pass_obj
def formats_list(folder: str | None) -> None:
    """所有格式 / all formats."""
    from storehand.app import reading

    reading.listed(folder)


@formats.command("show")
@click.argument("name")
@click.pass_obj
def formats_show(folder: str | None, name: str) -> None:
    """一个格式的列 / one format's columns."""
    from storehand.app import reading

    reading.shown(folder, name)


@formats.command("learn")
@click.argument("file", metavar="FILE")
@click.option("--name", metavar="PLATFORM/EXPORT", help="缺省取文件名 / default: from the file's name")
@click.option("--table", metavar="TABLE", help="指定是哪张表 / say which table it is")
@click.option("--toml", "toml", is_flag=True, help="也显示草稿全文 / show the draft itself, too")
@click.option("--save", is_flag=True, help="存进工作区的 formats/ / keep it in the workspace")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]))
@click.pass_obj
def formats_learn(
    folder: str | None, file: str, name: str | None, table: str | None, toml: bool, save: bool, language: str | None
) -> None:
    """没见过的文件:看它像什么表,起草格式,试读 / what an unknown file seems to be, read with a drafted format (dry run)."""
    from storehand.app import learning

    learning.run(folder, learning.Ask(Path(file), name, table, toml, save), language)


for _command in (sources_group, *COMMANDS):
    cli.add_command(_command)


@cli.command()
@click.pass_obj
def doctor(folder: str | None) -> None:
    """体检:字体、磁盘、工作区 / fonts, disk, workspace."""
    from storehand.app import doctor as room

    sys.exit(room.run(folder))


def main() -> None:
    """The command `storehand`."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except StorehandError as error:
        sys.exit(_told(error))
    except Exception as fault:  # noqa: BLE001 - the last net: a person reads one sentence, the trace goes to a file
        sys.exit(_unforeseen(fault))


def _told(error: StorehandError) -> int:
    from storehand.intake.mask import listed
    from storehand.wording import of_error

    values = {name: listed(value) if isinstance(value, str) else value for name, value in error.values.items()}
    told = type(error)(error.key, **values) if isinstance(error, Refusal) else error
    click.echo(of_error(told).in_(_language()), err=True)
    return error.exit_code


def _unforeseen(fault: Exception) -> int:
    import tempfile

    from storehand.intake import mask

    trace = Path(tempfile.gettempdir()) / "storehand-error.log"
    trace.write_text(mask.trace(fault), encoding="utf-8")
    return _told(StorehandError("unforeseen", fault=type(fault).__name__, log=trace))


def _language() -> str:
    import os

    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
    return "en" if spoken.lower().startswith("en") else "zh"


def _workspace(folder: str | None) -> Workspace:
    from storehand.app.settings import chosen, open_workspace

    return open_workspace(chosen(folder))
