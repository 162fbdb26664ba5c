"""What is due before somebody is asked about themselves (152-ФЗ, article 9)."""

import pytest

from bot.rules.people.consent import Answer, Due, Mode, due

CASES = [
    (Mode.ASK, None, Due.ASK),
    (Mode.ASK, Answer.AGREED, Due.NOTHING),
    (Mode.ASK, Answer.REFUSED, Due.ASK),
    (Mode.ASK, Answer.INFORMED, Due.ASK),
    (Mode.ASK, Answer.WITHDRAWN, Due.ASK),
    (Mode.INFORM, None, Due.TELL),
    (Mode.INFORM, Answer.AGREED, Due.NOTHING),
    (Mode.INFORM, Answer.REFUSED, Due.TELL),
    (Mode.INFORM, Answer.INFORMED, Due.NOTHING),
    (Mode.INFORM, Answer.WITHDRAWN, Due.TELL),
]


@pytest.mark.parametrize(("mode", "last", "expected"), CASES)
def test_only_consent_is_enough_where_it_is_asked_for(mode: Mode, last: Answer | None, expected: Due):
    assert due(mode, last) is expected


def test_the_table_is_whole():
    assert {(mode, last) for mode, last, _ in CASES} == {(mode, last) for mode in Mode for last in (None, *Answer)}
