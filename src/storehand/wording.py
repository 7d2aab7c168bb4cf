"""Text for people, in both languages, from the message catalogues.

A sentence is one catalogue entry with `{named}` places; nothing is glued from pieces. `say` gives both
languages at once, so that a briefing can be written in either without asking again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from storehand.errors import StorehandError

LANGUAGES: Final = ("zh", "en")
_LOCALE: Final = Path(__file__).parent / "locale"
# Each entry stands on two lines: a whole reader of such files (a test holds ours against one) takes ten times as long.
_ENTRY: Final = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The words in `language` ("zh" or "en")."""
        return self.en if language == "en" else self.zh

    def json(self) -> dict[str, str]:
        """`{"zh": …, "en": …}`, as the JSON contract has it."""
        return {"zh": self.zh, "en": self.en}


def plain(words: object) -> Text:
    """A user's own words (a shop, an item, a file name): the same in every language."""
    return Text(str(words), str(words))


def say(key: str, /, **values: object) -> Text:
    """The catalogue's sentence `key` with its places filled, in both languages.

    A value may be a `Text`, a plain word or number. An unknown key is a KeyError: a test walks all keys.
    """
    return Text(*(_filled(key, language, values) for language in LANGUAGES))


def of_error(error: StorehandError) -> Text:
    """The sentence of an error, from `error.<key>`."""
    return say(f"error.{error.key}", **error.values)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> Mapping[str, str]:
    """All messages of one language: key to sentence. Every `locale/<language>/*.po` counts."""
    files = sorted((_LOCALE / language).glob("*.po"))
    return {_plain(key): _plain(told) for path in files for key, told in _ENTRY.findall(path.read_text(encoding="utf-8"))}


def _plain(quoted: str) -> str:
    return _ESCAPED.sub(lambda sign: {"n": "\n", "t": "\t"}.get(sign[1], sign[1]), quoted)


def _filled(key: str, language: str, values: Mapping[str, object]) -> str:
    words = {name: value.in_(language) if isinstance(value, Text) else str(value) for name, value in values.items()}
    return catalogue(language)[key].format_map(words)
