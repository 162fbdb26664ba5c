"""Canned answers: kept by supervisors, filled in for a ticket, sent like any message of an operator."""

from html import escape

from bot.actions import access
from bot.actions.access import AccessDenied, Right
from bot.actions.moderation import moderation
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.moderation import canned as canned_rules
from bot.rules.moderation import moderation as moderation_rules
from bot.rules.tickets.tickets import ticket_number
from db import audit
from db.groups import groups
from db.moderation import canned
from db.moderation.canned import Canned
from db.people import identities, people

__all__ = ["Canned", "common", "find", "listed", "one", "remove", "save", "values"]


async def listed(work: Work, operator: Person, ticket: Ticket) -> list[Canned]:
    """Return the answers for a ticket by name, one for each: in its requester's language, else in all or another.

    In that language one of its group stands for the common one of the same name. Raises AccessDenied.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    assert ticket.group_id is not None
    requester = await people.by_id(work.db, ticket.person)
    read = requester.locale or work.policy.default_locale
    last_is_best = sorted(
        await _of_group(work, ticket.group_id),
        key=lambda each: (each.key, each.locale == read, each.locale is None, each.group_id is not None),
    )
    return list({each.key: each for each in last_is_best}.values())


async def _of_group(work: Work, chat: int) -> list[Canned]:
    group = await groups.find(work.db, chat)
    return await canned.of_group(work.db, group.chat_id if group else chat)


async def common(work: Work, supervisor: Person) -> list[Canned]:
    """Return the answers common to all groups. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await canned.common(work.db)


async def find(work: Work, operator: Person, ticket: Ticket, name: str) -> Canned | None:
    """Return the answer of that name for a ticket, or the only one whose name begins so. Raises AccessDenied."""
    key = canned_rules.key(name)
    found = [each for each in await listed(work, operator, ticket) if each.key.startswith(key)]
    exact = [each for each in found if each.key == key]
    return exact[0] if exact else found[0] if len(found) == 1 else None


async def one(work: Work, operator: Person, ticket: Ticket, answer: int) -> Canned:
    """Return an answer that may be used at a ticket. Raises AccessDenied, also when it was removed meanwhile."""
    found = next((each for each in await listed(work, operator, ticket) if each.id == answer), None)
    if found is None:
        raise AccessDenied(answer)
    return found


async def save(work: Work, supervisor: Person, chat: int | None, name: str, html: str) -> None:
    """Keep an answer of a group, or (None) a common one, in the place of that of the same name.

    Raises AccessDenied; Refused over placeholders, slang and obscenity.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    name, locale = canned_rules.named(name)
    canned_rules.check(html)
    moderation_rules.check(moderation_rules.judge(html, await moderation.own(work)))
    before = await _named(work, chat, name, locale)
    if before is not None:
        await canned.change(work.db, before.id, name, html, supervisor.id, work.now)
    else:
        if chat is not None:
            await groups.learn(work.db, chat)
        await canned.add(work.db, chat, canned_rules.key(name), name, html, supervisor.id, work.now, locale)
    await audit.write(work.db, Action.CANNED_SAVED, work.now, actor=supervisor.id, chat=chat, name=name, text=html)


async def remove(work: Work, supervisor: Person, chat: int | None, name: str) -> bool:
    """Forget an answer; False when there is none of that name. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    before = await _named(work, chat, *canned_rules.named(name))
    if before is None:
        return False
    await canned.remove(work.db, before.id)
    await audit.write(work.db, Action.CANNED_REMOVED, work.now, actor=supervisor.id, chat=chat, name=before.name)
    return True


async def values(work: Work, operator: Person, ticket: Ticket, deadline: str) -> dict[str, str]:
    """Return what placeholders stand for at a ticket, as HTML; `deadline` in words. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    identity = await identities.by_id(work.db, ticket.identity)
    addressed = f"{identity.name} {identity.patronymic or ''}".strip()
    said = {"name": addressed, "number": ticket_number(ticket.number), "operator": operator.name, "deadline": deadline}
    return {name: escape(value, quote=False) for name, value in said.items()}


async def _named(work: Work, chat: int | None, name: str, locale: str | None) -> Canned | None:
    found = await canned.common(work.db) if chat is None else await _of_group(work, chat)
    key = canned_rules.key(name)
    same = (each for each in found if each.key == key and each.locale == locale)
    return next((each for each in same if (each.group_id is None) == (chat is None)), None)
