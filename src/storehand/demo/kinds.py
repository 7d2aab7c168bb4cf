"""The kinds of incident, by name."""

from __future__ import annotations

from storehand.demo import kinds_benign, kinds_goods, kinds_traffic
from storehand.demo.kind import KINDS, Kind

FILLED = (kinds_traffic, kinds_goods, kinds_benign)  # importing them fills KINDS
HARMFUL = tuple(name for name, kind in KINDS.items() if not kind.benign)
BENIGN = tuple(name for name, kind in KINDS.items() if kind.benign)

__all__ = ["BENIGN", "FILLED", "HARMFUL", "KINDS", "Kind"]
