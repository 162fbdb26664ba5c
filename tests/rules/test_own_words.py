"""A company's own words as supervisors type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.moderation.own_words import Change, Reason, read
from bot.rules.moderation.treatments import Treatment
from bot.rules.refusals import Refused


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("тикетница = система обращений", Change("тикетница", "система обращений")),
        ("  Тикетница=Система  обращений ", Change("тикетница", "Система обращений")),
        ("тикет* = обращение", Change("тикет*", "обращение")),
        ("тикет-система = система обращений", Change("тикет-система", "система обращений")),
        ("a1 = 1=1", Change("a1", "1=1")),
        ("1С-ка = 1С", Change("1с-ка", "1С")),
        ("вин10* = Windows 10", Change("вин10*", "Windows 10")),
        ("по = термин", Change("по", "термин")),
        ("баз* = термин", Change("баз*", "термин")),
        (f"{'я' * 40} = термин", Change("я" * 40, "термин")),
        (f"слово = {'я' * 80}", Change("слово", "я" * 80)),
        ("- Тикетница", Change("тикетница", None)),
        ("не задерживать Железо", Change("железо", None, Treatment.LEAVE)),
        ("Задерживать железо", Change("железо", None, Treatment.HOLD)),
        ("подсказывать упали", Change("упасть", None, Treatment.HINT)),
        ("hint Железом", Change("железо", None, Treatment.HINT)),
        ("Leave сервак", Change("сервак", None, Treatment.LEAVE)),
        ("hold 1с-ку", Change("1с-ку", None, Treatment.HOLD)),
        ("— тикет*", Change("тикет*", None)),
    ],
)
def test_a_line_adds_or_removes_a_word(line: str, change: Change):
    assert read(line) == change


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", Reason.FORM),
        ("просто слово", Reason.FORM),
        ("слово =", Reason.FORM),
        ("= термин", Reason.WORD),
        ("-", Reason.WORD),
        ("два слова = термин", Reason.WORD),
        ("я = автор", Reason.WORD),
        ("по* = термин", Reason.WORD),
        ("* = термин", Reason.WORD),
        ("сло*во = термин", Reason.WORD),
        ("я" * 41 + " = термин", Reason.WORD),
        ("слово = " + "я" * 81, Reason.TERM),
        ("2000 = две тысячи", Reason.WORD),
        ("20-00* = термин", Reason.WORD),
        ("日本 = Япония", Reason.WORD),
        ("железо = на серваке", Reason.TERM),
        ("чушь = чушь несусветная", Reason.TERM),
        ("бред = х*й знает что", Reason.TERM),
        ("подсказывать сука", Reason.HINTED),
        ("не задерживать два слова", Reason.WORD),
    ],
)
def test_what_makes_no_sense_is_refused(line: str, reason: Reason):
    with pytest.raises(Refused) as refused:
        read(line)
    assert refused.value.reason == reason


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(line: str):
    try:
        change = read(line)
    except Refused:
        return
    assert 2 <= len(change.word) <= 40
    assert change.proper != ""
