"""Text files: what one pass over their bytes shows, and their copy in UTF-8."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storehand.intake import text
from storehand.intake.guard import Limits

WORDS = st.lists(
    st.sampled_from([b"a,b", "合计,1".encode("gb18030"), "镕😀".encode("gb18030"), b"\n", b"\r\n", b"\r", b"\0", b"\x1f"])
)


def _is_even(content: bytes) -> bool:
    """Blank lines, lone CRs, NULs and U+001F are uneven, and so is a file with both kinds of line ends."""
    ends = set(re.findall(rb"\r\n|\n|\r", content))
    return len(ends) < 2 and b"\r" not in ends and not re.search(rb"\n\r?\n|\0|\x1f", b"\n" + content)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, chunk=st.integers(1, 9))
def test_a_file_looks_the_same_in_pieces_of_any_size(tmp_path: Path, words: list[bytes], chunk: int) -> None:
    path, content = tmp_path / "file.csv", b"".join(words)
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_CHUNK", chunk)
        seen = text.look(path)
    assert seen.even == _is_even(content)
    assert seen.sha256 == hashlib.sha256(content).hexdigest()
    assert seen.size == len(content)
    assert seen.utf8 == content.isascii()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, chunk=st.integers(1, 9))
def test_the_copy_in_utf8_says_the_same_in_pieces_of_any_size(tmp_path: Path, words: list[bytes], chunk: int) -> None:
    source, target, content = tmp_path / "file.csv", tmp_path / "copy.csv", b"".join(words)
    source.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_CHUNK", chunk)
        text.transcode(source, target, "gb18030")
    assert target.read_bytes() == content.decode("gb18030").encode()


def test_half_a_sign_at_the_end_is_not_of_the_encoding(tmp_path: Path) -> None:
    source = tmp_path / "file.csv"
    source.write_bytes("合计".encode("gb18030")[:-1])
    with pytest.raises(UnicodeDecodeError):
        text.transcode(source, tmp_path / "copy.csv", "gb18030")


@pytest.mark.parametrize(
    ("content", "damaged"), [("\ufffd".encode(), True), ("合计".encode(), False), (b"\xef\xbf\xbd\xff", False)]
)
def test_a_file_in_utf8_with_the_sign_of_lost_text_is_damaged(tmp_path: Path, content: bytes, damaged: bool) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert text.look(path).damaged is damaged


@pytest.mark.parametrize("shift", range(0, 350, 50))
def test_a_row_across_the_edge_of_a_buffer_is_read(tmp_path: Path, shift: int) -> None:
    path, count = tmp_path / "file.csv", 60_000
    rest = ",".join(["木棉2026针织衫"] * 15)
    rows = "".join(f'"=""{place:018d}""",{rest}\n' for place in range(count))
    path.write_text(f"{'h' * (shift + 1)},n\n{rows}", encoding="utf-8")
    script = text.Script(path, path.name, True, ",", (("h", "n"),), tmp_path, Limits())
    with duckdb.connect(config={"threads": 2}) as duck:
        query = f"SELECT count(*), sum(CAST(c1[3:-2] AS BIGINT)), max(c16) FROM {script.direct().select(1, 16)}"
        found = duck.execute(query).fetchone()
    assert found == (count, count * (count - 1) // 2, "木棉2026针织衫")
