"""The question about a held message in its ticket's topic, and in its place later what was decided."""

from aiogram.utils.i18n import gettext as _

from bot.channels.errors import Receipt
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.copies import known_as
from bot.channels.telegram.notices import Words
from bot.channels.telegram.places import Destination, resolve
from bot.phrasing import excerpt, is_slang, quoted
from bot.rules.moderation.moderation import Findings
from db.moderation import held
from db.moderation.held import Hold
from db.outbox import Parcel
from db.people import people
from db.tickets import messages
from keyboards import held as held_keyboard

SHOWN_LIMIT = 1500
"""UTF-16 units of a text as it would be sent."""


async def show_prompt(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Ask, or show in the place of the question how things stand now."""
    assert parcel.message is not None
    where = await resolve(telegram, parcel)
    async with telegram.reading() as connection:
        hold = await held.of_message(connection, parcel.message)
        assert hold is not None
        message = await messages.by_id(connection, hold.message)
        decider = await people.by_id(connection, hold.decided_by) if hold.decided_by else None
    with telegram.languages.speaking(where.locale):
        if hold.waits:
            words = _question(hold, elsewhere=message.origin.place != str(where.chat_id))
        else:
            words = Words(_outcome(hold, message.html, decider.name if decider else None))
    if not await _edited(telegram, hold, where, words) and hold.waits:
        await _ask(telegram, hold, where, words)
    return Receipt()


async def _edited(telegram: Telegram, hold: Hold, where: Destination, words: Words) -> bool:
    """Put words into the place of the question; False when it stands nowhere in this chat."""
    if hold.prompt_id is None or hold.prompt_chat != where.chat_id:
        return False
    params = {"chat_id": where.chat_id, "message_id": hold.prompt_id, "text": words.html, "parse_mode": "HTML"}
    try:
        await telegram.call("editMessageText", params | _markup(words), "message is not modified")
    except ApiError as error:
        if not error.says("message to edit not found", "message can't be edited"):
            raise
        return False
    return True


async def _ask(telegram: Telegram, hold: Hold, where: Destination, words: Words) -> None:
    params = where.params(await known_as(telegram, hold.message, where)) | _markup(words)
    asked = await telegram.send(params.pop("chat_id"), words.html, **params)
    async with telegram.database.transaction() as connection:
        await held.prompted(connection, hold.message, where.chat_id, asked)


def _markup(words: Words) -> dict[str, object]:
    return {"reply_markup": words.keyboard.model_dump(exclude_none=True)} if words.keyboard else {}


def _question(hold: Hold, *, elsewhere: bool) -> Words:
    """Ask; what was written `elsewhere`, in a group that its ticket has left, nobody can edit here."""
    found = Findings(**hold.findings)
    head = _("Not sent: {why}") if hold.act == held.NEW else _("The edit is not sent: {why}")
    said = head.format(why=_why(found)).replace(": \n", ":\n")
    lines = [f"✋ {said}"]
    if elsewhere and (found.obscene or (found.slang and hold.corrected is None)):
        text = _("It was written in another group and cannot be edited here: please write in your own words.")
        lines.append(text)
    elif found.obscene:
        lines.append(_("Please edit the message: it will be checked again and sent."))
    elif hold.corrected is not None:
        lines += [_("Corrected:"), f"<blockquote expandable>{excerpt(hold.corrected, SHOWN_LIMIT)}</blockquote>"]
    elif found.slang:
        lines.append(_("There is no ready replacement. Please edit the message: it will be checked again and sent."))
    if found.is_name:
        lines.append(_("Supervisors have been asked whether this is a name."))
    return Words(
        "\n".join(lines), held_keyboard.held(hold.message, hold.version, found, fixable=hold.corrected is not None)
    )


def _why(found: Findings) -> str:
    """Give the reason, or a line for each of several."""
    reasons = _reasons(found) or [_("the request is closed.")]
    return reasons[0] if len(reasons) == 1 else "".join(f"\n• {each[0].upper()}{each[1:]}" for each in reasons)


def _reasons(found: Findings) -> list[str]:
    obscene = [_("“{word}” is an obscene or insulting word.").format(word=quoted(word)) for word in found.obscene]
    slang = [is_slang(word, proper) for word, proper in found.slang]
    unlinked = [_("an instruction without a link to the guide.")] if found.unlinked else []
    aside = [_("this seems to be meant for colleagues: such messages begin with //.")] if found.aside else []
    return obscene + slang + unlinked + aside


def _outcome(hold: Hold, sent: str, decider: str | None) -> str:
    if hold.state == held.DROPPED:
        return _("Not sent: {operator} decided so.").format(operator=quoted(decider)) if decider else _("Not sent.")
    found = Findings(**hold.findings)
    if hold.state == held.SENT and not found:
        return _("Sent after the edit.")
    if hold.state == held.SENT:
        return _("Sent unchanged · {operator}").format(operator=quoted(decider or "…"))
    linked = any(link in sent and link not in hold.html for _id, _title, link in found.articles)
    text = _("Sent with a link to the article · {operator}") if linked else _("Sent with corrections · {operator}")
    text = text.format(operator=quoted(decider or "…"))
    return f"{text}\n<blockquote expandable>{excerpt(sent, SHOWN_LIMIT)}</blockquote>"
