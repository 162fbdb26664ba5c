"""What people type for a login, an INN and a name (`sets/`, written before the rules; even lines were kept apart).

Behind the tab: the value; `?` and what is suggested for what is refused; `*` and what is suggested for what belongs to
the description; `-` and the kind where there is no login.
"""

from pathlib import Path

import pytest

from bot.rules.people.full_names import full_name
from bot.rules.people.logins import instead_of_login, is_talk, login
from bot.rules.people.name_case import proper
from bot.rules.people.name_order import in_order
from bot.rules.people.tax_numbers import inn
from bot.rules.refusals import Refused

SETS = Path(__file__).parent / "sets"


def lines(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (SETS / name).read_text("utf-8").splitlines()]


def as_login(typed: str) -> str:
    if kind := instead_of_login(typed):
        return f"-{kind}"
    try:
        return login(typed)
    except Refused as refused:
        return ("*" if is_talk(typed) else "?") + refused.details.get("suggestion", "")


def as_inn(typed: str) -> str:
    try:
        return inn(typed)
    except Refused as refused:
        return f"?{refused.reason} {refused.details.get('digits', '')}".strip()


@pytest.mark.parametrize(("typed", "meant"), lines("logins.tsv"))
def test_clause_6_2_a_login_is_read_or_refused_as_one(typed: str, meant: str):
    assert as_login(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), lines("inns.tsv"))
def test_clause_6_2_an_inn_is_read_from_among_other_signs(typed: str, meant: str):
    assert as_inn(typed) == meant


def as_name(typed: str) -> str:
    try:
        name = full_name(typed)
    except Refused as refused:
        return f"!{refused.reason}"
    return f"{name.surname}|{name.name}|{name.patronymic or ''}"


@pytest.mark.parametrize(("typed", "meant"), lines("long_names.tsv"))
def test_clause_4_1_a_name_may_be_long_or_of_one_letter(typed: str, meant: str):
    assert as_name(typed) == meant or (meant == "+" and not as_name(typed).startswith("!"))


@pytest.mark.parametrize(("typed", "meant"), lines("name_order.tsv"))
def test_clause_6_2_a_name_that_begins_otherwise_is_put_in_order(typed: str, meant: str):
    name = full_name(typed)
    offered = in_order(name)
    put = proper(offered)
    assert (offered == name) == (meant == "=")
    assert meant in ("=", f"{put}" if put.patronymic else f"{put} (нет)")
    assert in_order(put) == put
