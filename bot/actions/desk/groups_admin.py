"""What supervisors see of operator groups, and how one that is gone is replaced."""

from dataclasses import dataclass
from enum import StrEnum

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.groups import groups
from bot.actions.tickets import transfers
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.channels import TELEGRAM
from bot.rules.groups.routing import Binding
from bot.rules.notices import GroupReplaced
from bot.rules.refusals import Refused
from bot.rules.tariffs import Tariff
from db import audit
from db.groups import backlog
from db.groups import groups as groups_rows
from db.groups.backlog import Backlog
from db.groups.groups import Group
from db.tickets import messages, tickets

__all__ = ["Group", "Reason", "State", "check", "replace", "replaceable", "state", "states"]


class Reason(StrEnum):
    """Why a group cannot be replaced."""

    GROUP_GONE = "group_gone"
    """It is not known, or another group already stands for it."""


@dataclass(frozen=True, slots=True)
class State:
    """A group as it was last seen, what is routed to it (None: nothing by rule), and what it has to do."""

    group: Group
    rule: tuple[list[int], list[str]] | None
    is_fallback: bool
    open: int
    backlog: Backlog | None


async def states(work: Work, supervisor: Person) -> list[State]:
    """Return the operator groups, and others that still have something to do. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    serving = {group.chat_id for group in await groups.desk_groups(work)}
    found = [await _state(work, group) for group in await groups_rows.all_groups(work.db)]
    return [each for each in found if each.group.chat_id in serving or each.open or each.backlog]


async def state(work: Work, supervisor: Person, chat: int) -> State:
    """Return one group. Raises AccessDenied; Refused when it is gone."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    group = await groups_rows.find(work.db, chat)
    if group is None or group.chat_id != chat:
        raise Refused(Reason.GROUP_GONE)
    return await _state(work, group)


async def _state(work: Work, group: Group) -> State:
    chat, fallback = group.chat_id, work.policy.fallback_group
    standing = None if fallback is None else await groups_rows.find(work.db, fallback)
    return State(
        group,
        await groups_rows.binding_of(work.db, chat),
        standing is not None and standing.chat_id == chat,
        await tickets.count_open_in(work.db, chat),
        await backlog.of_group(work.db, chat),
    )


async def check(work: Work, supervisor: Person, chat: int, answer_in: int) -> None:
    """Have a group looked at; the answer comes to the chat `answer_in`. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await outgoing.probe(work, chat, await outgoing.to_wherever(work, answer_in))


async def replaceable(work: Work, supervisor: Person, old: int) -> tuple[State, list[Group]]:
    """Return a group and those that can stand for it. Raises AccessDenied; Refused when there are none."""
    found = await state(work, supervisor, old)
    others = [group for group in await groups.desk_groups(work) if group.chat_id != old]
    if not others:
        raise Refused(transfers.Reason.NOWHERE)
    return found, others


async def replace(work: Work, supervisor: Person, old: int, new: int) -> int:
    """Let another group stand for one: its open tickets and its rule move; returns how many tickets did.

    What is queued follows by itself, it names tickets. Raises AccessDenied, Refused.
    """
    left, others = await replaceable(work, supervisor, old)
    target = next((group for group in others if group.chat_id == new), None)
    if target is None:
        raise Refused(transfers.Reason.NOWHERE)
    moving = await tickets.all_open_in(work.db, old)
    await _move_rule(work, supervisor, old, new)
    await groups_rows.redirect(work.db, old, new)
    for ticket in moving:
        await _move(work, ticket, old)
    await outgoing.tell(work, outgoing.to_chat(new), GroupReplaced(group=left.group.title, tickets=len(moving)))
    await audit.write(work.db, Action.REPLACE_GROUP, work.now, actor=supervisor.id, chat=old, to=new)
    details = {"chat": new, "group": target.title}
    await audit.write_each(
        work.db, Action.TRANSFER, work.now, supervisor.id, [(ticket.number, details) for ticket in moving]
    )
    return len(moving)


async def _move_rule(work: Work, supervisor: Person, old: int, new: int) -> None:
    left = await groups_rows.binding_of(work.db, old)
    if left is None:
        return
    known = await groups_rows.binding_of(work.db, new)
    rule = _binding(new, *left) if known is None else _binding(new, *known).joined(_binding(old, *left))
    await groups_rows.unbind(work.db, old)
    tariffs = sorted(map(str, rule.tariffs))
    await groups_rows.bind(work.db, new, sorted(rule.services), tariffs, by=supervisor.id, now=work.now)


def _binding(chat: int, services: list[int], tariffs: list[str]) -> Binding:
    return Binding(chat, frozenset(services), frozenset(map(Tariff, tariffs)))


async def _move(work: Work, ticket: Ticket, old: int) -> None:
    await groups_rows.forget_topic(work.db, ticket.number)
    await messages.forget_copies(work.db, ticket.number, TELEGRAM, str(old))
    await transfers.settle(work, await tickets.by_number(work.db, ticket.number))
