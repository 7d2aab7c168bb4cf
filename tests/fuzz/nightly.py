"""The coverage-guided fuzzer of a night: `make fuzz` (SECONDS=300 for a glance).

    python -m tests.fuzz.nightly CORPUS [libFuzzer's options]

It starts from the samples of the formats that are fuzzed and follows what its inputs reach in intake. The first byte of an
input chooses what is fuzzed: a cell, a file or a format. An input that breaks something is left as crash-… beside CORPUS.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["storehand.intake", "storehand.errors", "storehand.wording"], enable_loader_override=False
):
    from tests.fuzz import cases

CELL, FILE, FORMAT = b"C", b"F", b"T"
_CELLS = (
    "1.2万",
    '="123"',
    "2026-11-20 ~ 2026-11-21",
    "(12.50)",
    "12%",
    "46346.5",
    "收货人张三 13812345678",
    "a@b.cn",
    "0:01:09",
)


def once(content: bytes) -> None:
    """One input: bytes of a file, the text of a cell, or a format.toml."""
    what, rest = content[:1], content[1:]
    if what == FILE:
        cases.of_file(rest)
    elif what == FORMAT:
        cases.of_format(rest)
    else:
        cases.of_cell(rest.decode("utf-8", "replace"))


def sow(corpus: Path) -> None:
    """The inputs to start from."""
    corpus.mkdir(parents=True, exist_ok=True)
    formats = [(Path(cases.__file__).parents[2] / "src/storehand/formats" / name / "format.toml") for name in cases.FORMATS]
    inputs = [FILE + one for one in cases.seeds()] + [FORMAT + path.read_bytes() for path in formats]
    for content in (*inputs, *(CELL + cell.encode() for cell in _CELLS)):
        (corpus / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)


def main() -> None:
    """Sows the corpus and fuzzes until libFuzzer's options say that it is enough."""
    sow(Path(sys.argv[1]))
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
