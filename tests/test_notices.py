"""Every notice has words in both languages, whatever people wrote into its fields."""

from datetime import UTC, date, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage
from hypothesis import given
from hypothesis import strategies as st
from teremok.validation import validate_method

from bot.channels.email.letters import write
from bot.channels.plain_words import plain_words
from bot.channels.telegram.notices import render
from bot.languages import NAMES, Languages
from bot.policy import policy_of
from bot.rules import notices
from bot.rules.notices import KINDS, AboutInvoice, AboutTicket, ByMail, InWriting, Notice, WithPaper, pack, unpack
from bot.rules.people.identity import Field
from bot.rules.tickets.data_requests import SKIPPED, Given, Item, Kind
from bot.sandbox.server import TOKEN
from bot.settings import Settings

POLICY = policy_of(Settings())
LANGUAGES = Languages("ru")
BOT = Bot(TOKEN)
NASTY = "<b>&amp; \u202e\u200b'; DROP TABLE tickets; -- 👩‍🚀 {number} %s"
ABSTRACT = (Notice, AboutInvoice, AboutTicket, ByMail, InWriting, WithPaper)
CONCRETE = [kind for kind in KINDS.values() if kind not in ABSTRACT]
MOMENT = datetime(2026, 2, 4, 13, 30, tzinfo=UTC)
OUTCOMES = ("confirm", "deny", "reopen", "rate", "comment")


def values(words: str) -> dict[type, object]:
    """What a field of each type may hold, where people wrote the words."""
    return {
        str: words,
        int: 3,
        bool: True,
        datetime: MOMENT,
        date: MOMENT.date(),
        timedelta: timedelta(hours=2, minutes=5),
        Item: (Item(Kind.OWN, words, words), Item(Kind.INN, words)),
        notices.GivenItem: tuple(
            notices.GivenItem(Item(Kind.ORDER, words), given)
            for given in (Given(words, "text", 3), Given("", "photo", 4), SKIPPED)
        ),
        Field: {Field.FULL_NAME: (words, "Иванов Иван"), Field.INN: ("7707083893", "")},
        notices.SilentTicket: (notices.SilentTicket(3, words, MOMENT, None),),
        notices.WaitingQuestion: (notices.WaitingQuestion(3, words, timedelta(hours=9), None, None),),
    }


def sample(kind: type[Notice], *, empty: bool, words: str = NASTY) -> Notice:
    """A notice with every field filled, or with every field that may be empty left out."""
    given = values(words)
    fields = {}
    for name, field in kind.model_fields.items():
        options = getattr(field.annotation, "__args__", (field.annotation,))
        fields[name] = None if empty and type(None) in options else given[options[0]]
    if kind is notices.Outcome:
        fields["event"] = OUTCOMES[0]
    if kind is notices.KindChanged:
        fields["technical_error"] = empty
    if kind is notices.GroupOffered:
        fields["chat"] = -3
    return kind(**fields)


@pytest.mark.parametrize("locale", NAMES)
@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("kind", CONCRETE, ids=lambda kind: kind.__name__)
def test_it_has_words_that_telegram_takes(kind: type[Notice], empty: bool, locale: str):
    with LANGUAGES.speaking(locale):
        words = render(sample(kind, empty=empty), POLICY)
    validate_method(BOT, SendMessage(chat_id=1, text=words.html, parse_mode="HTML", reply_markup=words.keyboard))
    assert "{" not in words.html.replace("{number} %s", "")


@pytest.mark.parametrize("kind", CONCRETE, ids=lambda kind: kind.__name__)
def test_it_has_plain_words_for_channels_without_their_own(kind: type[Notice]):
    with LANGUAGES.speaking("ru"):
        text, choices = plain_words(sample(kind, empty=False), POLICY)
        words = render(sample(kind, empty=False), POLICY)
    assert "&amp;amp;" not in text
    assert len(text) > 3
    assert bool(choices) == (words.keyboard is not None)


def test_a_letter_says_in_plain_words_what_it_has_no_words_for():
    with LANGUAGES.speaking("ru"):
        letter = write(notices.ConfirmationAsked(number=3), POLICY)
    assert letter.subject == "Ваше обращение"
    assert letter.paragraphs[1].startswith("ЭО-3. Вопрос решён?")
    assert letter.paragraphs[2] == "Варианты ответа: «Да, вопрос решён», «Нет, остались вопросы»."


@pytest.mark.parametrize("event", OUTCOMES)
def test_every_outcome_has_words(event: str):
    with LANGUAGES.speaking("ru"):
        assert render(notices.Outcome(number=1, event=event, rating=5, comment=NASTY), POLICY).html


@pytest.mark.parametrize("kind", CONCRETE, ids=lambda kind: kind.__name__)
def test_it_survives_the_queue(kind: type[Notice]):
    notice = sample(kind, empty=False)
    assert unpack(pack(notice)) == notice


@given(st.text(max_size=300))
def test_peoples_words_cannot_break_the_markup(text: str):
    with LANGUAGES.speaking("ru"):
        words = render(notices.DataAsked(number=1, items=(Item(Kind.OWN, text, text),)), POLICY)
    validate_method(BOT, SendMessage(chat_id=1, text=words.html, parse_mode="HTML"))


def test_what_goes_out_in_writing_is_what_has_words_for_a_letter():
    assert set(write.registry) - {object} == {
        *InWriting.__subclasses__(),
        *ByMail.__subclasses__(),
        *WithPaper.__subclasses__(),
        notices.LoginCode,
    }
