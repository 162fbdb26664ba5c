"""The life of a ticket (3.2): only its requester's «yes» closes it, or a supervisor with a reason.

Their silence does if a setting says so. Operators ask for the confirmation; no event of theirs leads to CLOSED.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.refusals import Refused
from bot.rules.text import cut, utf16_len

TOPIC_NAME_LIMIT = 128
"""UTF-16 units, as the Bot API counts them."""

_NUMBER = re.compile(r"\bЭО-([0-9]{1,9})\b")
_TYPED_NUMBER = re.compile("(?:(?:эо|eo)-?)?([0-9]{1,9})", re.IGNORECASE)


class State(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    IN_WORK = "in_work"
    WAITING_REQUESTER = "waiting_requester"
    WAITING_CONFIRMATION = "waiting_confirmation"
    CLOSED = "closed"


class Event(StrEnum):
    """What can happen to a ticket; `bot.actions.access` decides whose ticket it is to touch."""

    TAKE = "take"
    OPERATOR_MESSAGE = "operator_message"
    REQUESTER_MESSAGE = "requester_message"
    ASK_DATA = "ask_data"
    RESOLVE = "resolve"
    """The requester is asked to confirm that it is solved and no question is left."""
    TRANSFER = "transfer"
    """Another group gets it, where nobody has taken it yet."""
    CONFIRM = "confirm"
    DENY = "deny"
    REOPEN = "reopen"
    CLOSE_BY_SUPERVISOR = "close_by_supervisor"
    CLOSE_BY_SILENCE = "close_by_silence"
    """The requester does not answer: only where SILENCE_CLOSES is set."""
    WITHDRAW = "withdraw"
    """The requester needs no answer any more: they are to be forgotten."""


class Reason(StrEnum):
    """Why an event is refused."""

    CLOSED = "closed"
    NOT_CLOSED = "not_closed"
    ALREADY_ASKED = "already_asked"
    NOT_ASKED = "not_asked"
    NO_DEADLINE = "no_deadline"
    """A technical error has no deadline to extend (4.3)."""
    TOO_MANY = "too_many_tickets"
    """So many within an hour that others could suffer."""


_AFTER: Mapping[State, Mapping[Event, State]] = {
    State.NEW: {
        Event.TAKE: State.IN_WORK,
        Event.OPERATOR_MESSAGE: State.IN_WORK,
        Event.REQUESTER_MESSAGE: State.NEW,
        Event.ASK_DATA: State.WAITING_REQUESTER,
        Event.RESOLVE: State.WAITING_CONFIRMATION,
        Event.TRANSFER: State.NEW,
        Event.CLOSE_BY_SUPERVISOR: State.CLOSED,
        Event.WITHDRAW: State.CLOSED,
    },
    State.IN_WORK: {
        Event.TAKE: State.IN_WORK,
        Event.OPERATOR_MESSAGE: State.IN_WORK,
        Event.REQUESTER_MESSAGE: State.IN_WORK,
        Event.ASK_DATA: State.WAITING_REQUESTER,
        Event.RESOLVE: State.WAITING_CONFIRMATION,
        Event.TRANSFER: State.NEW,
        Event.CLOSE_BY_SUPERVISOR: State.CLOSED,
        Event.WITHDRAW: State.CLOSED,
    },
    State.WAITING_REQUESTER: {
        Event.TAKE: State.WAITING_REQUESTER,
        Event.OPERATOR_MESSAGE: State.WAITING_REQUESTER,
        Event.REQUESTER_MESSAGE: State.IN_WORK,
        Event.ASK_DATA: State.WAITING_REQUESTER,
        Event.RESOLVE: State.WAITING_CONFIRMATION,
        Event.TRANSFER: State.WAITING_REQUESTER,
        Event.CLOSE_BY_SUPERVISOR: State.CLOSED,
        Event.WITHDRAW: State.CLOSED,
    },
    State.WAITING_CONFIRMATION: {
        Event.TAKE: State.WAITING_CONFIRMATION,
        Event.OPERATOR_MESSAGE: State.WAITING_CONFIRMATION,
        Event.REQUESTER_MESSAGE: State.WAITING_CONFIRMATION,
        Event.ASK_DATA: State.WAITING_REQUESTER,
        Event.CONFIRM: State.CLOSED,
        Event.DENY: State.IN_WORK,
        Event.TRANSFER: State.WAITING_CONFIRMATION,
        Event.CLOSE_BY_SUPERVISOR: State.CLOSED,
        Event.WITHDRAW: State.CLOSED,
        Event.CLOSE_BY_SILENCE: State.CLOSED,
    },
    State.CLOSED: {Event.REOPEN: State.IN_WORK},
}

_REFUSALS: Mapping[Event, Reason] = {
    Event.RESOLVE: Reason.ALREADY_ASKED,
    Event.CONFIRM: Reason.NOT_ASKED,
    Event.DENY: Reason.NOT_ASKED,
    Event.REOPEN: Reason.NOT_CLOSED,
    Event.CLOSE_BY_SILENCE: Reason.NOT_ASKED,
}

_EMOJI: Mapping[State, str] = {
    State.NEW: "🆕",
    State.IN_WORK: "🛠",
    State.WAITING_REQUESTER: "❓",
    State.WAITING_CONFIRMATION: "⏳",
    State.CLOSED: "✅",
}
OVERDUE, LEFT = "🔥", "➡"
SIGNS = (OVERDUE, *_EMOJI.values())


def after(state: State, event: Event) -> State:
    """The state that `event` leads to; Refused with a Reason when it cannot happen in `state`."""
    following = _AFTER[state].get(event)
    if following is None:
        raise Refused(Reason.CLOSED if state is State.CLOSED else _REFUSALS[event])
    return following


def unclaimed(state: State, event: Event) -> State:
    """The state after `event` of a ticket that nobody has: an answer makes it new again; a «no» is work (3.2)."""
    return State.NEW if state is State.IN_WORK and event is Event.REQUESTER_MESSAGE else state


def asks_again(state: State, event: Event) -> bool:
    """Tell whether the requester is asked to confirm once more: words are no press, neither «yes» nor «no»."""
    return state is State.WAITING_CONFIRMATION and event is Event.REQUESTER_MESSAGE


def check_open(state: State) -> None:
    """Refused when the ticket is closed."""
    if state is State.CLOSED:
        raise Refused(Reason.CLOSED)


def may_reopen(closed_at: datetime, now: datetime, days: int) -> bool:
    """Whether a closed ticket can still be opened again; later a new one is linked to it."""
    return now - closed_at <= timedelta(days=days)


def emoji(state: State, overdue: bool) -> str:
    """The sign that starts the topic's name; a closed ticket is never shown as overdue."""
    return OVERDUE if overdue and state is not State.CLOSED else _EMOJI[state]


