"""Every sentence exists in both languages, with the same places, and every key that code names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import storehand
from storehand.wording import catalogue

SOURCE = Path(storehand.__file__).parent
ERRORS = {"StorehandError", "UsageError", "Refusal", "WorkspaceError"}


def _places(sentence: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(sentence) if name}


def _named_keys() -> dict[str, set[str]]:
    """Message keys written out in the code: key to the modules that name it."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                continue
            if node.func.id == "say":
                found.setdefault(first.value, set()).add(path.name)
            elif node.func.id in ERRORS:
                found.setdefault(f"error.{first.value}", set()).add(path.name)
    return found


def test_both_languages_have_the_same_keys() -> None:
    assert set(catalogue("zh")) == set(catalogue("en"))


def test_a_sentence_has_the_same_places_in_both_languages() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    different = {key: (_places(zh[key]), _places(en[key])) for key in zh if _places(zh[key]) != _places(en[key])}
    assert different == {}


def test_every_key_that_the_code_names_has_a_sentence() -> None:
    missing = {key: modules for key, modules in _named_keys().items() if key not in catalogue("zh")}
    assert missing == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_entry_is_read_as_others_read_such_files(language: str) -> None:
    told: dict[str, str] = {}
    for path in (SOURCE / "locale" / language).glob("*.po"):
        with path.open("rb") as stream:
            told |= {str(entry.id): str(entry.string) for entry in read_po(stream) if entry.id and entry.string}
    assert catalogue(language) == told


def test_no_key_stands_in_two_catalogues() -> None:
    keys: list[str] = []
    for path in (SOURCE / "locale" / "zh").glob("*.po"):
        keys += [
            line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("msgid ") and line != 'msgid ""'
        ]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_is_empty(language: str) -> None:
    assert all(sentence.strip() for sentence in catalogue(language).values())


def test_chinese_sentences_are_chinese() -> None:
    bare = {
        key
        for key, sentence in catalogue("zh").items()
        if re.search(r"[A-Za-z]{4,} [A-Za-z]{3,} [A-Za-z]{3,} [A-Za-z]{3,}", sentence)
    }
    assert bare == set()
