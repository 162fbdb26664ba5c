"""Operator groups: which there are, what the bot may do there, which tickets go there."""

from dataclasses import dataclass
from typing import Any

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.work import Work
from bot.rules.addresses import Address, ToChat
from bot.rules.audit import Action
from bot.rules.channels import TELEGRAM
from bot.rules.groups.routing import Binding, Share, route, shares
from bot.rules.notices import GroupChecked, OutOfGroup, PinsRefused, RightsMissing
from bot.rules.tariffs import Tariff
from bot.rules.tickets.tickets import given_name
from db import audit
from db.desk import menus
from db.groups import former_places, groups
from db.groups.groups import Group
from db.people import accounts
from db.people.people import Person
from db.tickets import tickets

__all__ = [
    "Group",
    "Membership",
    "Seen",
    "bind",
    "binding",
    "desk_groups",
    "division",
    "left",
    "membership_changed",
    "met",
    "moved",
    "noticed",
    "of_chat",
    "serves",
    "unbind",
]


@dataclass(frozen=True, slots=True)
class Seen:
    """A group as an update shows it."""

    chat: int
    title: str
    is_forum: bool
    is_public: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """What is remembered of it."""
        return {"title": self.title, "is_forum": self.is_forum, "is_public": self.is_public}


@dataclass(frozen=True, slots=True)
class Membership:
    """What the bot is in a group and may do there."""

    member: bool
    admin: bool
    topics: bool
    rights: frozenset[str] = frozenset()
    """Those of an administrator that the desk asks for, in the Bot API's words."""

    def lacks(self, *, is_forum: bool) -> RightsMissing | None:
        """Say what has to be switched on for a topic per ticket, or None."""
        missing = RightsMissing(admin=not self.admin, forum=not is_forum, topics=not self.topics)
        return missing if missing.admin or missing.forum or missing.topics else None


def of_chat(chat: int) -> dict[str, Any]:
    """Name one chat as the scope of a menu of commands."""
    return {"type": "chat", "chat_id": chat}


def of_member(chat: int, user: int) -> dict[str, Any]:
    """Name one member of a group, by their Telegram id, as the scope of a menu of commands."""
    return {"type": "chat_member", "chat_id": chat, "user_id": user}


async def menu_of_member(work: Work, person: Person, chat: int) -> int | None:
    """Note that a supervisor is offered commands in a group; returns their Telegram id. Raises AccessDenied."""
    await access.demand(work, person, Right.SUPERVISE)
    known = await accounts.of(work.db, person.id, TELEGRAM)
    if known is None:
        return None
    await menus.give_members(work.db, [(chat, int(known.account.address))])
    return int(known.account.address)


async def desk_groups(work: Work) -> list[Group]:
    """Return the groups of operators: those that a supervisor bound, and the one of the settings."""
    chats = [chat for chat, _, _ in await groups.all_bindings(work.db)]
    if work.policy.fallback_group is not None:
        chats.append(work.policy.fallback_group)
    known = [await groups.find(work.db, chat) or await groups.learn(work.db, chat) for chat in chats]
    return list({group.chat_id: group for group in known}.values())


async def serves(work: Work, chat: int) -> bool:
    """Tell whether a chat is a group of operators."""
    return any(group.chat_id == chat for group in await desk_groups(work))


async def membership_changed(work: Work, seen: Seen, membership: Membership, before: Membership) -> None:
    """Learn what the bot may do in a group; when that changed, say there what is still to be switched on."""
    pins = {"can_pin": True} if "can_pin_messages" in membership.rights else {}
    group = await groups.learn(work.db, seen.chat, can_manage_topics=membership.topics, **pins, **seen.facts)
    if membership == before or not await serves(work, seen.chat):
        return
    missing = membership.lacks(is_forum=seen.is_forum)
    if membership.member:
        await groups.learn(work.db, seen.chat, warned_at=None)
        if missing is not None:
            await outgoing.tell(work, outgoing.to_chat(seen.chat), missing)
    else:
        await out_of_reach(work, group)


async def out_of_reach(work: Work, group: Group, refusal: str | None = None) -> None:
    """Note that nothing reaches a group; supervisors are told once, with what Telegram said to a try."""
    if group.warned_at is None:
        await groups.learn(work.db, group.chat_id, warned_at=work.now)
        await outgoing.tell_supervisors(work, OutOfGroup(group=group.title, refusal=refusal))


async def checked(work: Work, chat: int, found: GroupChecked, answer_to: Address) -> None:
    """Write down what the bot was found to be in a group, and tell whoever asked; the group itself, what is missing."""
    if found.member:
        seen = Seen(chat, found.group, found.forum, found.public)
        await groups.learn(work.db, chat, warned_at=None, can_manage_topics=found.topics, **seen.facts)
    else:
        await out_of_reach(work, await groups.learn(work.db, chat))
    if answer_to != outgoing.to_chat(chat):
        await outgoing.tell(work, answer_to, found)
    elif missing := Membership(found.member, found.admin, found.topics).lacks(is_forum=found.forum):
        await outgoing.tell(work, answer_to, missing)


async def do_without_topics(work: Work, chat: int, missing: RightsMissing, **fact: bool) -> None:
    """Work by replies to cards from now on; the first to find out tells the group what to switch on."""
    group = await groups.find(work.db, chat)
    if group is None or group.has_topics:
        await groups.learn(work.db, chat, **fact)
        await outgoing.tell(work, ToChat(chat), missing)


