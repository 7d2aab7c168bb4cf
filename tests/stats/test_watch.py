"""The watch over daily series: what it promises, on series whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from storehand.stats.surprise import F
from storehand.stats.watch import LEAST, Rules, Series, Watched, watch

DAYS = 200


def _days(count: int, days: int = DAYS) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.tile(np.arange(days) % 7, (count, 1))


def _plain(seed: int, count: int = 40, level: float = 400.0, days: int = DAYS) -> F:
    """Counts of a shop with calm weekdays, busier weekends, and mood of a tenth."""
    draw = np.random.default_rng(seed)
    shape = np.array([1, 1, 1, 1, 1, 1.3, 1.4])[_days(count, days)]
    return draw.poisson(level * shape * np.exp(0.1 * draw.normal(size=(count, days)))).astype(float)


def _watched(values: F, **more: object) -> Watched:
    count, days = values.shape
    return watch(Series(values, _days(count, days), whole=np.ones(count, dtype=bool), **more))  # type: ignore[arg-type]


def test_nothing_is_said_before_three_weeks_are_known() -> None:
    values = _plain(1)
    values[:, LEAST - 1] = 0
    told = _watched(values)
    assert not told.alarm[:, :LEAST].any()
    assert np.isnan(told.expected[:, :LEAST]).all()
    assert np.isfinite(told.expected[:, LEAST]).all()


def test_a_day_that_brings_half_is_alarming_on_that_day_and_told_once() -> None:
    values = _plain(2)
    values[:, 150:153] *= 0.5
    alarm = _watched(np.round(values)).alarm
    assert alarm[:, 150].mean() > 0.95
    assert alarm[:, 151:160].sum() <= 2


def test_a_new_level_is_told_once_and_then_is_the_level() -> None:
    values = _plain(3)
    values[:, 120:] *= 1.8
    told = _watched(np.round(values))
    assert told.alarm[:, 120:122].any(axis=1).mean() > 0.95
    assert told.alarm[:, 122:].mean() < 0.005
    assert np.abs(told.expected[:, 140:] / (values[:, 140:]) - 1).mean() < 0.15


def test_the_expected_day_is_the_level_times_its_weekday() -> None:
    """100 on working days and 200 on Sundays, without noise: so is the expected day."""
    values = np.where(_days(1) == 6, 200.0, 100.0)
    told = watch(Series(values, _days(1)))
    assert told.expected[0, 60:67] == pytest.approx(values[0, 60:67], rel=0.01)
    assert not told.alarm.any()


@pytest.mark.parametrize("seed", range(4))
def test_a_calm_shop_is_alarmed_no_more_often_than_promised(seed: int) -> None:
    """200 curves of 180 days each; what was promised is 4 in 1,000."""
    told = _watched(_plain(10 + seed, count=200))
    assert told.alarm[:, LEAST:].mean() < 0.005


def test_the_chance_is_as_often_as_it_says() -> None:
    told = _watched(_plain(20, count=200))
    for share in (0.5, 0.2, 0.05):
        assert (told.chance[:, 60:] < share).mean() == pytest.approx(share, rel=0.35)


def test_the_range_holds_about_95_in_100_days() -> None:
    values = _plain(21, count=200)
    told = _watched(values)
    inside = (values >= told.low) & (values <= told.high)
    assert inside[:, 60:].mean() == pytest.approx(0.95, abs=0.02)


def test_no_order_at_all_is_hardly_ever_alarming_where_three_are_usual() -> None:
    """Of a Poisson count of 3, no order at all comes every twentieth day."""
    values = np.random.default_rng(5).poisson(3.0, (50, DAYS)).astype(float)
    told = _watched(values)
    zero = (values == 0) & (np.roll(values, 1, axis=1) >= 2)
    assert told.alarm[:, LEAST:][zero[:, LEAST:]].mean() < 0.01
    assert told.alarm.mean() < 0.005


def test_later_days_change_nothing_that_was_said() -> None:
    values, labels = _plain(6, count=10), np.zeros((10, DAYS), dtype=np.int64)
    labels[:, 90:94] = 1
    values[:, 90:94] *= 3
    cut = 130
    before = _watched(values, labels=labels)
    changed = values.copy()
    changed[:, cut:] = np.random.default_rng(0).poisson(9, (10, DAYS - cut))
    after = _watched(changed, labels=labels)
    for name in ("expected", "low", "high", "chance"):
        assert np.array_equal(getattr(before, name)[:, :cut], getattr(after, name)[:, :cut], equal_nan=True)


def test_money_in_cents_is_judged_as_money_in_yuan() -> None:
    values = _plain(7, count=10) * 37.5
    values[:, 150] *= 0.4
    yuan, cents = watch(Series(values, _days(10))), watch(Series(values * 100, _days(10)))
    assert np.allclose(cents.low[:, 40:], yuan.low[:, 40:] * 100, rtol=1e-4)
    assert np.allclose(cents.high[:, 40:], yuan.high[:, 40:] * 100, rtol=1e-4)
    assert np.array_equal(cents.alarm, yuan.alarm)


def test_a_series_is_judged_alike_alone_and_among_others() -> None:
    values = _plain(8, count=6)
    together, alone = _watched(values), _watched(values[2:3])
    assert np.allclose(together.chance[2], alone.chance[0])


def test_a_second_promotion_like_the_first_is_no_alarm_and_one_that_fails_is() -> None:
    values, labels = _plain(9), np.zeros((40, DAYS), dtype=np.int64)
    for start in (60, 100, 140, 180):
        labels[:, start : start + 3] = 1
        values[:, start : start + 3] *= 2.5
    values[20:, 180:183] /= 2.5
    alarm = _watched(np.round(values), labels=labels).alarm
    assert alarm[:20, 140:143].any(axis=1).mean() < 0.1
    assert alarm[:20, 180:183].any(axis=1).mean() < 0.1
    assert alarm[20:, 180:182].any(axis=1).mean() > 0.6


def test_the_first_promotion_of_a_shop_may_bring_much() -> None:
    values, labels = _plain(11), np.zeros((40, DAYS), dtype=np.int64)
    labels[:, 100:103] = 1
    values[:, 100:103] *= 2.2
    assert _watched(np.round(values), labels=labels).alarm[:, 100:103].mean() < 0.05


def test_alarming_days_do_not_move_what_is_expected_afterwards() -> None:
    values = _plain(12)
    hit = values.copy()
    hit[:, 100] *= 8
    calm, after = _watched(values), _watched(hit)
    assert np.abs(after.expected[:, 102:110] / calm.expected[:, 102:110] - 1).mean() < 0.02


def test_only_the_side_asked_for_is_alarming() -> None:
    values = _plain(13, count=10)
    values[:, 150], values[:, 170] = 20, 2000
    series = Series(values, _days(10), whole=np.ones(10, dtype=bool))
    down, up = watch(series, Rules(side="down")).alarm, watch(series, Rules(side="up")).alarm
    assert down[:, 150].all()
    assert not down[:, 170].any()
    assert up[:, 170].all()
    assert not up[:, 150].any()


def test_a_rate_of_few_visitors_may_waver_more() -> None:
    """5 % of 4,000 visitors, then of 40: no buyer at all among 40 is every eighth day's luck."""
    draw = np.random.default_rng(14)
    volume = np.full((20, DAYS), 4000.0)
    volume[:, 150] = 40
    values = draw.binomial(volume.astype(int), 0.05) / volume
    values[:10, 150], values[10:, 150] = 0.0, 0.0
    with_volume = watch(Series(values, _days(20), volume=volume))
    without = watch(Series(values, _days(20)))
    assert not with_volume.alarm[:, 150].any()
    assert without.alarm[:, 150].all()


