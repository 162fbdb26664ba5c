"""The watch over what the bot says must be able to fail."""

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, GetMe, SendMessage, SendPhoto
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox.world import Content
from tests.desks import telegram
from tests.watching import CHOICE, Saying, Watch, sayings, wrong


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("«до пятницы» — это пт. Is that right?", "ru", ["Is", "that", "right"]),
        ("что: order, screenshot", "ru", ["order", "screenshot"]),
        ("Обращение закрыто.", "en", ["Обращение", "закрыто"]),
        ("The request <b>закрыто</b>.", "en", ["закрыто"]),
        ("Обращение <b>ЭО-1</b> закрыто: https://example.org/a, anna@example.org, /help, @BotFather", "ru", []),
        ("Request <b>ЭО-1</b> is closed.", "en", []),
        ("Не задан BOT_TOKEN, смотрите README и docs/operations.md", "ru", []),
        ("Ошибка: <code>there is no folder</code>", "ru", []),
        ("Пользователь Anna", "ru", []),
        ("Причина: Bad Request: chat not found", "ru", []),
    ],
)
def test_words_of_the_other_language_are_found(text: str, language: str, expected: list[str]):
    assert list(wrong(text, language, {"anna"})) == [f"a word of the other language, “{word}”" for word in expected]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "nothing"),
        (" \n", "nothing"),
        ("Тариф: None", "None"),
        ("Срок: {deadline}", "a field"),
        ("Состояние: waiting_requester", "the key waiting_requester"),
    ],
)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_the_programs_own_is_found_in_any_language(text: str, fault: str, language: str):
    assert fault in list(wrong(text, language))


def test_every_text_of_a_call_is_read():
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="x")]])
    sent = SendMessage(chat_id=1, text="Верно?", reply_markup=keyboard)
    assert list(sayings("sendmessage", sent)) == [
        Saying("sendmessage", 1, "Верно?"),
        Saying("a button of sendmessage", 1, "Да"),
    ]
    photo = SendPhoto(chat_id=1, photo="id", caption="Снимок")
    assert list(sayings("sendphoto", photo)) == [Saying("sendphoto", 1, "Снимок")]
    edited = EditMessageText(chat_id=1, message_id=1, text="Готово")
    assert list(sayings("editmessagetext", edited)) == [Saying("editmessagetext", 1, "Готово")]
    alert = AnswerCallbackQuery(callback_query_id="1", text="Поздно")
    assert list(sayings("answercallbackquery", alert)) == [Saying("answercallbackquery", None, "Поздно")]
    assert list(sayings("answercallbackquery", AnswerCallbackQuery(callback_query_id="1"))) == []
    assert list(sayings("getme", GetMe())) == []


def test_whoever_chooses_a_language_is_answered_in_it():
    watch = Watch()
    watch.said = [Saying("x", 1, "Язык"), Saying(CHOICE, 1, "en"), Saying("x", 1, "Closed"), Saying("x", 2, "Closed")]
    assert list(watch.faults()) == ["x to 2: a word of the other language, “Closed”: Closed"]
    watch.said += [Saying("x", 1, "Язык"), Saying("x", 1, "Закрыто")]
    assert [fault.partition(":")[0] for fault in watch.faults()] == ["x to 2", "x to 1"]


def test_words_of_people_are_nobodys_fault_and_those_of_the_bot_teach_nothing():
    watch = Watch()
    watch.hear([{"message": {"from": {"id": 7, "first_name": "Ann"}, "text": "please help_me"}}], bot=1)
    watch.hear([{"callback_query": {"message": {"from": {"id": 1}, "text": "Closed"}}}], bot=1)
    watch.said = [Saying("x", 2, text) for text in ("Ann: please help_me", "Closed")]
    assert list(watch.faults()) == ["x to 2: a word of the other language, “Closed”: Closed"]


async def test_a_conversation_in_which_somebody_reads_the_wrong_thing_fails():
    async def talk() -> None:
        async with telegram() as (sandbox, _address):
            sandbox.telegram.post(sandbox.world.chats[101], 101, Content(text="Some words"))
            sandbox.watch.said += [Saying("x", 101, text) for text in ("Вы: Some words", "Тариф: None")]

    with pytest.raises(AssertionError, match="nobody should read this:\nx to 101: None: Тариф: None"):
        await talk()
