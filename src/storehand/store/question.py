"""A person's own question to facts, in SQL: one SELECT, read-only, bounded in rows and time."""

from __future__ import annotations

from threading import Timer
from typing import TYPE_CHECKING

from storehand.errors import UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from storehand.store.facts import Facts

Rows = list[tuple[object, ...]]


def ask(facts: Facts, sql: str, limit: int = 1000, *, seconds: float = 60) -> tuple[tuple[str, ...], Rows]:
    """The columns and at most `limit` rows of the answer.

    UsageError when it is not exactly one SELECT (or WITH … SELECT), when the engine refuses it, or when it
    takes longer than `seconds`.
    """
    import duckdb

    with facts.connect() as con:
        question = _only_question(con, sql)
        clock = Timer(seconds, con.interrupt)
        clock.start()
        try:
            answer = con.sql(question)
            return tuple(answer.columns), answer.limit(limit).fetchall()
        except duckdb.InterruptException:
            raise UsageError("sql_slow", seconds=f"{seconds:g}") from None
        except duckdb.Error as fault:
            raise UsageError("sql_failed", reason=_first_line(fault)) from None
        finally:
            clock.cancel()


def _only_question(con: DuckDBPyConnection, sql: str) -> str:
    import duckdb

    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as fault:
        raise UsageError("sql_failed", reason=_first_line(fault)) from None
    if len(statements) != 1:
        raise UsageError("sql_many", count=len(statements))
    if statements[0].type != duckdb.StatementType.SELECT:
        raise UsageError("sql_not_a_question", kind=statements[0].type.name)
    return str(statements[0].query)


def _first_line(fault: Exception) -> str:
    return str(fault).strip().split("\n")[0]
