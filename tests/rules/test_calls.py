import pytest

from bot.rules import fields
from bot.rules.people.identity import Field, first_missing
from bot.rules.refusals import Refused
from bot.rules.tickets.calls import (
    IDENTITY,
    SKIPPED,
    Reason,
    Step,
    check_company,
    is_open,
    is_out_of_reach,
    next_step,
    recording,
    step_before,
    whole,
)


@pytest.mark.parametrize(
    "link",
    ["https://calls.example.ru/rec/1", "HTTPS://calls.example.ru/rec/1?a=b&c=%20#t=5", "https://запись.рф/1"],
)
def test_clause_2_4_a_recording_is_kept_as_its_link(link):
    assert recording(f"  {link} ") == link


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://calls.example.ru/rec/1", Reason.NOT_HTTPS),
        ("calls.example.ru/rec/1", Reason.NO_LINK),
        ("ftp://calls.example.ru/rec/1", Reason.NO_LINK),
        ("javascript:alert(1)", Reason.NO_LINK),
        ("https://", Reason.NO_LINK),
        ("https://localhost/1", Reason.NO_LINK),
        ("https://[::1", Reason.NO_LINK),
        ('https://calls.example.ru/"><b>', Reason.NO_LINK),
        ("https://a.ru/1 https://a.ru/2", Reason.NO_LINK),
        ("запись разговора", Reason.NO_LINK),
        ("", fields.Reason.EMPTY),
        ("https://a.ru/" + "1" * 500, fields.Reason.TOO_LONG),
    ],
)
def test_clause_2_4_only_a_link_over_https_is_one(text, reason):
    with pytest.raises(Refused) as caught:
        recording(text)
    assert caught.value.reason is reason


@pytest.mark.parametrize("known", [True, False])
def test_the_steps_lead_to_the_check_and_back_to_the_start(known):
    step, way = Step.PHONE, [Step.PHONE]
    while (following := next_step(step, known=known)) is not step:
        assert step_before(following, known=known) is step
        step = following
        way.append(step)
    assert step is Step.CHECK
    assert step_before(Step.PHONE, known=known) is None
    assert known is not (set(IDENTITY) <= set(way)), "who is known is not identified again"


def test_what_is_needed_for_a_ticket_cannot_be_left_open():
    assert set(Step) - SKIPPED == {Step.SERVICE, Step.WORDS, Step.CHECK}


def test_what_was_not_stated_is_left_open():
    kept = whole({"inn": "7707083893"})
    assert [field for field in Field if is_open(field, kept)] == [Field.LOGIN, Field.FULL_NAME, Field.COMPANY]
    assert first_missing(kept) is None
    assert kept["surname"] == ""
    assert kept["patronymic"] is None


@pytest.mark.parametrize(
    "text",
    [
        "спрашивает, как сменить пароль",
        "Как сменить пароль",
        "не видит заказ",
        "Просят перезвонить",
        "пароль?",
        "asks how to log in",
    ],
)
def test_clause_4_1_what_the_caller_asks_is_no_name_of_a_company(text):
    with pytest.raises(Refused) as caught:
        check_company(text)
    assert caught.value.reason is Reason.IS_QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "ООО «Как дома»",
        "Администрация города Тулы",
        "ИП Когдаев",
        "АО Где купить",
        "«Что? Где? Когда?»",
        "Никак",
        "Яндекс",
    ],
)
def test_clause_4_1_a_company_may_be_called_nearly_anything(text):
    check_company(text)


@pytest.mark.parametrize(
    ("phone", "identity", "known", "expected"),
    [
        (None, {}, False, True),
        (None, {"surname": "", "name": "", "patronymic": None, "company": "ООО «Василёк»"}, False, True),
        (None, {"surname": "Петров", "name": "Пётр", "patronymic": None}, False, False),
        ("+79161234567", {}, False, False),
        (None, {}, True, False),
    ],
)
def test_clause_2_4_whom_neither_number_nor_name_tells_cannot_be_called_back(phone, identity, known, expected):
    assert is_out_of_reach(phone, identity, known=known) is expected
