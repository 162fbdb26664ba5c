"""Buttons of an operator who writes down a call, and under what is asked and said by phone."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field as Limited

from bot.rules.services import OFFERED, OTHER, Group, Service, in_group
from bot.rules.text import cut
from bot.rules.tickets.calls import SKIPPED, Step
from keyboards.inline import Number, button, rows
from keyboards.request import group_name

Id = Annotated[int, Limited(ge=0, lt=2**53)]
LABEL_LIMIT = 60
"""UTF-16 units of a button's label: a phone shows no more."""


class CallPress(CallbackData, prefix="call"):
    """A step of the operator `by`, who writes down a call; `value` is a person or a service."""

    do: Literal[
        "find",
        "new",
        "pick",
        "back",
        "skip",
        "keep",
        "service",
        "other",
        "done",
        "erase",
        "open",
        "anyway",
        "fill",
        "cancel",
    ]
    by: Id
    value: Id = 0


class CallGroup(CallbackData, prefix="callgroup"):
    """The services of one group; without one, all groups."""

    by: Id
    group: Group | None = None


class CallFor(CallbackData, prefix="callfor"):
    """The company, by its INN, on whose behalf a known caller calls."""

    by: Id
    person: Id
    inn: str


class ByPhone(CallbackData, prefix="byphone"):
    """What a requester answered on the phone whether it is solved (3.2)."""

    do: Literal["confirm", "deny", "missed"]
    ticket: Number


class SaidByPhone(CallbackData, prefix="told"):
    """What an operator wrote in a topic was said on the phone (4.2)."""

    ticket: Number
    message: Id


def begin(by: int) -> InlineKeyboardMarkup:
    """Ask whether who calls may be known."""
    return rows([_press(_("Find the caller"), "find", by)], [_press(_("New caller"), "new", by)], [_leave(by)])


def find(by: int) -> InlineKeyboardMarkup:
    """While the operator is to type what is looked for."""
    return rows([_press(_("New caller"), "new", by)], [_back(by), _leave(by)])


def found(by: int, callers: Sequence[tuple[int, str]]) -> InlineKeyboardMarkup:
    """Offer those who were found, given as person and label."""
    hits = [[button(cut(label, LABEL_LIMIT), CallPress(do="pick", by=by, value=person))] for person, label in callers]
    again = [_press(_("Search again"), "find", by), _press(_("New caller"), "new", by)]
    return rows(*hits, again, [_leave(by)])


def companies(by: int, person: int, labels: Mapping[str, str]) -> InlineKeyboardMarkup:
    """Offer the companies of a caller: labels by INN."""
    each = [[button(cut(label, LABEL_LIMIT), CallFor(by=by, person=person, inn=inn))] for inn, label in labels.items()]
    return rows(*each, [_back(by), _leave(by)])


def step(by: int, at: Step, *, stated: bool) -> InlineKeyboardMarkup:
    """Let a question be passed over, or what is `stated` be kept."""
    kept = [_press(_("Keep it as it is"), "keep", by)] if stated else []
    passed = [_press(_("Skip"), "skip", by)] if at in SKIPPED else []
    return rows(kept, passed, [_back(by), _leave(by)])


def services(by: int, group: Group | None) -> InlineKeyboardMarkup:
    """Offer the services as requesters see them: in groups, or those of one."""
    if group is None:
        offered = [_of_group(by, each) if isinstance(each, Group) else _service(by, each) for each in OFFERED]
        return rows(*([each] for each in offered), [_back(by), _leave(by)])
    offered = [_service(by, each) for each in (*in_group(group), OTHER)]
    back = button(_("Back"), CallGroup(by=by))
    return rows(*([each] for each in offered), [back, _leave(by)])


def lacking(by: int) -> InlineKeyboardMarkup:
    """Offer what can be had instead of a service that the tariff lacks."""
    other = _press(_("Register as another question"), "other", by)
    return rows([other], [button(_("Back"), CallGroup(by=by)), _leave(by)])


def words(by: int, *, written: bool) -> InlineKeyboardMarkup:
    """Let what was asked be ended, or written again."""
    done = [_press(_("Done"), "done", by), _press(_("Write again"), "erase", by)] if written else []
    return rows(done, [_back(by), _leave(by)])


def check(by: int) -> InlineKeyboardMarkup:
    """Let the ticket be opened."""
    return rows(
        [button(_("Open the request"), CallPress(do="open", by=by), "success")],
        [_back(by), _leave(by)],
    )


def unreachable(by: int) -> InlineKeyboardMarkup:
    """Ask whether a ticket is to be opened for somebody who cannot be called back."""
    return rows([_press(_("State it"), "fill", by)], [_press(_("Open all the same"), "anyway", by)], [_leave(by)])


def verdict(ticket: int) -> InlineKeyboardMarkup:
    """Ask what was answered on the phone."""
    return rows(
        [button(_("Confirmed by phone"), ByPhone(do="confirm", ticket=ticket), "success")],
        [button(_("Questions are left"), ByPhone(do="deny", ticket=ticket))],
        [button(_("Nobody was reached"), ByPhone(do="missed", ticket=ticket))],
    )


def said(ticket: int, message: int) -> InlineKeyboardMarkup:
    """Offer to record a message as said on the phone."""
    return rows([button(_("This was said by phone"), SaidByPhone(ticket=ticket, message=message))])


def _of_group(by: int, group: Group) -> InlineKeyboardButton:
    return button(group_name(group), CallGroup(by=by, group=group))


def _service(by: int, each: Service) -> InlineKeyboardButton:
    return button(_(each.title), CallPress(do="service", by=by, value=each.number))


def _press(label: str, do: str, by: int) -> InlineKeyboardButton:
    return button(label, CallPress(do=do, by=by))


def _back(by: int) -> InlineKeyboardButton:
    return _press(_("Back"), "back", by)


def _leave(by: int) -> InlineKeyboardButton:
    return _press(_("Cancel"), "cancel", by)
