from itertools import permutations, product

import pytest

from bot.rules.groups.routing import EVERYTHING, Binding, route, shares
from bot.rules.tariffs import Tariff

FALLBACK = -1
ALL = Binding(-10)
EXTENDED = Binding(-20, tariffs=frozenset({Tariff.EXTENDED}))
PRICES = Binding(-30, services=frozenset({9, 10}))
EXTENDED_PRICES = Binding(-40, services=frozenset({9}), tariffs=frozenset({Tariff.EXTENDED}))


@pytest.mark.parametrize(
    ("service", "tariff", "chat_id"),
    [
        (9, Tariff.EXTENDED, EXTENDED_PRICES.chat_id),
        (9, Tariff.BASIC, PRICES.chat_id),
        (10, Tariff.EXTENDED, PRICES.chat_id),
        (1, Tariff.EXTENDED, EXTENDED.chat_id),
        (0, Tariff.BASIC, ALL.chat_id),
    ],
)
def test_clause_6_1_the_group_bound_most_exactly_gets_the_ticket(service, tariff, chat_id):
    for bindings in permutations([ALL, EXTENDED, PRICES, EXTENDED_PRICES]):
        assert route(bindings, service, tariff, FALLBACK) == chat_id


@pytest.mark.parametrize("fallback", [FALLBACK, None])
def test_clause_6_1_what_no_group_takes_goes_to_the_fallback(fallback):
    assert route([PRICES, EXTENDED], 1, Tariff.BASIC, fallback) == fallback
    assert route([], 1, Tariff.BASIC, fallback) == fallback


def test_of_equally_good_groups_the_lowest_id_is_taken():
    for bindings in permutations([Binding(-5), Binding(-7), Binding(-6)]):
        assert route(bindings, 1, Tariff.BASIC, None) == -7


@pytest.mark.parametrize(("mine", "other"), list(product([ALL, EXTENDED, PRICES, EXTENDED_PRICES], repeat=2)))
def test_a_group_that_stands_for_another_takes_what_either_took(mine: Binding, other: Binding):
    joined = mine.joined(other)
    assert joined.chat_id == mine.chat_id
    for service, tariff in product(range(18), Tariff):
        if mine.takes(service, tariff) or other.takes(service, tariff):
            assert joined.takes(service, tariff)


def test_it_takes_no_service_and_no_tariff_that_neither_took():
    assert Binding(-1, frozenset({1})).joined(Binding(-2, frozenset({2}))) == Binding(-1, frozenset({1, 2}))
    basic = Binding(-1, frozenset({1}), frozenset({Tariff.BASIC}))
    assert basic.joined(EXTENDED_PRICES) == Binding(-1, frozenset({1, 9}), frozenset(Tariff))


@pytest.mark.parametrize(
    ("bindings", "expected"),
    [
        ([], {FALLBACK: EVERYTHING}),
        ([ALL], {ALL.chat_id: EVERYTHING}),
        ([ALL, Binding(-11)], {-11: EVERYTHING}),
        (
            [EXTENDED],
            {
                EXTENDED.chat_id: {each for each in EVERYTHING if each[1] is Tariff.EXTENDED},
                FALLBACK: {each for each in EVERYTHING if each[1] is Tariff.BASIC},
            },
        ),
        (
            [PRICES, EXTENDED_PRICES, ALL],
            {
                EXTENDED_PRICES.chat_id: {(9, Tariff.EXTENDED)},
                PRICES.chat_id: {(9, Tariff.BASIC), (10, Tariff.BASIC), (10, Tariff.EXTENDED)},
                ALL.chat_id: {each for each in EVERYTHING if each[0] not in {9, 10}},
            },
        ),
    ],
)
def test_clause_6_1_it_can_be_told_what_really_goes_to_each_group(bindings, expected):
    assert shares(bindings, FALLBACK) == expected
