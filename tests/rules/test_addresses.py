"""Addresses of the outbox: one text for each, and nobody else puts such texts together or takes them apart."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import addresses
from bot.rules.addresses import (
    FormerPlace,
    ImportLane,
    PayLane,
    Probe,
    ReportLane,
    ToChat,
    ToMail,
    ToPerson,
    ToTicket,
    parse,
)

ROOT = Path(__file__).parents[2]
KINDS = (addresses.PERSON, addresses.TICKET, addresses.CHAT, addresses.FORMER, addresses.MAIL)
BUILT = re.compile(
    rf"""["'](?:{"|".join((*KINDS, addresses.PROBE, addresses.IMPORT, addresses.REPORT, addresses.PAY))}):"""
)
TAKEN_APART = re.compile(r"(?:destination|\.to)\b[^\n]*\.(?:partition|split|startswith|removeprefix)\(")
ids = st.integers(-(2**63), 2**63 - 1)
places = st.none() | st.integers(1, 2**31)
every = (
    st.builds(ToPerson, ids, st.sampled_from(["telegram", "postcard"]))
    | st.builds(ToTicket, ids)
    | st.builds(ToChat, ids)
    | st.builds(FormerPlace, ids, places, places)
    | st.builds(ToMail, st.text())
    | st.builds(Probe, ids)
    | st.builds(ImportLane, ids)
    | st.builds(ReportLane, ids)
    | st.builds(PayLane, ids)
)


@given(every)
def test_an_address_comes_back_from_its_text(address: addresses.Address):
    assert parse(str(address)) == address


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (ToPerson(3), "person:3"),
        (ToPerson(3, "postcard"), "person:3@postcard"),
        (ToTicket(12), "ticket:12"),
        (ToChat(-1001), "chat:-1001"),
        (FormerPlace(-1001, 5, 6), "place:-1001:5:6"),
        (FormerPlace(-1001, None, 6), "place:-1001::6"),
        (ToMail("anna@romashka.example"), "mail:anna@romashka.example"),
        (Probe(-1001), "probe:-1001"),
        (ImportLane(4), "import:4"),
        (ReportLane(3), "report:3"),
    ],
)
def test_its_text_is_the_one_that_earlier_releases_stored(address: addresses.Address, text: str):
    assert str(address) == text
    assert parse(text) == address


@pytest.mark.parametrize("text", ["", "person", "person:", "person:x", "place:1", "nobody:1"])
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(ValueError, match=r"."):
        parse(text)


def test_nobody_else_builds_or_cuts_such_texts():
    files = [path for folder in ("bot", "db", "handlers", "keyboards") for path in (ROOT / folder).rglob("*.py")]
    others = [path for path in files if path != ROOT / "bot/rules/addresses.py" and "versions" not in path.parts]
    offending = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in others
        if "sandbox" not in path.parts
        for line in path.read_text().splitlines()
        if BUILT.search(line) or (TAKEN_APART.search(line) and "startswith(prefix)" not in line)
    }
    assert offending == set()
