"""Who writes the exports of which platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from storehand.demo.download import Writer
from storehand.demo.taobao import Taobao
from storehand.demo.totals import Totals

WRITERS: Final[Mapping[str, Callable[[Totals], Writer]]] = {"taobao": Taobao}
