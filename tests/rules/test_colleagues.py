"""Whose requests a person sees besides their own (4.1)."""

import itertools

import pytest

from bot.rules.people.colleagues import Standing, may_see

CASES = [
    # flag, listed, login listed, proven, by setting, verifies: sees
    (None, True, True, True, False, True, False),  # nobody said so
    (None, True, True, True, True, True, True),
    (None, True, True, False, True, True, False),  # somebody typed a colleague's login
    (None, True, True, False, True, False, True),  # nobody can prove any
    (None, True, False, True, True, True, False),  # proven, and not the company's
    (None, False, False, True, True, True, False),  # anybody may type an INN
    (True, False, False, True, False, True, True),  # a supervisor said so
    (True, False, False, False, False, True, False),
    (True, True, True, True, False, True, True),
    (True, True, False, True, False, True, False),
    (False, True, True, True, True, True, False),  # not this company
    (False, False, False, True, True, True, False),
]


@pytest.mark.parametrize(("flag", "listed", "login", "proven", "setting", "verifies", "sees"), CASES)
def test_colleagues_are_seen_where_the_directory_or_a_supervisor_says_so(
    flag: bool | None, listed: bool, login: bool, proven: bool, setting: bool, verifies: bool, sees: bool
):
    known = Standing(flag, listed, login, proven)
    assert may_see(known, by_setting=setting, verifies=verifies) is sees


def test_a_refusal_of_this_company_and_a_login_that_is_not_proven_outweigh_all():
    for listed, login, proven, setting, verifies in itertools.product((False, True), repeat=5):
        assert not may_see(Standing(False, listed, login, proven), by_setting=setting, verifies=verifies)
        for flag in (None, True):
            assert not may_see(Standing(flag, listed, login, proven=False), by_setting=setting, verifies=True)