def test_what_five_visitors_did_moves_no_rate_of_a_thousand() -> None:
    """A week of 0 of 5 in a rate of 15 % of 1,000: the expected stays at 15 %, as all visitors together show."""
    volume, values = np.full((1, DAYS), 1000.0), np.full((1, DAYS), 0.15)
    volume[:, 140:147], values[:, 140:147] = 5, 0.0
    told = watch(Series(values, _days(1), volume=volume))
    assert told.expected[0, 148] == pytest.approx(0.15, rel=0.03)


def test_a_rate_that_no_sale_ever_moved_is_judged_on_the_next_ones_first_day_too() -> None:
    """Bounce of 61 % on 50 days of sales as on all others, then 74 % on the first day of a new kind of sale."""
    draw = np.random.default_rng(15)
    values = 0.61 * np.exp(0.02 * draw.normal(size=(10, DAYS)))
    labels = np.zeros((10, DAYS), dtype=np.int64)
    for number, first in enumerate((40, 70, 100, 130, 160), 1):
        labels[:, first : first + 10] = number
    labels[:, 190], values[:, 190] = 6, 0.74
    as_share = watch(Series(values, _days(10), labels, swing=np.full(10, 0.4)))
    as_amount = watch(Series(values, _days(10), labels))
    assert np.median(as_share.chance[:, 190]) < 0.1 < np.median(as_amount.chance[:, 190])