async def do_without_pins(work: Work, chat: int) -> None:
    """Pin no cards in a group until the bot gets the right to; supervisors are told once."""
    group = await groups.find(work.db, chat)
    if group is not None and group.can_pin:
        await groups.learn(work.db, group.chat_id, can_pin=False)
        await outgoing.tell_supervisors(work, PinsRefused(group=group.title))


async def met(work: Work, seen: Seen) -> None:
    """Learn what a group is called, whether it has topics now, and that it is within reach: it was heard.

    Should another group have stood for it, it stands for itself again.
    """
    await groups.learn(work.db, seen.chat, warned_at=None, moved_to=None, **seen.facts)


async def topic_closed(work: Work, chat: int, thread: int, *, closed: bool) -> None:
    """Learn that somebody closed or reopened a topic by hand; that of an open ticket is reopened when needed."""
    await groups.mark_closed(work.db, chat, thread, closed=closed)


async def topic_renamed(work: Work, chat: int, thread: int, name: str) -> None:
    """Learn what somebody calls a ticket's topic: the name stays, with the sign of the ticket's state in front."""
    number = await groups.ticket_in_thread(work.db, chat, thread)
    if number is not None:
        await groups.rename(work.db, number, name, given_name(name))
        await outgoing.show(work, await tickets.by_number(work.db, number))


async def noticed(work: Work, seen: Seen) -> None:
    """Learn the same from any message, if the group is one of ours."""
    if await serves(work, seen.chat):
        await met(work, seen)


async def moved(work: Work, old: int, new: int) -> None:
    """Follow a group that was upgraded to a supergroup."""
    await groups.move(work.db, old, new)


async def binding(work: Work, supervisor: Person, chat: int) -> tuple[list[int], list[str]] | None:
    """Return the services and tariffs that come to a group (empty is all), None when unbound. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await groups.binding_of(work.db, chat)


async def bind(work: Work, supervisor: Person, chat: int, services: list[int], tariffs: list[Tariff]) -> int:
    """Say which tickets come to a group (empty is all); returns how many that waited for a group come at once.

    Raises AccessDenied.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    group = await groups.learn(work.db, chat)
    names = [str(each) for each in tariffs]
    await groups.bind(work.db, chat, services, names, by=supervisor.id, now=work.now)
    await menus.give(work.db, [chat])
    rule = {"services": services, "tariffs": names}
    await audit.write(work.db, Action.BIND, work.now, actor=supervisor.id, chat=chat, rule=rule)
    if not group.has_topics:
        await outgoing.probe(work, chat, outgoing.to_chat(chat))
    return await _place_waiting(work)


async def unbind(work: Work, supervisor: Person, chat: int) -> None:
    """Send no new tickets to a group by rule; those that are there stay. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await groups.unbind(work.db, chat)
    await audit.write(work.db, Action.UNBIND, work.now, actor=supervisor.id, chat=chat)
    if not await serves(work, chat):
        await menus.taken_back(work.db, chat)
        scopes = [of_chat(chat), *(of_member(chat, user) for user in await menus.members(work.db, chat))]
        await menus.taken_back_from_members(work.db, chat)
        for scope in scopes:
            await outgoing.call(work, outgoing.to_chat(chat), "deleteMyCommands", {"scope": scope})


async def group_for(work: Work, service: int, tariff: Tariff) -> int | None:
    """Return the chat id of the group that such tickets go to, or None when there is none yet."""
    chat = route(await _bound(work), service, tariff, work.policy.fallback_group)
    if chat is None:
        return None
    known = await groups.find(work.db, chat)
    return (known or await groups.learn(work.db, chat)).chat_id


async def _bound(work: Work) -> list[Binding]:
    return [
        Binding(chat, frozenset(services), frozenset(map(Tariff, tariffs)))
        for chat, services, tariffs in await groups.all_bindings(work.db)
    ]


async def left(work: Work, chat: int, thread: int) -> tuple[int, str] | None:
    """Return the ticket whose topic this was before it went to another group, and the title of that; None if none."""
    number = await former_places.in_thread(work.db, chat, thread)
    ticket = await tickets.find(work.db, number) if number is not None else None
    if ticket is None or ticket.group_id in (None, chat):
        return None
    now_at = await groups.find(work.db, ticket.group_id)
    return ticket.number, now_at.title if now_at is not None else ""


async def division(work: Work, supervisor: Person, proposed: Binding | None = None) -> list[tuple[Group, Share]]:
    """Return what really comes to each group of operators, as if `proposed` were saved. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    serving = {group.chat_id: group for group in await desk_groups(work)}
    bound = await _bound(work)
    if proposed is not None:
        bound = [*(each for each in bound if each.chat_id != proposed.chat_id), proposed]
        group = await groups.find(work.db, proposed.chat_id) or await groups.learn(work.db, proposed.chat_id)
        serving.setdefault(group.chat_id, group)
    found: dict[int, Share] = {}
    for chat, share in shares(bound, work.policy.fallback_group).items():
        standing = await groups.find(work.db, chat)  # another group may stand for one that moved
        number = standing.chat_id if standing is not None else chat
        found[number] = found.get(number, frozenset()) | share
    return [(group, found.get(chat, frozenset())) for chat, group in serving.items()]


async def _place_waiting(work: Work) -> int:
    placed = 0
    for ticket in await tickets.without_group(work.db):
        chat = await group_for(work, ticket.service, Tariff(ticket.tariff))
        if chat is not None:
            await outgoing.show(work, await tickets.change(work.db, ticket.number, group_id=chat))
            placed += 1
    return placed
