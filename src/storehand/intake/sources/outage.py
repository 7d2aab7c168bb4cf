"""Why a database did not answer, in one sentence: from its own code of the fault, else from its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from storehand.errors import Refusal
from storehand.intake.sources.secret import Hidden

if TYPE_CHECKING:
    from sqlalchemy import URL

# SQLSTATE of PostgreSQL, error numbers of MySQL and MariaDB, words of SQLite and of drivers that give no code.
_CODES: Final = {
    "28P01": "source_login", "28000": "source_login", "1045": "source_login", "1044": "source_login", "1698": "source_login",
    "3D000": "source_database", "1049": "source_database",
    "42P01": "source_table", "3F000": "source_table", "1146": "source_table",
    "42703": "source_column_unknown", "1054": "source_column_unknown",
    "42501": "source_denied", "1142": "source_denied", "1143": "source_denied",
    "25006": "source_query", "1792": "source_query", "1290": "source_query",
    "57014": "source_slow", "1969": "source_slow", "3024": "source_slow",
}  # fmt: skip
_WORDS: Final = (
    (r"authentication failed|access denied|role .* does not exist|no pg_hba\.conf entry|no password supplied", "source_login"),
    (r"database .* does not exist", "source_database"),
    (r"no such table", "source_table"),
    (r"no such column", "source_column_unknown"),
    (r"readonly database|read-only|declare cursor|into is not allowed", "source_query"),
    (r"^interrupted", "source_slow"),
    (r"could not connect|can't connect|connection refused|could not translate host|timeout expired|timed out|"
     r"name or service not known|lost connection|connection .* failed|server closed the connection|network is unreachable|"
     r"unable to open database file|gone away", "source_unreachable"),
)  # fmt: skip
_NAMED: Final = re.compile(r"""(?:table|relation|column|Table|Column)[: ]+["'`]?([^"'`\s]+)""")


@contextmanager
def told(source: str, url: URL, seconds: int, hidden: Hidden) -> Iterator[None]:
    """Turns a fault of the database or its driver into a Refusal that shows no secret."""
    from sqlalchemy import exc

    try:
        yield
    except Refusal:
        raise
    except ImportError as fault:
        raise Refusal("source_driver", source=source, driver=fault.name or url.drivername) from None
    except (exc.SQLAlchemyError, RuntimeError, OSError) as fault:
        # The driver's fault holds the address and the statement: neither goes on.
        raise _refusal(source, url, seconds, hidden, fault) from None


def _refusal(source: str, url: URL, seconds: int, hidden: Hidden, fault: Exception) -> Refusal:
    cause = getattr(fault, "orig", None) or fault
    words = hidden.hide(_own_words(cause))
    key = _key(cause, words)
    if key == "source_slow":
        return Refusal(key, source=source, seconds=seconds)
    if key == "source_query":
        return Refusal(key, source=source)
    if key in {"source_table", "source_column_unknown"}:
        found = _NAMED.search(words)
        return Refusal(key, source=source, name=found[1].strip(".,;") if found else words)
    where = f"{url.host or 'localhost'}{f':{url.port}' if url.port else ''}"
    values: dict[str, object] = {"source": source, "host": where, "user": url.username or "–", "database": url.database or "–"}
    return Refusal(key, **values, fault=words)


def _own_words(cause: BaseException) -> object:
    """MySQL's faults are a number and a sentence."""
    return cause.args[1] if len(cause.args) > 1 and isinstance(cause.args[1], str) else cause


def _key(cause: BaseException, words: str) -> str:
    codes = (str(cause.args[0]) if cause.args else "", str(getattr(cause, "sqlstate", None)))
    known = next((_CODES[code] for code in codes if code in _CODES), None)
    return known or next((key for pattern, key in _WORDS if re.search(pattern, words, re.IGNORECASE)), "source_failed")
