"""What operators decide about messages that are held before delivery (3.1, 3.5, 3.6)."""

from dataclasses import asdict, replace

from bot import links
from bot.actions import access, outgoing
from bot.actions.access import AccessDenied, Right
from bot.actions.moderation import moderation, own_words
from bot.actions.tickets import conversation
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.moderation.moderation import Findings, Reason, check_length, with_link
from bot.rules.moderation.treatments import Treatment
from bot.rules.notices import NameClaimed
from bot.rules.refusals import Refused
from db import audit
from db.groups import groups
from db.moderation import held
from db.moderation.held import Hold
from db.tickets import messages, tickets

__all__ = ["Hold", "claim_name", "drop", "drop_claimed", "in_group", "let_name", "own", "send", "waiting"]


async def in_group(work: Work, operator: Person, chat: int) -> frozenset[int]:
    """Return the numbers of a group's open tickets at which something waits. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, group=chat)
    return await held.in_group(work.db, chat)


async def waiting(work: Work, operator: Person, message: int, version: int) -> Hold:
    """Return a message of the group that waits in the version asked about. Raises AccessDenied, Refused."""
    hold = await held.of_message(work.db, message)
    if hold is None:
        raise AccessDenied(message)
    await _demand(work, operator, hold)
    _current(hold, version)
    return hold


async def own(work: Work, operator: Person, ticket: Ticket) -> Hold | None:
    """Return the newest message of an operator's own that waits at a ticket. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    for hold in reversed(await held.of_ticket(work.db, ticket.number)):
        if (await messages.by_id(work.db, hold.message)).author == operator.id:
            return hold
    return None


async def send(work: Work, operator: Person, hold: Hold, *, corrected: bool, article: int = 0) -> None:
    """Send a message with proper terms or as it is, with a link to an article (0: none) of those offered.

    Raises AccessDenied, also for what was not offered; Refused when the ticket is closed or the text too long.
    """
    await _demand(work, operator, hold)
    found = Findings(**hold.findings)
    links = {number: (title, link) for number, title, link in found.articles}
    if found.obscene or (article and article not in links):
        raise AccessDenied(hold.message)
    html = hold.corrected if corrected and hold.corrected is not None else hold.html
    corrected = html != hold.html
    if article:
        html = with_link(html, *links[article])
    check_length(hold.kind, html)
    state = held.SENT if html == hold.html else held.CORRECTED
    await conversation.let_go(work, replace(hold, state=state, decided_at=work.now, decided_by=operator.id), html)
    for action, details in _record(found, links.get(article), corrected=corrected):
        await audit.write(work.db, action, work.now, actor=operator.id, ticket=hold.ticket, **details)


async def claim_name(work: Work, operator: Person, hold: Hold) -> None:
    """Ask supervisors to decide whether what looks obscene is a name or a title (3.1). Raises AccessDenied, Refused."""
    await _demand(work, operator, hold)
    found = Findings(**hold.findings)
    if not found.obscene:
        raise AccessDenied(hold.message)
    if found.is_name:
        raise Refused(Reason.CLAIMED)
    await moderation.settle(work, replace(hold, findings=asdict(replace(found, is_name=True))))
    topic = await groups.topic_of(work.db, hold.ticket)
    claim = NameClaimed(
        number=hold.ticket,
        message=hold.message,
        version=hold.version,
        operator=operator.name,
        word=", ".join(found.obscene),
        text=hold.html,
        address=links.to_place(topic.chat_id, topic.thread_id, topic.card_id) if topic else None,
    )
    await outgoing.tell_supervisors(work, claim)
    words = ", ".join(found.obscene)
    await audit.write(work.db, Action.NAME_CLAIMED, work.now, actor=operator.id, ticket=hold.ticket, text=words)


async def let_name(work: Work, supervisor: Person, message: int, version: int, *, remember: bool) -> None:
    """Send a message whose words are names, and let these pass from now on if they are to be remembered.

    Raises AccessDenied, also where nobody asked; Refused.
    """
    hold, found = await _claimed(work, supervisor, message, version)
    decided = replace(hold, state=held.SENT, decided_at=work.now, decided_by=supervisor.id)
    await conversation.let_go(work, decided, hold.html)
    words = ", ".join(found.obscene)
    await audit.write(work.db, Action.NAME_ALLOWED, work.now, actor=supervisor.id, ticket=hold.ticket, text=words)
    for word in found.obscene if remember else ():
        await own_words.treat(work, supervisor, word.lower(), Treatment.LEAVE)


async def drop_claimed(work: Work, supervisor: Person, message: int, version: int) -> None:
    """Send a message never: its words are no names. Raises AccessDenied, also where nobody asked; Refused."""
    hold, _ = await _claimed(work, supervisor, message, version)
    await moderation.drop(work, hold, supervisor.id)
    await audit.write(work.db, Action.NOT_SENT, work.now, actor=supervisor.id, ticket=hold.ticket, text=hold.html)


async def _claimed(work: Work, supervisor: Person, message: int, version: int) -> tuple[Hold, Findings]:
    await access.demand(work, supervisor, Right.SUPERVISE)
    hold = await held.of_message(work.db, message)
    if hold is None or (hold.waits and not Findings(**hold.findings).is_name and hold.version == version):
        raise AccessDenied(message)
    _current(hold, version)
    return hold, Findings(**hold.findings)


def _current(hold: Hold, version: int) -> None:
    """Raise Refused unless a hold waits in this version."""
    if not hold.waits:
        raise Refused(Reason.DECIDED)
    if hold.version != version:
        raise Refused(Reason.CHANGED)


async def _demand(work: Work, operator: Person, hold: Hold) -> None:
    await access.demand(work, operator, Right.OPERATE, await tickets.by_number(work.db, hold.ticket))


def _record(
    found: Findings, attached: tuple[str, str] | None, *, corrected: bool
) -> list[tuple[Action, dict[str, str]]]:
    """Say for the audit what was done about each finding."""
    done: list[tuple[Action, dict[str, str]]] = []
    if found.slang:
        terms = "; ".join(f"{word} → {proper}" for word, proper in found.slang)
        done.append((Action.WORDS_CORRECTED if corrected else Action.WORDS_KEPT, {"text": terms}))
    if attached is not None:
        done.append((Action.LINK_ATTACHED, {"text": " ".join(attached)}))
    elif found.unlinked:
        done.append((Action.LINK_OMITTED, {}))
    return done


async def drop(work: Work, operator: Person, hold: Hold) -> None:
    """Send a message never. Raises AccessDenied."""
    await _demand(work, operator, hold)
    await moderation.drop(work, hold, operator.id)
    await audit.write(work.db, Action.NOT_SENT, work.now, actor=operator.id, ticket=hold.ticket, text=hold.html)
