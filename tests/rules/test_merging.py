"""When two accounts are one person's (4.1)."""

from dataclasses import replace

import pytest

from bot.rules.people.full_names import FullName
from bot.rules.people.merging import Side, are_alike, may_be_one

ANNA = FullName("Смирнова", "Анна", "Ивановна")
SIDE = Side(names=(ANNA,), proven=True, writes=True, works_here=False, asks=False)
CALLER = replace(SIDE, proven=False, writes=False)

CASES = [
    (SIDE, SIDE, True),
    (SIDE, CALLER, True),  # an operator typed the login of who called
    (replace(SIDE, proven=False), SIDE, False),
    (SIDE, replace(SIDE, proven=False), False),  # a name and a login that anybody may type
    (replace(CALLER, proven=True), CALLER, True),
    (replace(SIDE, works_here=True), SIDE, False),
    (SIDE, replace(SIDE, works_here=True), False),
    (SIDE, replace(SIDE, asks=True), False),
    (replace(SIDE, asks=True), SIDE, False),
    (SIDE, replace(SIDE, names=(FullName("Смирнова", "Ольга", None),)), False),  # a shared mailbox
    (SIDE, replace(SIDE, names=()), False),
    (replace(SIDE, names=()), replace(SIDE, names=()), False),
    (SIDE, replace(SIDE, names=(FullName("Кузнецов", "Борис", None), ANNA)), True),
]


@pytest.mark.parametrize(("here", "there", "one"), CASES)
def test_a_login_that_both_proved_and_one_name_may_be_one_person(here: Side, there: Side, one: bool):
    assert may_be_one(here, there) is one


NAMES = [
    (ANNA, True),
    (FullName("СМИРНОВА", "анна", "ИВАНОВНА"), True),
    (FullName("Смирнова", "Анна", None), True),
    (FullName("Смирнова", "Анна", "Петровна"), False),
    (FullName("Смирнова", "Инна", "Ивановна"), False),
    (FullName("Кузнецова", "Анна", "Ивановна"), False),
    (FullName("Анна", "Смирнова", "Ивановна"), False),
]


@pytest.mark.parametrize(("other", "alike"), NAMES)
def test_names_are_alike_whatever_the_letters_and_without_a_patronymic(other: FullName, alike: bool):
    assert are_alike(ANNA, other) is alike
    assert are_alike(other, ANNA) is alike


def test_yo_is_ye():
    assert are_alike(FullName("Фёдоров", "Пётр", None), FullName("Федоров", "Петр", None))
