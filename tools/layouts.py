"""Writes src/storehand/formats/layouts.json from the samples: how each export's header row is laid out.

python tools/layouts.py            # writes
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from storehand.intake import layout as layout_room
from storehand.intake import text
from storehand.intake.formats import OURS, Format, load_formats
from storehand.intake.guard import Limits
from storehand.intake.layout import SHIPPED, Layout, layout
from storehand.intake.opening import Opener


def made() -> dict[str, list[Layout]]:
    """The layouts of every format, of samples in the order of their names, equal ones once."""
    formats = load_formats()
    layout_room.SHIPPED = Path()  # what was written before must not decide what a sample is
    return {format.name: list(dict.fromkeys(_of(format, formats))) for format in formats}


def _of(format: Format, formats: tuple[Format, ...]) -> Iterator[Layout]:
    for sample in sorted(format.path.parent.glob("sample*")):
        with tempfile.TemporaryDirectory() as folder, duckdb.connect() as duck:
            opened = Opener(formats, Limits(), Path(folder), duck).open(sample, sample.name, text.look(sample))
            for found in opened.found:
                if found.format.name == format.name:
                    head = found.cells.head if found.cells else found.script.head if found.script else ()
                    yield layout(found.header.cells, head[found.header.record :])


def words() -> str:
    """The file's text: one format a line, in the order of their names."""
    lines = [
        f"{json.dumps(name)}: {json.dumps([{'names': one.names, 'shapes': one.shapes} for one in some], ensure_ascii=False)}"
        for name, some in sorted(made().items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> int:
    assert SHIPPED.parent == OURS
    SHIPPED.write_text(words(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
