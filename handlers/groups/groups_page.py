"""Operator groups in words: what comes to them, what they have to do, what they lack."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot.actions.desk.groups_admin import Group, State
from bot.phrasing import moment, open_to_all, quoted, service, tariff
from bot.rules.tariffs import Tariff


def rule(services: Iterable[int], tariffs: Iterable[str]) -> list[str]:
    """Say which services and tariffs come to a group; none named is all."""
    texts = (
        _("Services: {services}").format(services="; ".join(map(service, services)) or _("all")),
        _("Tariffs: {tariffs}").format(tariffs="; ".join(tariff(Tariff(each)) for each in tariffs) or _("all")),
    )
    return list(texts)


def text(states: list[State], number: int, last: int, zone: ZoneInfo) -> str:
    """List groups; pages count from 0."""
    if not states:
        return _("There are no operator groups yet. Please add the bot to a group and send /bind there.")
    parts = ["\n".join([f"{n}. {title(each.group)}", *_lines(each, zone)]) for n, each in enumerate(states, start=1)]
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


def _lines(state: State, zone: ZoneInfo) -> list[str]:
    lines = [_seat(state.group, zone)]
    if state.group.is_public:
        lines.append(open_to_all())
    if state.rule is not None:
        lines += rule(*state.rule)
    if state.is_fallback:
        lines.append(_("What goes to no other group comes here."))
    elif state.rule is None:
        lines.append(_("New requests do not come here."))
    lines.append(_("Open requests: {n}").format(n=state.open))
    if state.backlog is not None:
        waits = _("Waits to be sent: {n}, since {moment}")
        lines.append(waits.format(n=state.backlog.count, moment=moment(state.backlog.since, zone)))
    return lines


def _seat(group: Group, zone: ZoneInfo) -> str:
    if group.warned_at is not None:
        return _("⚠️ Out of the bot's reach since {moment}.").format(moment=moment(group.warned_at, zone))
    if not group.is_forum:
        return _("⚠️ Topics are off: requests come as cards.")
    if not group.can_manage_topics:
        return _("⚠️ The bot may not manage topics: requests come as cards.")
    return _("✅ A topic per request.")
