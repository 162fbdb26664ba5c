import contextlib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.deadlines.overrides import Reason, Span, Unreadable, joined, parse

TODAY = date(2026, 11, 23)
NEW_YEARS_EVE = date(2026, 12, 31)


def days(first, last, working, note=""):
    return [Span(date.fromisoformat(first), date.fromisoformat(last), working, note)]


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("31.12.2026 выходной корпоратив", days("2026-12-31", "2026-12-31", False, "корпоратив")),
        ("2026-12-31 выходной", days("2026-12-31", "2026-12-31", False)),
        ("31.12.2026;рабочий;инвентаризация склада", days("2026-12-31", "2026-12-31", True, "инвентаризация склада")),
        ("1.2.2027 Выходной День: переезд", days("2027-02-01", "2027-02-01", False, "переезд")),
        ("04.01.2027-06.01.2027 рабочие", days("2027-01-04", "2027-01-06", True)),
        ("04.01.2027 – 06.01.2027, рабочие дни", days("2027-01-04", "2027-01-06", True)),
        ("2027-01-04..2027-01-06 working, shop", days("2027-01-04", "2027-01-06", True, "shop")),
        ("31.12.2026 day off", days("2026-12-31", "2026-12-31", False)),
        ("31.12.2026 как в законе", days("2026-12-31", "2026-12-31", None)),
        ("31.12.2026 — AS IN LAW", days("2026-12-31", "2026-12-31", None)),
        ("29.02.2028 рабочий", days("2028-02-29", "2028-02-29", True)),
        ("23.11.2026 выходной", days("2026-11-23", "2026-11-23", False)),
        ("31.12.2031 рабочий", days("2031-12-31", "2031-12-31", True)),
        ("01.01.2027-01.01.2028 рабочие", days("2027-01-01", "2028-01-01", True)),
        (f"31.12.2026 рабочий {'я' * 200}", days("2026-12-31", "2026-12-31", True, "я" * 200)),
        ("", []),
    ],
)
def test_a_line_is_read_as_people_write_it(line, spans):
    assert parse(line, TODAY) == spans


WORDS = {
    True: ("рабочий день", "рабочие дни", "рабочий", "рабочие", "working day", "working days", "working"),
    False: (
        *("выходной день", "выходные дни", "выходной", "выходные", "day off", "days off", "off"),
        *("нерабочий день", "нерабочие дни", "нерабочий", "нерабочие"),
    ),
    None: ("как в законе", "по закону", "as in law"),
}


@pytest.mark.parametrize(("word", "working"), [(word, kind) for kind, words in WORDS.items() for word in words])
def test_a_day_may_be_called_by_any_of_these_words(word: str, working: bool | None):
    assert parse(f"31.12.2026 {word}: склад", TODAY) == days("2026-12-31", "2026-12-31", working, "склад")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("завтра выходной", Reason.UNREADABLE),
        ("31.12.2026", Reason.UNREADABLE),
        ("31.12.2026 рабочийх", Reason.UNREADABLE),
        ("31.12 выходной", Reason.UNREADABLE),
        ("31.12.2026 праздничный салют", Reason.UNREADABLE),
        ("<b>", Reason.UNREADABLE),
        ("29.02.2027 выходной", Reason.NO_SUCH_DAY),
        ("32.12.2026 рабочий", Reason.NO_SUCH_DAY),
        ("0000-00-00 рабочий", Reason.NO_SUCH_DAY),
        ("22.11.2026 рабочий", Reason.PAST),
        ("01.01.2032 рабочий", Reason.TOO_FAR),
        ("31.12.9999 рабочий", Reason.TOO_FAR),
        ("06.01.2027-04.01.2027 рабочие", Reason.BACKWARDS),
        ("01.01.2027-02.01.2028 рабочие", Reason.TOO_MANY_DAYS),
        ("01.01.2027-02.01.2029 рабочие", Reason.TOO_MANY_DAYS),
        ("01.12.2031-01.01.2032 рабочие", Reason.TOO_FAR),
        (f"31.12.2026 рабочий {'я' * 201}", Reason.LONG_NOTE),
    ],
)
def test_a_line_is_refused_for_a_reason(line, reason):
    with pytest.raises(Unreadable) as refused:
        parse(line, TODAY)
    assert [fault.reason for fault in refused.value.faults] == [reason]


def test_every_wrong_line_is_named_by_its_number():
    text = "31.12.2026 рабочий\n\nчто-то\n30.12.2026-31.12.2026 выходные\n29.12.2026 рабочий"
    with pytest.raises(Unreadable) as refused:
        parse(text, TODAY)
    assert [(fault.line, fault.reason) for fault in refused.value.faults] == [
        (3, Reason.UNREADABLE),
        (4, Reason.TWICE),
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "twice"),
    [
        ("30.12.2026-31.12.2026", "31.12.2026", True),
        ("30.12.2026", "30.12.2026-31.12.2026", True),
        ("30.12.2026", "31.12.2026", False),
        ("30.12.2026-31.12.2026", "01.01.2027", False),
    ],
)
def test_a_day_is_named_once(earlier: str, later: str, twice: bool):
    text = f"{earlier} рабочий\n29.12.2026 рабочий\n{later} рабочий"
    if not twice:
        assert len(parse(text, TODAY)) == 3
        return
    with pytest.raises(Unreadable) as refused:
        parse(text, TODAY)
    assert [(fault.line, fault.text, fault.reason) for fault in refused.value.faults] == [
        (3, f"{later} рабочий", Reason.TWICE)
    ]


@given(st.text(alphabet="0123456789.-– \nрабочийвыходной<>", max_size=60))
def test_nonsense_is_refused_and_nothing_else_happens(text):
    with contextlib.suppress(Unreadable):
        assert all(TODAY <= span.first <= span.last for span in parse(text, TODAY))


KINDS = st.tuples(st.booleans(), st.sampled_from(["", "а"]))


@given(st.dictionaries(st.integers(0, 30), KINDS, max_size=20))
def test_joining_keeps_every_day_and_leaves_nothing_to_join(kinds):
    given_days = {NEW_YEARS_EVE + timedelta(days=n): kind for n, kind in kinds.items()}
    spans = joined(Span(day, day, *kind) for day, kind in given_days.items())
    assert {day: (span.working, span.note) for span in spans for day in span.days()} == given_days
    for before, after in pairwise(spans):
        same = (before.working, before.note) == (after.working, after.note)
        assert before.last + timedelta(days=1) < after.first or not same