def ticket_number(number: int) -> str:
    """A ticket's number as people see and quote it."""
    return f"ЭО-{number}"


def mentioned(text: str) -> int | None:
    """The number of the first ticket that a text names, if it names one."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else None


def parse_ticket_number(text: str) -> int | None:
    """The number that «ЭО-12», «эо12», «EO-12» or «12» alone means; None when it is something else."""
    found = _TYPED_NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def given_name(name: str) -> str:
    """What a person calls a topic, without the sign of a state in front of it."""
    rest = next((name.removeprefix(sign) for sign in SIGNS if name.startswith(sign)), name)
    return rest.removeprefix("\ufe0f").strip()  # some keyboards add that the sign is to be coloured


def signed_name(icon: str, given: str) -> str:
    """The name of a topic that a person has named."""
    return cut(f"{icon} {given}", TOPIC_NAME_LIMIT)


def left_name(number: int, said: str) -> str:
    """The name of a topic that its ticket has left; `said` says so."""
    return f"{LEFT} {ticket_number(number)} · {said}"


def topic_name(icon: str, number: int, company: str, service: str) -> str:
    """The name of a ticket's topic; when it is too long, company and service share the room evenly."""
    head = f"{icon} {ticket_number(number)}"
    room = TOPIC_NAME_LIMIT - utf16_len(f"{head} ·  · ")
    company = cut(company, max(room // 2, room - utf16_len(service)))
    return f"{head} · {company} · {cut(service, room - utf16_len(company))}"
