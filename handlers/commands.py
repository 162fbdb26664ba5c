"""Every command: in private, in operator groups and for supervisors; the menus of them that Telegram offers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiogram.utils.i18n import gettext as _

from bot.actions.groups.groups import of_chat, of_member
from bot.languages import Languages
from bot.rules.policy import Policy
from bot.rules.text import N_


class Scope(StrEnum):
    """Where a command can be used."""

    PRIVATE = "private"
    TOPIC = "topic"
    """At the place of a ticket: in its topic, or as a reply to its card."""
    GROUP = "group"
    """Anywhere in an operator group."""
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is offered: its words in the menu, and its line in the help."""

    name: str
    scope: Scope
    menu: str
    help: str = ""
    says_no_itself: bool = False
    """Whether it has words of its own for people that a supervisor's command is not for."""


COMMANDS = (
    Command("start", Scope.PRIVATE, N_("About the desk")),
    Command("new", Scope.PRIVATE, N_("New request"), N_("/new — new request")),
    Command("tickets", Scope.PRIVATE, N_("My requests"), N_("/tickets — my requests")),
    Command("tariff", Scope.PRIVATE, N_("My company's tariff"), N_("/tariff — tariff and services")),
    Command("profile", Scope.PRIVATE, N_("My details"), N_("/profile — identifying information")),
    Command("help", Scope.PRIVATE, N_("How it works"), N_("/help — this list")),
    Command("language", Scope.PRIVATE, N_("Language"), N_("/language — language")),
    Command("cancel", Scope.PRIVATE, N_("Leave the present step"), N_("/cancel — leave the present step")),
    Command("mydata", Scope.PRIVATE, N_("Get my data"), N_("/mydata — get the data about you as a file")),
    Command("forget", Scope.PRIVATE, N_("Delete my data"), N_("/forget — delete the data about you")),
    Command("take", Scope.TOPIC, N_("Take the request"), N_("/take — take the request")),
    Command(
        "resolve",
        Scope.TOPIC,
        N_("Ask the requester whether it is solved"),
        N_("/resolve — ask the requester whether it is solved"),
    ),
    Command("extend", Scope.TOPIC, N_("Extend the deadline"), N_("/extend — extend the deadline")),
    Command("ask", Scope.TOPIC, N_("Ask the requester for data"), N_("/ask — ask the requester for data")),
    Command(
        "transfer",
        Scope.TOPIC,
        N_("Transfer to another group"),
        N_("/transfer — hand the request over to another group"),
    ),
    Command("note", Scope.TOPIC, N_("Leave a note for operators"), N_("/note text — a note that stays inside")),
    Command(
        "delete",
        Scope.TOPIC,
        N_("Delete a message on both sides (as a reply)"),
        N_("/delete — as a reply: delete your message on both sides"),
    ),
    Command("card", Scope.TOPIC, N_("Show the card again"), N_("/card — show the card again, below")),
    Command(
        "kb",
        Scope.TOPIC,
        N_("Find an article of the guide"),
        N_("/kb words — find an article of the guide and send it"),
    ),
    Command("t", Scope.TOPIC, N_("Canned answers"), N_("/t — canned answers; /t name shows one")),
    Command("call", Scope.GROUP, N_("Open a request for who calls"), N_("/call — open a request for who calls")),
    Command("open", Scope.GROUP, N_("Open requests of this group"), N_("/open — open requests")),
    Command(
        "unanswered", Scope.GROUP, N_("Messages without an answer"), N_("/unanswered — messages without an answer")
    ),
    Command("help", Scope.GROUP, N_("What operators can do here"), N_("/help — this list")),
    Command("stats", Scope.SUPERVISOR, N_("Statistics of a period"), N_("/stats — statistics of a period")),
    Command(
        "tariff",
        Scope.SUPERVISOR,
        N_("A company's tariff: show or extend"),
        N_("/tariff INN months — a company's tariff"),
        says_no_itself=True,
    ),
    Command(
        "bind",
        Scope.SUPERVISOR,
        N_("Choose what comes to a group (send it there)"),
        N_("/bind — in a group: what comes there"),
        says_no_itself=True,
    ),
    Command("close", Scope.SUPERVISOR, N_("Close a request with a reason"), N_("/close ЭО-1 reason — close a request")),
    Command("audit", Scope.SUPERVISOR, N_("Record of a request"), N_("/audit ЭО-1 — its record")),
    Command("calendar", Scope.SUPERVISOR, N_("Working calendar: look, change"), N_("/calendar — the working calendar")),
    Command("groups", Scope.SUPERVISOR, N_("Operator groups: what they do and lack"), N_("/groups — operator groups")),
    Command(
        "unanswered",
        Scope.SUPERVISOR,
        N_("Messages without an answer, of all groups"),
        N_("/unanswered — messages without an answer"),
    ),
    Command(
        "import",
        Scope.SUPERVISOR,
        N_("Import articles or companies (a file)"),
        N_("/import — articles of the guide or companies, as a file"),
    ),
    Command(
        "words",
        Scope.SUPERVISOR,
        N_("Words that operators are not to write"),
        N_("/words — words that operators are not to write, and synonyms of the guide"),
    ),
    Command("t", Scope.SUPERVISOR, N_("Canned answers"), N_("/t — canned answers"), says_no_itself=True),
    Command(
        "failed",
        Scope.SUPERVISOR,
        N_("What was not processed or delivered"),
        N_("/failed — what was not processed or delivered"),
    ),
    Command(
        "doctor",
        Scope.SUPERVISOR,
        N_("Check the desk: what is wrong, what to do"),
        N_("/doctor — check the desk: what is wrong, what to do"),
    ),
    Command(
        "requests",
        Scope.SUPERVISOR,
        N_("Requests of people about their data"),
        N_("/requests — requests of people about their data"),
    ),
    Command(
        "company",
        Scope.SUPERVISOR,
        N_("A company: people, requests, periods"),
        N_("/company INN or name — a company: people, requests, periods"),
    ),
    Command(
        "invoices",
        Scope.SUPERVISOR,
        N_("Invoices and requisites"),
        N_("/invoices — invoices: waiting, paid, of a company; requisites"),
    ),
    Command(
        "statement",
        Scope.SUPERVISOR,
        N_("The bank's statement: what was paid"),
        N_("/statement — as the caption of the bank's file for 1C: which invoices are paid"),
    ),
)
"""Each stands here once for each place: menus, help and refusals read this table."""


