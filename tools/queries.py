"""Compiles the desks' metrics and writes src/storehand/metrics/queries.json, so that no run has to.

python tools/queries.py            # writes
python tools/queries.py --check    # exit 1 when the file is out of date
"""

from __future__ import annotations

import json
import sys

from storehand.desks import DESKS
from storehand.metrics import identity
from storehand.metrics.catalog import Catalog
from storehand.metrics.pieces import SHIPPED, compiled


def text() -> str:
    """The file's text: one entry a line, in the order of their keys."""
    catalog = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
    made = compiled(tuple(dict.fromkeys((*catalog.sources(), *identity.sources()))))
    return json.dumps(dict(sorted(made.items())), ensure_ascii=False, indent=0) + "\n"


def main() -> int:
    fresh = text()
    if "--check" in sys.argv:
        stale = not SHIPPED.exists() or SHIPPED.read_text(encoding="utf-8") != fresh
        print("out of date: run python tools/queries.py" if stale else "up to date")
        return int(stale)
    SHIPPED.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
