"""All crossed segments of a cube: numbered once, summed from fine to coarse, found again by their leaves."""

from __future__ import annotations

import numpy as np

from storehand.stats.lattice import lattice

CODES = np.array([[0, 0, 1, 1, 1], [0, 1, 0, 1, 1], [2, 2, 2, 0, 1]])
AMOUNTS = np.array([1.0, 2.0, 4.0, 8.0, 16.0])


def test_a_segment_sums_its_leaves() -> None:
    cube = lattice(CODES, 3)
    (sums,) = cube.sums([AMOUNTS])
    by_where = {cube.where(segment): total for segment, total in enumerate(sums) if total}
    assert by_where[((0, 1),)] == 28
    assert by_where[((1, 1), (2, 0))] == 8
    assert by_where[((0, 0), (1, 1), (2, 2))] == 2


def test_every_cuboid_sums_to_the_whole() -> None:
    cube = lattice(CODES, 3)
    (sums,) = cube.sums([AMOUNTS])
    homes = cube.homes(np.arange(len(cube)))
    assert np.bincount(homes, sums).tolist() == [31.0] * 7


def test_no_deeper_than_asked() -> None:
    assert {len(cuboid) for cuboid in lattice(CODES, 2).cuboids} == {1, 2}


def test_the_leaves_of_a_segment_and_the_segments_of_leaves_agree() -> None:
    cube = lattice(CODES, 3)
    touched, (sums,) = cube.sums_of(np.array([3, 4]), [AMOUNTS])
    assert len(touched) == 11
    for segment, total in zip(touched.tolist(), sums.tolist(), strict=True):
        assert AMOUNTS[np.intersect1d(cube.leaves(segment), [3, 4])].sum() == total


def test_a_wide_cube_numbers_only_what_occurs() -> None:
    codes = np.array([np.arange(50)] * 4)
    cube = lattice(codes, 4)
    assert len(cube) < 15 * 300
    assert cube.sums([np.ones(50)]).sum() == 15 * 50
