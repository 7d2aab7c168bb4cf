"""`storehand limit`, `mute`, `unmute` and `event`: what people set, as commands. What they do is in `app/setting.py`."""

from __future__ import annotations

from typing import Any, Final

import click

_SHOP: Final = click.option("--shop", default="", metavar="NAME", help="只管这家店 / of this shop only")
_WHERE: Final = click.option(
    "--where", multiple=True, metavar="DIM=VALUE", help="只管这里,可多次 / of this place only; may be repeated"
)
_HISTORY: Final = click.option("--history", is_flag=True, help="谁在什么时候改过 / who changed what and when")
_JSON: Final = click.option("--json", "as_json", is_flag=True)


@click.command()
@click.argument("check", default="")
@click.argument("value", default="")
@_SHOP
@click.option("--minimum", is_flag=True, help="改最少量,不改幅度 / how much must stand behind it, not how far counts")
@_WHERE
@click.option("--since", metavar="YYYY-MM-DD", help="从哪天起,缺省: 所有日子 / from that day on (default: all days)")
@_HISTORY
@_JSON
@click.pass_obj
def limit(folder: str | None, /, check: str, value: str, minimum: bool, history: bool, as_json: bool, **place: Any) -> None:
    """阈值: 查看、修改; VALUE 写 default 回到默认 / limits of checks: list, set; VALUE "default" goes back to the desk's."""
    from storehand.app import held, setting

    clerk = setting.Clerk.open(folder)
    if value:
        setting.limit(clerk, check, value, key="minimum" if minimum else "", **place)
    else:
        held.limits(clerk, check, held.Way(history, as_json))


@click.command()
@click.argument("finding", default="", metavar="[FINDING_ID]")
@click.option("--check", default="", metavar="CHECK", help="这种检查的发现 / findings of this check")
@click.option("--metric", default="", metavar="METRIC", help="这个指标上的发现 / findings on this metric")
@_SHOP
@_WHERE
@click.option("--until", metavar="YYYY-MM-DD", help="到哪天(含),缺省: 一直 / the last day, inclusive (default: for ever)")
@click.option("--reason", default="", metavar="TEXT", help="为什么 / why")
@_HISTORY
@_JSON
@click.pass_obj
def mute(folder: str | None, /, history: bool, as_json: bool, **told: Any) -> None:
    """静音: 不再提醒某条发现或某类发现 / do not tell a finding (by its id), or a kind of findings, any more."""
    from storehand.app import held, setting

    clerk = setting.Clerk.open(folder)
    if any(told.values()):
        setting.mute(clerk, **told)
    else:
        held.mutes(clerk, held.Way(history, as_json))


@click.command()
@click.argument("number", type=int)
@click.pass_obj
def unmute(folder: str | None, number: int) -> None:
    """取消静音: 第 NUMBER 条 / tell again what mute NUMBER covered."""
    from storehand.app import setting

    setting.unmute(setting.Clerk.open(folder), number)


@click.command()
@click.argument("day", default="", metavar="[DAY]")
@click.argument("text", default="", metavar="[TEXT]")
@click.option("--until", metavar="YYYY-MM-DD", help="到哪天(含),缺省: 就这一天 / the last day, inclusive (default: that day)")
@_SHOP
@_WHERE
@click.option(
    "--apart", is_flag=True, help="特殊日子: 不判断,也不作平常的尺子 / the days are not judged, and no measure for others"
)
@click.option("--drop", type=int, metavar="NUMBER", help="划掉第 NUMBER 条 / take back event NUMBER")
@_HISTORY
@_JSON
@click.pass_obj
def event(folder: str | None, /, day: str, text: str, drop: int | None, history: bool, as_json: bool, **told: Any) -> None:
    """记一笔: 换主图、改价、停电…… / note what happened: the cause of a finding near it is then confirmed."""
    from storehand.app import held, setting

    clerk = setting.Clerk.open(folder)
    if drop is not None:
        setting.drop(clerk, drop)
    elif day:
        setting.event(clerk, day, text, **told)
    else:
        held.events(clerk, held.Way(history, as_json))


COMMANDS: Final = (limit, mute, unmute, event)
