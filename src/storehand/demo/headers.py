"""The true headers of exports (`headers.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

_TEXT: Final = (Path(__file__).parent / "headers.toml").read_text("utf-8")
HEADERS: Final = {name: cells.split("|") for name, cells in tomllib.loads(_TEXT).items()}
