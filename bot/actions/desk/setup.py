"""How a supervisor is led until their new desk works: a group, what the bot needs there, a trial."""

from dataclasses import dataclass, replace

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.groups import groups
from bot.actions.groups.groups import Group, Membership, Seen
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.notices import GroupOffered
from bot.rules.tickets import trial
from db import audit
from db.desk import setup
from db.desk.setup import Setup
from db.groups import groups as groups_rows
from db.people import people
from db.tickets import tickets

__all__ = ["Group", "Membership", "Seen", "Setup", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a supervisor was led: the group in question, whether there are groups of operators, their trial."""

    setup: Setup
    groups: tuple[Group, ...]
    trial: Ticket | None

    @property
    def done(self) -> bool:
        """Whether the trial is over, or passed over."""
        return self.setup.done_at is not None


async def standing(work: Work, person: int) -> Standing:
    """Return how far somebody was led."""
    known = await _led(work, person) or Setup(person, None, None, None, "")
    ticket = await tickets.find(work.db, trial.NUMBER)
    mine = ticket if ticket is not None and ticket.person == person else None
    return Standing(known, tuple(await groups.desk_groups(work)), mine)


async def _led(work: Work, person: int) -> Setup | None:
    """Return how far somebody was led; the group may have been upgraded since."""
    known = await setup.find(work.db, person)
    if known is None or known.chat_id is None:
        return known
    group = await groups_rows.find(work.db, known.chat_id)
    return known if group is None else replace(known, chat_id=group.chat_id)


async def begin(work: Work, supervisor: Person) -> None:
    """Lead the first supervisor on from where the desk is: the bot may be in a group already. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    known = [each.chat_id for each in await groups_rows.all_groups(work.db) if each.declined_at is None]
    chat = known[0] if len(known) == 1 and not await groups.desk_groups(work) else None
    await setup.change(work.db, supervisor.id, chat_id=chat)
    await outgoing.lead(work, supervisor.id)


async def is_unfinished(work: Work, supervisor: Person) -> bool:
    """Tell whether a supervisor's desk is not complete: no group works, or they were led and not to the end."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    if not await groups.desk_groups(work):
        return True
    known = await setup.find(work.db, supervisor.id)
    return known is not None and known.done_at is None


async def show(work: Work, supervisor: Person) -> None:
    """Show below all else how far the desk is. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await setup.change(work.db, supervisor.id, shown_digest="")
    await outgoing.lead(work, supervisor.id)


async def proceed(work: Work, supervisor: Person) -> None:
    """Show what comes next, unless it is shown. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await outgoing.lead(work, supervisor.id)


async def membership_changed(work: Work, by: Person, seen: Seen, membership: Membership, before: Membership) -> None:
    """Lead on when the bot came into a group or got other rights there; ask what a new group is to be."""
    if membership == before:
        return
    if membership.member and not before.member and not await groups.serves(work, seen.chat):
        await _came(work, by, seen)
    else:
        await refresh(work, seen.chat)


async def refresh(work: Work, chat: int) -> None:
    """Show how a group is now to those for whom it is to become one of operators."""
    for person in await setup.about(work.db, chat):
        await outgoing.lead(work, person)


async def _came(work: Work, by: Person, seen: Seen) -> None:
    is_supervisor = await access.has(work, by, Right.SUPERVISE)
    group = await groups_rows.learn(work.db, seen.chat)
    if is_supervisor and not await groups.desk_groups(work):
        await _take(work, by.id, seen.chat)
    elif is_supervisor:
        notice = GroupOffered(chat=seen.chat, group=seen.title, by=None)
        await outgoing.tell(work, outgoing.to_person(by.id), notice)
    elif group.declined_at is None:
        await outgoing.tell_supervisors(work, GroupOffered(chat=seen.chat, group=seen.title, by=by.name))


async def choose(work: Work, supervisor: Person, chat: int) -> None:
    """Let a group become one of operators as soon as it has what that takes. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await _take(work, supervisor.id, chat)


async def _take(work: Work, supervisor: int, chat: int) -> None:
    known = await groups_rows.find(work.db, chat)
    group = await groups_rows.learn(work.db, known.chat_id if known else chat, declined_at=None)
    is_led = await groups.desk_groups(work) == [] or await setup.find(work.db, supervisor) is not None
    facts = {} if is_led else {"done_at": work.now}  # a desk that works need not be tried out
    await setup.change(work.db, supervisor, chat_id=group.chat_id, **facts)
    await outgoing.lead(work, supervisor)


async def make(work: Work, supervisor: Person, chat: int) -> int | None:
    """Make the group in question one of operators that everything comes to; returns how many tickets waited for one.

    None for any other group, which an old button may name: nothing is changed, and what comes next is shown. Raises
    AccessDenied.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    known = await _led(work, supervisor.id)
    if known is None or known.chat_id != chat:
        await outgoing.lead(work, supervisor.id)
        return None
    placed = await groups.bind(work, supervisor, chat, [], [])
    await setup.change(work.db, supervisor.id, chat_id=None)
    await outgoing.lead(work, supervisor.id)
    return placed


async def decline(work: Work, supervisor: Person, chat: int) -> None:
    """Leave a group alone: the bot does not answer there, and nobody is asked about it again. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await groups_rows.learn(work.db, chat, declined_at=work.now)
    await audit.write(work.db, Action.DECLINE_GROUP, work.now, actor=supervisor.id, chat=chat)
    for person in await setup.about(work.db, chat):
        await setup.change(work.db, person, chat_id=None)


async def is_declined(work: Work, chat: int) -> bool:
    """Tell whether the desk is not to answer in a group."""
    group = await groups_rows.find(work.db, chat)
    return group is not None and group.declined_at is not None and not await groups.serves(work, chat)


async def leave(work: Work, supervisor: Person) -> bool:
    """Pass over the step a supervisor is at; True when nothing is left to be shown but the end. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    has_groups = bool(await groups.desk_groups(work))
    passed = {"done_at": work.now} if has_groups else {"shown_message": None, "shown_digest": ""}
    await setup.change(work.db, supervisor.id, chat_id=None, **passed)
    if has_groups:
        await outgoing.lead(work, supervisor.id)
    return has_groups


async def tried(work: Work, person: int) -> None:
    """Note that somebody's trial is over, and say so."""
    await setup.change(work.db, person, done_at=work.now)
    await outgoing.lead(work, (await people.by_id(work.db, person)).id)


async def shown(work: Work, person: int, message: int, digest: str) -> None:
    """Note which message shows how far the desk is, and what it says."""
    await setup.change(work.db, person, shown_message=message, shown_digest=digest)