Menu = dict[str, Any]


def of(*scopes: Scope) -> list[Command]:
    """Return the commands of some scopes, in their order; one of a later scope takes the place of its namesake."""
    return list({each.name: each for each in COMMANDS if each.scope in scopes}.values())


def help_lines(*scopes: Scope) -> list[str]:
    """Return what the help says of the commands of some scopes, in the language of the moment."""
    return [_(each.help) for each in COMMANDS if each.scope in scopes and each.help]


def supervisors_own() -> list[str]:
    """Return the commands that everybody but a supervisor is told not to be theirs."""
    return [each.name for each in COMMANDS if each.scope is Scope.SUPERVISOR and not each.says_no_itself]


def menus(
    policy: Policy, languages: Languages, groups: Iterable[int], supervisors: Iterable[str] = frozenset()
) -> list[Menu]:
    """Return the parameters of each setMyCommands call.

    `groups` are the chat ids of operator groups, `supervisors` the addresses of those whom the settings do not name.

    A group reads one language, so its menu has one; people read the menu in the language of their Telegram.
    """
    chats = {*groups} if policy.fallback_group is None else {*groups, policy.fallback_group}
    people = sorted(map(int, {*policy.supervisors, *supervisors}))
    with languages.speaking(policy.default_locale):
        found = [of_group(chat) for chat in sorted(chats)]
        found += [of_supervisor_in(chat, supervisor) for chat in sorted(chats) for supervisor in people]
    found += _in_every_language(languages, policy, {"type": "all_private_chats"}, of(Scope.PRIVATE))
    for supervisor in people:
        found += of_supervisor(policy, languages, supervisor)
    return found


def of_supervisor(policy: Policy, languages: Languages, chat: int) -> list[Menu]:
    """Return the menus of a supervisor's chat with the bot, one for each language."""
    return _in_every_language(languages, policy, of_chat(chat), of(Scope.PRIVATE, Scope.SUPERVISOR))


def of_group(chat: int) -> Menu:
    """Return the menu of one operator group, in the language of the moment."""
    return _menu(of_chat(chat), of(Scope.TOPIC, Scope.GROUP))


def of_supervisor_in(chat: int, supervisor: int) -> Menu:
    """Return the menu of a supervisor in one operator group, in the language of the moment."""
    return _menu(of_member(chat, supervisor), of(Scope.TOPIC, Scope.GROUP, Scope.SUPERVISOR))


def _in_every_language(languages: Languages, policy: Policy, scope: Menu, offered: Sequence[Command]) -> list[Menu]:
    with languages.speaking(policy.default_locale):
        found = [_menu(scope, offered)]
    for locale in sorted(languages.available_locales):
        with languages.speaking(locale):
            found.append(_menu(scope, offered) | {"language_code": locale})
    return found


def _menu(scope: Menu, offered: Sequence[Command]) -> Menu:
    return {"scope": scope, "commands": [{"command": each.name, "description": _(each.menu)} for each in offered]}
