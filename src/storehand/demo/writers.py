"""Who writes which platform's exports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from storehand.demo.douyin import Douyin
from storehand.demo.download import Writer
from storehand.demo.jd import Jd
from storehand.demo.pdd import Pdd
from storehand.demo.taobao import Taobao
from storehand.demo.totals import Totals

WRITERS: Final[Mapping[str, Callable[[Totals], Writer]]] = {"taobao": Taobao, "douyin": Douyin, "pdd": Pdd, "jd": Jd}
