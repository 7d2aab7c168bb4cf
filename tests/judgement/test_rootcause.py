"""The root-cause scorer reads what others wrote, and scores whole segments only."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.judgement.rootcause import predictions
from benchmarks.judgement.rootcause_score import Score, score, segments
from benchmarks.judgement.rootcause_sets import SETS, files, said


def write(folder: Path, name: str, made_by: str, seed: int) -> str:
    """Writes one made-up instance and gives its label."""
    made = SETS[made_by](seed)
    for file, rows in files(name, made):
        with (folder / file).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
    return said(made.causes)


@pytest.mark.parametrize(("made_by", "seed"), [("orders", 1), ("conversion", 1), ("leaves", 2)])
def test_made_up_causes_are_found(tmp_path: Path, made_by: str, seed: int) -> None:
    label = write(tmp_path, "1450653900", made_by, seed)
    assert dict(predictions(tmp_path)) == {"1450653900": label}


def test_the_same_seed_gives_the_same_set() -> None:
    assert list(files("x", SETS["orders"](3))) == list(files("x", SETS["orders"](3)))


ROWS = [f"{a},{b},{0 if a == 'x=1' else 40},40" for a in ("x=1", "y;2", "z") for b in ("移动", "电信", "C 3", "d")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_odd_values_and_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "1.csv").write_text("\n".join(["kind,isp,real,predict", *ROWS]), encoding=encoding)
    assert dict(predictions(tmp_path)) == {"1": "kind=x=1"}


def test_blanks_extra_columns_and_any_order_are_forgiven(tmp_path: Path) -> None:
    rows = [f"{line.split(',')[3]},{line.split(',')[0]},9,{line.split(',')[2] or 0},{line.split(',')[1]}" for line in ROWS]
    rows = [row.replace(",0,", ",,") for row in rows]
    (tmp_path / "1.csv").write_text("\n".join(["Predict,kind,value,REAL,isp", *rows, "1,2"]), encoding="utf-8")
    assert dict(predictions(tmp_path)) == {"1": "kind=x=1"}


def test_leaves_that_one_file_of_a_pair_lacks_are_zero_there(tmp_path: Path) -> None:
    rows = [f"{a},{b},{200 if a == 'w' else 40},40" for a in "wxyz" for b in "abcdefgh"]
    (tmp_path / "1.a.csv").write_text("\n".join(["k,l,real,predict", *(row for row in rows if not row.startswith("z,h"))]))
    whole = [f"{b},{a},1000,1000" for a in "wxyz" for b in "abcdefgh"]
    (tmp_path / "1.b.csv").write_text("\n".join(["l,k,real,predict", *whole]))
    assert dict(predictions(tmp_path)).keys() == {"1"}


@pytest.mark.parametrize("count", ["", ",cnt"])
def test_values_within_one_are_shares(tmp_path: Path, count: str) -> None:
    rows = [f"{a},{b},{0.5 if a == 'w' else 0.91 + n / 200},0.95" for n, b in enumerate("abcdefgh") for a in "wxyz"]
    (tmp_path / "1.csv").write_text("\n".join([f"k,l,real,predict{count}", *(row + (",400" if count else "") for row in rows)]))
    assert dict(predictions(tmp_path)) == {"1": "k=w"}


def test_labels_that_lie_beside_are_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "labels.csv").write_text("timestamp,set\n1,a=b\n")
    assert list(predictions(tmp_path)) == []
    assert "labels" in capsys.readouterr().err


def test_only_whole_segments_score() -> None:
    labels = {"1": segments("a=1&b=2;c=3"), "2": segments(""), "3": segments("a=1")}
    predicted = {"1": segments("b=2&a=1;c=4"), "2": segments("c=1")}
    found = score(predicted, labels)
    assert found == Score(right=1, false=2, missed=2, instances=3, quiet=1, alarmed=1)
    assert found.f1 == pytest.approx(2 / 6)
