"""A mute hides what it names: not what the muted finding would have explained, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from storehand.detect.finding import Finding
from storehand.detect.muted import parted, place
from storehand.detect.run import findings
from storehand.store.settings import Mute
from tests.detect.fake_view import fake
from tests.detect.test_check import FRIDAY
from tests.explain.test_tree import GMV, a_day, the_finding

_, FOUND = the_finding(a_day(10_000, 400, 40_000))
ITEM = replace(FOUND, check="item_low", where=(("item_id", "123"),))


def test_what_a_mute_covers_is_counted_and_the_others_keep_their_order() -> None:
    every = [FOUND, ITEM, replace(FOUND, check="net_low")]
    told, muted = parted(every, [Mute("item_low")], lambda _: "")
    assert (told, muted) == ([every[0], every[2]], [ITEM])
    assert parted(every, [], lambda _: "") == (every, [])


def test_an_item_is_muted_by_its_name_as_well_as_by_its_id() -> None:
    coat = Mute("item_low", where=(("item", "羊毛大衣A"),))
    assert parted([ITEM], [coat], lambda _: "羊毛大衣A") == ([], [ITEM])
    assert parted([ITEM], [coat], lambda _: "羊毛大衣B") == ([ITEM], [])
    assert parted([ITEM], [Mute("item_low", where=(("item_id", "123"),))], lambda _: "") == ([], [ITEM])


def test_a_name_is_looked_up_only_where_a_mute_may_mean_it() -> None:
    asked: list[str] = []

    def name_of(finding: Finding) -> str:
        asked.append(finding.check)
        return "羊毛大衣A"

    other, by_id = Mute("gmv_low", where=(("item", "羊毛大衣A"),)), Mute("item_low", where=(("item_id", "123"),))
    parted([ITEM], [other, by_id], name_of)
    assert asked == []
    parted([ITEM, FOUND], [Mute(where=(("item", "羊毛大衣A"),), metric="gmv")], name_of)
    assert asked == ["item_low"], "the whole shop has no name to ask for"


def test_a_place_has_the_name_beside_the_id() -> None:
    assert place(replace(ITEM, name="羊毛大衣A")) == (("item_id", "123"), ("item", "羊毛大衣A"))
    assert place(FOUND) == ()


def test_all_checks_together_tell_and_count() -> None:
    view = fake(FRIDAY, a_day(10_000, 400, 40_000))
    assert [len(findings(view, [("trade", GMV)], mutes).findings) for mutes in ((), (Mute("gmv_low"),))] == [1, 0]
    assert [findings(view, [("trade", GMV)], mutes).muted for mutes in ((), (Mute("gmv_low"),))] == [0, 1]
