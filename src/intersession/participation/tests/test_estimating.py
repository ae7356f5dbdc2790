"""Estimates by themselves: never below nothing, and farther is never cheaper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intersession.participation import estimating

MONEY = st.integers(min_value=0, max_value=10**9)
PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
RATES = st.builds(
    estimating.Rates,
    place=st.none() | PLACES,
    fare_base=MONEY,
    fare_per_km=st.integers(0, 10_000),
    dsa=MONEY,
    nights=st.integers(0, 60),
    terminal=MONEY,
    sources=st.just({}),
)


@given(rates=RATES, home=st.none() | PLACES)
def test_no_line_is_below_nothing_and_each_kind_stands_once(rates, home):
    lines = estimating.estimate(home, rates)
    assert all(one.amount >= 0 and one.quantity >= 1 for one in lines)
    assert len({one.kind for one in lines}) == len(lines)


@given(rates=RATES, km=st.integers(0, 20_100), more=st.integers(0, 5_000))
def test_a_longer_way_is_never_cheaper(rates, km, more):
    assert estimating.fare(km, rates) <= estimating.fare(km + more, rates)


@given(one=PLACES, other=PLACES)
def test_the_way_back_is_as_long_and_none_is_longer_than_half_around(one, other):
    there = estimating.distance(one, other)
    assert 0 <= there <= 20_016 and abs(there - estimating.distance(other, one)) <= 1


@pytest.mark.parametrize(
    ("home", "km"), [((5.556, -0.197), 4_561), ((-41.287, 174.776), 18_952), ((46.2, 6.15), 0)]
)
def test_distances_to_geneva_are_those_of_the_map(home, km):
    """Accra, Wellington, Geneva itself."""
    assert abs(estimating.distance(home, (46.2, 6.15)) - km) <= 3
