"""Secrets stand outside the workspace: its files name them (`env:NAME`, `keyring:service/user`), nothing of ours shows them."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, quote_plus

from storehand.errors import Refusal

SecretOf = Callable[[str], str]
"""What a reference stands for; a Refusal where it stands for nothing."""

_REFERENCE: Final = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|keyring:[^/\s]+/\S+")
# Tokens as the platforms write them: Shopify's, WooCommerce's, a bearer's; and a password inside an address.
_TOKEN: Final = re.compile(r"\bshp[a-z]{2}_[0-9a-fA-F]{16,}|\bc[ks]_[0-9a-fA-F]{20,}|\bBearer\s+[\w.~+/-]{16,}", re.IGNORECASE)
_IN_ADDRESS: Final = re.compile(r"^[a-z][a-z0-9+.-]*://[^/@\s]*:[^/@\s]+@", re.IGNORECASE)
_IN_QUERY: Final = re.compile(
    r"[?&](?:password|passwd|pwd|token|access_token|api_key|apikey|secret|consumer_secret)=[^&{]", re.IGNORECASE
)
_NAMES: Final = frozenset({"secret", "key", "password", "token", "passwd", "pwd", "api_key", "access_token"})
_SHORTEST = 4


def is_reference(word: str) -> bool:
    """True for `env:NAME` and `keyring:service/user`."""
    return _REFERENCE.fullmatch(word) is not None


def check_file(told: Mapping[str, object], file: str) -> None:
    """Refuses a declaration that holds a secret itself."""
    for name, word in _words(told, ""):
        last = name.rsplit(".", 1)[-1].lower()
        open_secret = last in _NAMES and "." not in name and not is_reference(word)
        if open_secret or _TOKEN.search(word) or _IN_ADDRESS.search(word) or _IN_QUERY.search(word):
            raise Refusal("secret_in_file", file=file, key=name)


def _words(told: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(told, str):
        yield name, told
    elif isinstance(told, Mapping):
        for key, value in told.items():
            yield from _words(value, f"{name}.{key}" if name else str(key))
    elif isinstance(told, list):
        for value in told:
            yield from _words(value, name)


@dataclass(frozen=True)
class Hidden:
    """Secrets in use, so that no text for people shows them."""

    secrets: tuple[str, ...] = ()

    def hide(self, words: object) -> str:
        """The first line of the words, without any secret in any of its spellings."""
        line = str(words).strip().split("\n", 1)[0].strip()
        for secret in sorted(self._spellings(), key=len, reverse=True):
            line = line.replace(secret, "***")
        return line[:200]

    def _spellings(self) -> Iterable[str]:
        for secret in self.secrets:
            if len(secret) >= _SHORTEST:
                yield from {secret, quote(secret, safe=""), quote_plus(secret), base64.b64encode(secret.encode()).decode()}