def test_half_a_day_that_is_known_to_be_half_is_no_alarm() -> None:
    values, complete = _plain(15, count=20), np.ones((20, DAYS))
    complete[:, 160] = 0.5
    values[:, 160] = np.round(values[:, 160] * 0.5)
    assert not _watched(values, complete=complete).alarm[:, 160].any()
    assert _watched(values).alarm[:, 160].mean() > 0.9


def test_a_shop_that_goes_with_its_market_is_not_alarmed_by_it() -> None:
    draw = np.random.default_rng(16)
    market = np.exp(0.15 * draw.normal(size=DAYS))
    market[170] = 0.4
    values = np.round(_plain(16) * market)
    index = np.tile(100 * market, (40, 1))
    assert _watched(values).alarm[:, 170].mean() > 0.5
    assert _watched(values, market=index).alarm[:, 170].mean() < 0.1


def test_unknown_days_are_not_judged_and_not_learned() -> None:
    values = _plain(17, count=5)
    values[:, 80:90] = np.nan
    told = _watched(values)
    assert (told.chance[:, 80:90] == 1).all()
    assert not told.alarm[:, 80:100].any()


def test_series_of_one_house_learn_from_each_other_what_a_first_promotion_brings() -> None:
    """All rise to three times on the first promotion but five, which stay: alone nobody could know, together it shows."""
    values, labels = _plain(18), np.zeros((40, DAYS), dtype=np.int64)
    labels[:, 100:102] = 1
    values[:35, 100:102] *= 3
    alone, together = (
        _watched(np.round(values), labels=labels),
        _watched(np.round(values), labels=labels, kin=np.ones(len(values), dtype=np.int64)),
    )
    assert not alone.alarm[35:, 100:102].any()
    assert together.alarm[35:, 100:102].any(axis=1).all()
    assert not together.alarm[:35, 100:102].any()


def test_a_level_left_and_come_back_to_weeks_later_is_never_unknown() -> None:
    """A lasting shift that ends just as it would be forgotten once left the level undefined."""
    values = _plain(19)
    for row in range(40):
        values[row, 80 : 100 + row] *= 0.55
    told = _watched(np.round(values))
    assert np.isfinite(told.expected[:, LEAST:]).all()


def test_a_standstill_is_told_once_however_long_and_its_end_is_no_news() -> None:
    values = _plain(20, count=10) * 1.5
    values[:, 120:150] = 0
    alarm = watch(Series(values, _days(10))).alarm
    assert alarm[:, 120].all()
    assert not alarm[:, 121:151].any()
