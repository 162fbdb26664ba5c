"""The menus of commands that Telegram offers: in private, in operator groups and to supervisors."""

from collections.abc import Iterable, Mapping
from typing import Any

from aiogram.utils.i18n import gettext as _

from bot.languages import Languages
from bot.rules.policy import Policy
from bot.rules.text import N_

PRIVATE = {
    "start": N_("About the desk"),
    "new": N_("New request"),
    "tickets": N_("My requests"),
    "tariff": N_("My company's tariff"),
    "profile": N_("My details"),
    "help": N_("How it works"),
    "language": N_("Language"),
    "cancel": N_("Leave the present step"),
}
GROUP = {
    "take": N_("Take the request"),
    "resolve": N_("Ask the requester whether it is solved"),
    "extend": N_("Extend the deadline"),
    "ask": N_("Ask the requester for data"),
    "transfer": N_("Transfer to another group"),
    "note": N_("Leave a note for operators"),
    "delete": N_("Delete a message on both sides (as a reply)"),
    "card": N_("Show the card again"),
    "kb": N_("Find an article of the guide"),
    "t": N_("Canned answers"),
    "open": N_("Open requests of this group"),
    "unanswered": N_("Messages without an answer"),
    "help": N_("What operators can do here"),
}
SUPERVISOR = {
    "stats": N_("Statistics of a period"),
    "tariff": N_("A company's tariff: show or extend"),
    "bind": N_("Choose what comes to a group (send it there)"),
    "close": N_("Close a request with a reason"),
    "audit": N_("Record of a request"),
    "calendar": N_("Working calendar: look, change"),
    "groups": N_("Operator groups: what they do and lack"),
    "unanswered": N_("Messages without an answer, of all groups"),
    "import": N_("Import articles of the guide (a file)"),
    "words": N_("Words that operators are not to write"),
    "t": N_("Canned answers"),
    "failed": N_("What was not processed or delivered"),
}

Menu = dict[str, Any]


def menus(policy: Policy, languages: Languages, groups: Iterable[int]) -> list[Menu]:
    """Give the parameters of each setMyCommands call; `groups` are the chat ids of operator groups.

    A group reads one language, so its menu has one; people read the menu in the language of their Telegram.
    """
    chats = {*groups} if policy.fallback_group is None else {*groups, policy.fallback_group}
    with languages.speaking(policy.default_locale):
        found = [of_group(chat) for chat in sorted(chats)]
    found += _in_every_language(languages, policy, {"type": "all_private_chats"}, PRIVATE)
    for supervisor in sorted(map(int, policy.supervisors)):
        found += _in_every_language(languages, policy, _chat(supervisor), PRIVATE | SUPERVISOR)
    return found


def of_group(chat: int) -> Menu:
    """Give the menu of one operator group, in the language of the moment."""
    return _menu(_chat(chat), GROUP)


def _in_every_language(languages: Languages, policy: Policy, scope: Menu, words: Mapping[str, str]) -> list[Menu]:
    with languages.speaking(policy.default_locale):
        found = [_menu(scope, words)]
    for locale in sorted(languages.available_locales):
        with languages.speaking(locale):
            found.append(_menu(scope, words) | {"language_code": locale})
    return found


def _menu(scope: Menu, words: Mapping[str, str]) -> Menu:
    return {"scope": scope, "commands": [{"command": name, "description": _(text)} for name, text in words.items()]}


def _chat(chat: int) -> Menu:
    return {"type": "chat", "chat_id": chat}
