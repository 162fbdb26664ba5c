"""The trial ticket: opened for a supervisor as for any requester, and removed with all its rows."""

from enum import StrEnum

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.groups.groups import group_for
from bot.actions.tickets import life
from bot.actions.tickets.registration import confirmation
from bot.actions.work import Person, Ticket, Work
from bot.rules.addresses import ToTicket
from bot.rules.channels import TELEGRAM
from bot.rules.deadlines import deadlines
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.refusals import Refused
from bot.rules.services import OTHER
from bot.rules.tariffs import Tariff
from bot.rules.tickets.incoming import TEXT
from bot.rules.tickets.trial import NUMBER, is_abandoned
from db import outbox
from db.people import accounts, identities
from db.tickets import messages, tickets
from db.tickets import trial as trial_rows


class Reason(StrEnum):
    """Why nothing can be tried out."""

    NO_GROUP = "trial_without_group"
    UNDER_WAY = "trial_under_way"
    """Another one is not ended yet."""


async def begin(work: Work, supervisor: Person, text: str, company: str) -> None:
    """Open a trial ticket that a supervisor asks `text` in, as from `company`. Raises AccessDenied, Refused."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    if await tickets.find(work.db, NUMBER) is not None:
        raise Refused(Reason.UNDER_WAY)
    group = await group_for(work, OTHER.number, Tariff.BASIC)
    if group is None:
        raise Refused(Reason.NO_GROUP)
    ticket = await _register(work, supervisor, company, group)
    await _ask(work, supervisor, text)
    await outgoing.tell(work, outgoing.to_requester(ticket), await confirmation(work, ticket))


async def _register(work: Work, supervisor: Person, company: str, group: int) -> Ticket:
    email = work.policy.email
    identity = await identities.pretend(work.db, supervisor.id, supervisor.name, email, company, work.now)
    due = deadlines.deadline(work.now, await work.calendar(), work.policy.sla_hours)
    return await life.begin(
        work,
        supervisor,
        Deadline(Cause.REGISTERED, due, work.policy.sla_hours),
        number=NUMBER,
        person=supervisor.id,
        identity=identity,
        channel=TELEGRAM,
        reply_channel=TELEGRAM,
        service=OTHER.number,
        asked_service=OTHER.number,
        tariff=Tariff.BASIC,
        technical_error=False,
        group_id=group,
    )


async def _ask(work: Work, supervisor: Person, text: str) -> None:
    """Let the card show a request that nobody wrote in Telegram."""
    known = await accounts.of(work.db, supervisor.id, TELEGRAM)
    assert known is not None, "a supervisor speaks by Telegram"
    await messages.add(
        work.db,
        ticket=NUMBER,
        author=supervisor.id,
        by_operator=False,
        channel=TELEGRAM,
        place=known.account.address,
        external_id=str(NUMBER),
        kind=TEXT,
        html=text,
        file=None,
        spoiler=False,
        album=None,
        position=None,
        reply_to=None,
        in_card=True,
        sent_at=work.now,
    )


async def progress(work: Work, ticket: Ticket) -> None:
    """Say what comes next, if it is the trial that has come on."""
    if ticket.number == NUMBER:
        await outgoing.lead(work, ticket.person)


async def stop(work: Work, supervisor: Person) -> None:
    """End one's own trial early. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    ticket = await tickets.find(work.db, NUMBER)
    if ticket is not None and ticket.person == supervisor.id:
        await outgoing.end_trial(work)


async def end_abandoned(work: Work) -> int:
    """Have a trial removed that nobody ended within a day; returns how many that were."""
    ticket = await tickets.find(work.db, NUMBER)
    if ticket is None or not is_abandoned(ticket.opened_at, work.now):
        return 0
    if await outbox.waits_behind(work.db, 0, ToTicket(NUMBER)):
        return 0  # it may be the removal
    await outgoing.end_trial(work)
    return 1


async def removed(work: Work) -> None:
    """Forget the trial, all of it."""
    await trial_rows.remove(work.db)
