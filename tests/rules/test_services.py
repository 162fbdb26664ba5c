import pytest

from bot.rules.services import (
    CONSULTATION,
    OFFERED,
    OTHER,
    SERVICES,
    TECHNICAL_ERROR,
    Entitlement,
    Group,
    Service,
    by_number,
    entitlement,
    in_group,
)
from bot.rules.tariffs import Tariff

YES, SELF, OPERATOR, NO = Entitlement.YES, Entitlement.SELF, Entitlement.OPERATOR, Entitlement.NO

SECTION_5 = [
    *((number, YES, YES) for number in (1, 2, 3, 4, 5, 6, 7)),
    *((number, SELF, OPERATOR) for number in (8, 9, 10, 11, 12, 13, 14, 15, 16)),
    (17, NO, YES),
]


@pytest.mark.parametrize(("number", "basic", "extended"), SECTION_5)
def test_clause_5_tariffs_decide_what_is_offered(number, basic, extended):
    assert entitlement(number, Tariff.BASIC) is basic
    assert entitlement(number, Tariff.EXTENDED) is extended


def test_clause_5_there_are_seventeen_services_in_order():
    assert [service.number for service in SERVICES] == list(range(1, 18))
    assert len({service.title for service in SERVICES}) == 17


def test_every_service_stands_in_one_place_when_they_are_offered():
    offered = [service for each in OFFERED for service in (in_group(each) if isinstance(each, Group) else [each])]
    assert sorted(service.number for service in offered) == list(range(18))
    assert {each for each in OFFERED if isinstance(each, Group)} == set(Group)


@pytest.mark.parametrize("tariff", Tariff)
def test_clause_5_another_question_is_served_on_every_tariff(tariff):
    assert entitlement(OTHER.number, tariff) is YES


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (0, "Another question"),
        (CONSULTATION, "Text instructions"),
        (TECHNICAL_ERROR, "Reports of errors in the System"),
    ],
)
def test_a_service_is_found_by_its_number(number, title):
    assert by_number(number) == Service(number, title)


@pytest.mark.parametrize("number", [-1, 18, 10**12])
def test_an_unknown_number_is_a_key_error(number):
    with pytest.raises(KeyError):
        by_number(number)
    with pytest.raises(KeyError):
        entitlement(number, Tariff.BASIC)
