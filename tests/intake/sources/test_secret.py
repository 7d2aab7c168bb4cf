"""No secret stands in a workspace file, and none is shown."""

from __future__ import annotations

import tomllib

import pytest

from storehand.errors import Refusal
from storehand.intake.sources.secret import Hidden, check_file, is_reference

TOKEN = "shpat_" + "0a1b" * 8


@pytest.mark.parametrize(
    "line",
    [
        f'secret = "{TOKEN}"',
        'secret = "hunter22"',
        'password = "hunter22"',
        'key = "ck_' + "ab12" * 10 + '"',
        'url = "mysql://reader:hunter22@10.0.0.5/erp"',
        'url = "postgresql+psycopg://reader:p%40ss@db/erp"',
        'url = "mysql://reader@10.0.0.5/erp?password=hunter22"',
        'base = "https://shop.example.com/api?consumer_secret=abc"',
        f'query = "SELECT 1 -- {TOKEN}"',
        'api = { headers = { Authorization = "Bearer abcdefghijklmnop123456" } }',
    ],
)
def test_a_secret_in_a_file_is_refused_by_its_place_and_not_repeated(line: str) -> None:
    told = tomllib.loads(line)
    with pytest.raises(Refusal) as refused:
        check_file(told, "erp.toml")
    assert refused.value.key == "secret_in_file"
    assert str(refused.value.values["key"]).split(".")[0] == next(iter(told))
    assert "hunter22" not in str(refused.value)
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(
    "line",
    [
        'secret = "env:ERP_PASSWORD"',
        'secret = "keyring:storehand/erp"',
        'url = "mysql://reader@10.0.0.5:3306/erp?charset=utf8mb4"',
        """query = "SELECT token, password_hint FROM users WHERE a = 'x:y@z'" """,
        'base = "https://{host}/wp-json/wc/v3"',
    ],
)
def test_a_reference_is_no_secret(line: str) -> None:
    check_file(tomllib.loads(line), "erp.toml")


@pytest.mark.parametrize("word", ["env:", "env:1A", "keyring:only", "keyring:/u", "ENV:A", "env:A B", "file:/etc/passwd"])
def test_what_names_nothing_is_no_reference(word: str) -> None:
    assert not is_reference(word)


def test_a_secret_is_hidden_in_each_of_its_spellings() -> None:
    hidden = Hidden(("p@ss/w:rd",))
    told = "login p@ss/w:rd, p%40ss%2Fw%3Ard and cEBzcy93OnJk failed\nDETAIL: more"
    assert hidden.hide(told) == "login ***, *** and *** failed"


def test_words_without_a_secret_stay() -> None:
    assert Hidden(("", "abc")).hide("abc is too short to be one") == "abc is too short to be one"
