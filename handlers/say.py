"""How handlers answer: always through the outbox, in the transaction of the input (DESIGN 8)."""

from collections.abc import Sequence
from typing import Any

from aiogram.enums import ChatType
from aiogram.types import (
    CallbackQuery,
    ForceReply,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiogram.utils.i18n import gettext as _

from bot.actions import outgoing
from bot.actions.work import InlineAnswer, Person, PressAnswer, Received, ShownPage, Ticket, Work
from bot.phrasing import moment, quoted
from bot.rules.asking import Question, of_page
from bot.rules.tickets.incoming import Incoming
from handlers.filters import place
from handlers.markup import as_html

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply


TYPED = "typed"
"""Id of the press of a button whose label was typed: its message is the person's own."""


async def private(
    work: Work, person: Person, html: str, keyboard: Keyboard | None = None, question: Question | None = None
) -> None:
    """Write to a person in private; of a `question` only the newest copy keeps its buttons."""
    await outgoing.call(work, outgoing.to_person(person.id), "sendMessage", _message(html, keyboard), question)


async def edit_private(
    work: Work,
    person: Person,
    press: CallbackQuery,
    html: str,
    keyboard: InlineKeyboardMarkup | None = None,
    question: Question | None = None,
) -> None:
    """Put new words and buttons in the place of the private message whose button was pressed, or typed: then below."""
    if press.message is None or press.id == TYPED:
        return await private(work, person, html, keyboard, question)
    params = _message(html, keyboard) | {"message_id": press.message.message_id}
    await outgoing.call(work, outgoing.to_person(person.id), "editMessageText", params, question)
    return None


async def edit_pressed(
    work: Work, press: CallbackQuery, html: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Put new words and buttons in the place of the message whose button was pressed, in whatever chat that is.

    Where the button does not stand any more they come as a message of their own.
    """
    chat, message = place(press)
    method, which = ("editMessageText", {"message_id": message}) if message else ("sendMessage", {})
    await outgoing.call(work, await outgoing.to_wherever(work, chat), method, _message(html, keyboard) | which)


async def drop_buttons(work: Work, person: Person, press: CallbackQuery) -> None:
    """Take the buttons away from the private message whose button was pressed; its words stay."""
    _chat, message = place(press)
    if message:
        params = {"message_id": message}
        await outgoing.call(work, outgoing.to_person(person.id), "editMessageReplyMarkup", params)


async def answered(work: Work, person: Person, press: CallbackQuery) -> None:
    """Leave a private question as it was asked, with the answer that was pressed and when, and without its buttons."""
    asked, label = press.message, _label(press)
    if not isinstance(asked, Message) or asked.text is None or label is None:
        return await drop_buttons(work, person, press)
    note = _("You answered: {answer} · {moment}")
    said = note.format(answer=quoted(label), moment=moment(work.now, work.policy.zone))
    return await edit_private(work, person, press, f"{as_html(asked.text, asked.entities)}\n\n<i>{said}</i>")


def _label(press: CallbackQuery) -> str | None:
    """Return what stands on the pressed button; None for one that does not stand there."""
    if not isinstance(press.message, Message) or press.message.reply_markup is None:
        return None
    buttons = (each for row in press.message.reply_markup.inline_keyboard for each in row)
    return next((each.text for each in buttons if each.callback_data == press.data), None)


async def withdraw(work: Work, person: Person, question: Question) -> None:
    """Take the buttons away from the copy of a private question that stands: it is answered elsewhere."""
    await outgoing.withdraw(work, outgoing.to_person(person.id), question)


async def reply(
    work: Work, message: Message, html: str, keyboard: Keyboard | None = None, question: Question | None = None
) -> None:
    """Answer a message where it stands, in whatever chat and topic; of a `question` one copy keeps its buttons."""
    params = _message(html, keyboard) | beside(message)
    await outgoing.call(work, await outgoing.to_wherever(work, message.chat.id), "sendMessage", params, question)


async def reply_page(
    work: Work, message: Message, html: str, keyboard: InlineKeyboardMarkup | None, question: Question
) -> None:
    """Answer an operator by a page whose buttons may be pressed by typing what they say."""
    await reply(work, message, html, keyboard, question)
    work.pages.append(_shown(0, html, keyboard))


def beside(message: Message) -> dict[str, Any]:
    """Return what puts an answer beside a message: as a reply, in its topic of a group; a private chat's is known."""
    answered = {"message_id": message.message_id, "allow_sending_without_reply": True}
    in_topic = message.is_topic_message and message.chat.type != ChatType.PRIVATE
    topic = {"message_thread_id": message.message_thread_id} if in_topic else {}
    return topic | {"reply_parameters": answered}


async def to_ticket(work: Work, ticket: Ticket, html: str, keyboard: Keyboard | None = None) -> None:
    """Write to the operators at a ticket's place."""
    await outgoing.call(work, outgoing.to_ticket(ticket.number), "sendMessage", _message(html, keyboard))


async def page(
    work: Work, person: Person, ticket: Ticket, html: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Show an operator a page at a ticket's place: whoever is asked may press its buttons by typing what they say."""
    question = of_page(person.id, ticket.number)
    await outgoing.call(work, outgoing.to_ticket(ticket.number), "sendMessage", _message(html, keyboard), question)
    work.pages.append(_shown(0, html, keyboard))


def _shown(message: int, html: str, keyboard: InlineKeyboardMarkup | None) -> ShownPage:
    buttons = [each for row in keyboard.inline_keyboard for each in row] if keyboard else []
    return ShownPage(message, html, tuple((each.text, each.callback_data) for each in buttons if each.callback_data))


async def edit_in_group(
    work: Work, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Put new words and buttons in the place of a message of the bot in a group."""
    if message:
        params = _message(html, keyboard) | {"message_id": message}
        await outgoing.call(work, outgoing.to_chat(chat), "editMessageText", params)
    work.pages.append(_shown(message, html, keyboard))


async def drop_buttons_in_group(work: Work, chat: int, message: int) -> None:
    """Take the buttons away from a message of the bot in a group: it is answered."""
    await outgoing.call(work, outgoing.to_chat(chat), "editMessageReplyMarkup", {"message_id": message})


async def delete_in_group(work: Work, chat: int, message: int) -> None:
    """Delete a message of the bot in a group."""
    if message:
        await outgoing.call(work, outgoing.to_chat(chat), "deleteMessage", {"message_id": message})
    work.pages.append(ShownPage(message))


async def set_menu(work: Work, chat: int, menu: dict[str, Any]) -> None:
    """Let Telegram offer a menu of commands in a group."""
    await outgoing.call(work, outgoing.to_chat(chat), "setMyCommands", menu)


async def set_own_menu(work: Work, person: Person, menu: dict[str, Any]) -> None:
    """Let Telegram offer a menu of commands in a person's chat with the bot."""
    await outgoing.call(work, outgoing.to_person(person.id), "setMyCommands", menu)


def received(work: Work, content: Incoming) -> None:
    """Show a requester that their message was taken in, as soon as that is committed; it costs no message."""
    if work.policy.received_reaction is not None:
        chat, message = int(content.origin.place), int(content.origin.id)
        work.answers.append(Received(chat, message, work.policy.received_reaction))


def answer_inline(
    work: Work, query: InlineQuery, results: Sequence[InlineQueryResultArticle], next_offset: str
) -> None:
    """Answer what somebody types after the bot's name, as soon as the transaction is committed."""
    dumped = [
        result.model_dump(mode="json", exclude_none=True, exclude_unset=True) | {"type": "article"}
        for result in results
    ]
    work.answers.append(InlineAnswer(query.id, dumped, next_offset))


def answer_press(work: Work, press: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
    """Answer a button press as soon as the transaction is committed; at most 200 characters."""
    work.answers.append(PressAnswer(press.id, text, alert))


def _message(html: str, keyboard: Keyboard | None) -> dict[str, Any]:
    message: dict[str, Any] = {"text": html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if keyboard is not None:
        message["reply_markup"] = keyboard.model_dump(exclude_none=True)
    return message


async def say_answers(work: Work, message: Message) -> None:
    """Write below a message what would be shown over the chat: nothing was pressed there."""
    for answer in [each for each in work.answers if isinstance(each, PressAnswer) and each.callback == TYPED]:
        work.answers.remove(answer)
        if answer.text:
            await reply(work, message, quoted(answer.text))
