"""Operator groups in words: what comes to them, what they have to do, what they lack."""

from collections.abc import Iterable, Mapping, Sequence, Set
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot.actions.desk.groups_admin import Group, State
from bot.phrasing import moment, open_to_all, quoted, service, tariff
from bot.rules.groups.routing import EVERYTHING, Binding, Share
from bot.rules.services import SERVICES
from bot.rules.tariffs import Tariff

NAMED = 4
"""Services that are named one by one."""


def rule(services: Iterable[int], tariffs: Iterable[str]) -> list[str]:
    """Say which services and tariffs come to a group; none named is all."""
    texts = (
        _("Services: {services}").format(services="; ".join(map(service, services)) or _("all")),
        _("Tariffs: {tariffs}").format(tariffs="; ".join(tariff(Tariff(each)) for each in tariffs) or _("all")),
    )
    return list(texts)


def divided(division: Sequence[tuple[Group, Share]]) -> list[str]:
    """Say where new requests go; with one group there is nothing to divide."""
    if len(division) < 2:
        return []
    most_first = sorted(division, key=lambda each: -len(each[1]))
    lines = [f"• {quoted(group.title) or group.chat_id}: {kinds(share)}" for group, share in most_first]
    return [_("Where new requests go:"), *lines]


def kinds(share: Share) -> str:
    """Name kinds of requests in short."""
    if not share or share == EVERYTHING:
        return _("all") if share else _("none")
    of = {each: {number for number, paid in share if paid is each} for each in Tariff}
    common = frozenset.intersection(*map(frozenset, of.values()))
    parts = [_services(common, None), *(_services(numbers - common, each) for each, numbers in of.items())]
    return "; ".join(filter(None, parts))


def _services(numbers: Set[int], of: Tariff | None) -> str:
    if not numbers:
        return ""
    if of is not None and len(numbers) == len(SERVICES) + 1:
        return _of_tariff(of)
    named = ", ".join(map(service, sorted(numbers)))
    if len(numbers) > NAMED:
        named = _("services: {n} of {all}").format(n=len(numbers), all=len(SERVICES) + 1)
    return named if of is None else f"{named} ({_of_tariff(of)})"


def _of_tariff(of: Tariff) -> str:
    return _("tariff “{tariff}”").format(tariff=tariff(of))


def text(states: list[State], number: int, last: int, zone: ZoneInfo, coming: Mapping[int, Share]) -> str:
    """List groups, with what really comes to each by chat id where there are several; pages count from 0."""
    if not states:
        return _("There are no operator groups yet. Please add the bot to a group and send /bind there.")
    parts = [
        "\n".join([f"{n}. {title(each.group)}", *_lines(each, zone, coming)]) for n, each in enumerate(states, start=1)
    ]
    if last:
        parts.append(_("Page {page} of {pages}").format(page=number + 1, pages=last + 1))
    return "\n\n".join(parts)


def title(group: Group) -> str:
    """Name a group, with its id."""
    return f"<b>{quoted(group.title) or '…'}</b> (<code>{group.chat_id}</code>)"


def replacing(state: State) -> str:
    """Ask which group is to stand for one."""
    lines = [
        _("Which group is to stand for {group}?").format(group=title(state.group)),
        _("Open requests move there with what was said so far: {n}.").format(n=state.open),
        _("What waits to be sent goes there, and so do new requests. What is in the old group can no longer be used."),
    ]
    return "\n".join(lines)


def _lines(state: State, zone: ZoneInfo, coming: Mapping[int, Share]) -> list[str]:
    lines = [_seat(state.group, zone)]
    if state.group.is_public:
        lines.append(open_to_all())
    if state.rule is not None:
        lines += rule(*state.rule)
    if state.is_fallback:
        lines.append(_("What goes to no other group comes here."))
    elif state.rule is None:
        lines.append(_("New requests do not come here."))
    share = coming.get(state.group.chat_id)
    if share is not None and len(coming) > 1 and share != _bound(state):
        lines.append(_("As groups are bound now, these come here: {kinds}.").format(kinds=kinds(share)))
    lines.append(_("Open requests: {n}").format(n=state.open))
    if state.backlog is not None:
        waits = _("Waits to be sent: {n}, since {moment}")
        lines.append(waits.format(n=state.backlog.count, moment=moment(state.backlog.since, zone)))
    return lines


def _bound(state: State) -> Share | None:
    """Return what a group is bound to, as if it were the only one."""
    if state.rule is None:
        return None
    services, tariffs = state.rule
    binding = Binding(state.group.chat_id, frozenset(services), frozenset(map(Tariff, tariffs)))
    return frozenset(each for each in EVERYTHING if binding.takes(*each))


def _seat(group: Group, zone: ZoneInfo) -> str:
    if group.warned_at is not None:
        return _("⚠️ Out of the bot's reach since {moment}.").format(moment=moment(group.warned_at, zone))
    if not group.is_forum:
        return _("⚠️ Topics are off: requests come as cards.")
    if not group.can_manage_topics:
        return _("⚠️ The bot may not manage topics: requests come as cards.")
    return _("✅ A topic per request.")
