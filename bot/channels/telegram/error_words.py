"""What Telegram's refusals mean, in plain words and in the reader's language."""

from aiogram.utils.i18n import gettext as _


def refusal(said: str) -> str:
    """Word a refusal; one that is not known here is given as it came."""
    return next((words for part, words in _known().items() if part.casefold() in said.casefold()), said)


def _known() -> dict[str, str]:
    """Return the words by a part of Telegram's own description."""
    return {
        "bot was blocked": _("the bot is blocked"),
        "user is deactivated": _("the account is deleted"),
        "chat not found": _("there is no such chat, or the bot is not in it"),
        "bot was kicked": _("the bot was removed"),
        "bot is not a member": _("the bot is not a member"),
        "group chat was deleted": _("the group was deleted"),
        "not enough rights to send": _("the bot may not write there"),
        "CHAT_WRITE_FORBIDDEN": _("the bot may not write there"),
        "TOPIC_CLOSED": _("the topic is closed, and the bot may not reopen it"),
        "message to copy not found": _("the message has been deleted"),
        "message can't be copied": _("a message of this kind cannot be passed on"),
        "message to edit not found": _("the message has been deleted"),
        "message can't be edited": _("the message can no longer be edited"),
        "message can't be deleted": _("the message can no longer be deleted"),
        "message is too long": _("the text is longer than Telegram allows"),
        "caption is too long": _("the caption is longer than Telegram allows"),
        "message text is empty": _("there is no text in it"),
        "file is too big": _("the file is larger than Telegram allows"),
        "Request Entity Too Large": _("the file is larger than Telegram allows"),
        "file_id": _("the file is no longer available"),
        "file identifier": _("the file is no longer available"),
        "file reference": _("the file is no longer available"),
        "can't parse entities": _("the formatting is wrong"),
        "VOICE_MESSAGES_FORBIDDEN": _("voice messages are forbidden by the recipient"),
        "no account there": _("there is no account to write to any more"),
        "SMTP_URL is not set": _("no mail server is set up"),
        "mail server does not answer": _("the mail server does not answer"),
        "Connect call failed": _("the mail server is out of reach"),
        "Error connecting to": _("the mail server is out of reach"),
        "certificate verify failed": _("the mail server's certificate cannot be trusted"),
        "does not carry this file": _("the requester's channel does not carry this file"),
        "cannot take messages back": _("what was sent by the requester's channel cannot be taken back"),
        "bad address": _("it is not an e-mail address"),
        "restored from a backup": _("restored from a backup: it may have been delivered already"),
        "internal error": _("an error in the program; it is on record"),
    }
