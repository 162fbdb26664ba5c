"""Who is admitted by the code of an empty desk."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.people.invitations import LASTS, Invitation, digest_of, link

MADE = datetime(2026, 2, 3, 7, tzinfo=UTC)
CODE = "Zk3_x-9"
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("code", "used_at", "now", "admitted"),
    [
        (CODE, None, MADE, True),
        (CODE, None, MADE + LASTS - SECOND, True),
        (CODE, None, MADE + LASTS, False),
        (CODE, MADE, MADE + SECOND, False),
        (CODE.lower(), None, MADE, False),
        (CODE + "=", None, MADE, False),
        ("", None, MADE, False),
    ],
)
def test_a_code_admits_once_in_time_and_as_it_was_made(
    code: str, used_at: datetime | None, now: datetime, admitted: bool
):
    assert Invitation(digest_of(CODE), MADE, used_at).admits(code, now) is admitted


@given(st.text(), st.text())
def test_no_other_code_admits(made: str, shown: str):
    assert Invitation(digest_of(made), MADE, None).admits(shown, MADE) is (made == shown)


@given(st.text(min_size=1))
def test_the_code_cannot_be_read_from_what_is_kept(code: str):
    kept = digest_of(code)
    assert len(kept) == 64
    assert len(code) < 3 or code not in kept or set(code) <= set("0123456789abcdef")


def test_the_link_opens_the_bot_with_the_code():
    assert link("desk_bot", CODE) == f"https://t.me/desk_bot?start={CODE}"
