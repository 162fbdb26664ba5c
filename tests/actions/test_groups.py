"""Groups of operators as they come, go and change (6.1)."""

from dataclasses import replace

import pytest

from bot.actions import outgoing
from bot.actions.desk import groups_admin
from bot.actions.groups import groups as actions
from bot.actions.groups.groups import Membership, Seen
from bot.actions.work import Work
from bot.rules.addresses import ToChat
from bot.rules.notices import GroupChecked, OutOfGroup, RightsMissing
from bot.rules.refusals import Refused
from bot.rules.tariffs import Tariff
from db.groups import groups
from db.tickets import tickets
from tests.actions.conftest import DINA, GROUP
from tests.actions.scene import parcels, told
from tests.db import rows
from tests.db.rows import NOW
from tests.factories import seen

OTHER = -1002
FULL, PLAIN, GONE = Membership(True, True, True), Membership(True, False, False), Membership(False, False, False)
FORUM = {"is_forum": True, "can_manage_topics": True}


@pytest.fixture
async def serving(work: Work) -> Work:
    """A desk with the group of the settings, and a supervisor who hears of everything."""
    await seen(work.db, DINA, "Дина", NOW)
    await groups.learn(work.db, GROUP, title="Поддержка", **FORUM)
    return replace(work, policy=replace(work.policy, fallback_group=GROUP))


@pytest.mark.parametrize(
    ("membership", "is_forum", "expected"),
    [
        (FULL, True, None),
        (FULL, False, RightsMissing(admin=False, forum=True, topics=False)),
        (Membership(member=True, admin=True, topics=False), True, RightsMissing(admin=False, forum=False, topics=True)),
        (Membership(member=True, admin=False, topics=True), True, RightsMissing(admin=True, forum=False, topics=False)),
        (PLAIN, False, RightsMissing(admin=True, forum=True, topics=True)),
    ],
)
def test_what_is_missing_for_topics_is_named(membership: Membership, is_forum: bool, expected: RightsMissing | None):
    assert membership.lacks(is_forum=is_forum) == expected


@pytest.mark.parametrize(
    ("chat", "now", "before", "in_group", "to_supervisors"),
    [
        (GROUP, PLAIN, FULL, [RightsMissing(admin=True, forum=False, topics=True)], []),
        (GROUP, FULL, PLAIN, [], []),
        (GROUP, PLAIN, PLAIN, [], []),
        (GROUP, GONE, FULL, [], [OutOfGroup(group="Группа")]),
        (OTHER, PLAIN, FULL, [], []),
        (OTHER, GONE, FULL, [], []),
    ],
)
async def test_a_group_hears_what_to_switch_on_and_supervisors_that_the_bot_is_out(
    serving: Work, chat: int, now: Membership, before: Membership, in_group: list[object], to_supervisors: list[object]
):
    await actions.membership_changed(serving, Seen(chat, "Группа", is_forum=True), now, before)
    assert await told(serving, f"chat:{chat}") == in_group
    assert await told(serving, "person:1") == to_supervisors
    found = await groups.find(serving.db, chat)
    assert found is not None
    assert (found.title, found.can_manage_topics) == ("Группа", now.topics)
    assert (found.warned_at is not None) is bool(to_supervisors)


async def test_supervisors_are_told_once_that_a_group_is_out_of_reach_until_it_is_back(serving: Work):
    for _ in range(2):
        await actions.membership_changed(serving, Seen(GROUP, "Группа", is_forum=True), GONE, FULL)
    assert len(await told(serving, "person:1")) == 1
    await actions.membership_changed(serving, Seen(GROUP, "Группа", is_forum=True), FULL, GONE)
    await actions.membership_changed(serving, Seen(GROUP, "Группа", is_forum=True), GONE, FULL)
    assert len(await told(serving, "person:1")) == 2


@pytest.mark.parametrize("member", [True, False])
async def test_what_was_found_out_about_a_group_is_written_down_and_told_to_who_asked(serving: Work, member: bool):
    await groups.learn(serving.db, GROUP, warned_at=None if not member else NOW)
    found = GroupChecked(group="Новая", member=member, admin=True, forum=False, topics=False)
    await actions.checked(serving, GROUP, found, outgoing.to_chat(OTHER))
    group = await groups.find(serving.db, GROUP)
    assert group is not None
    expected = ("Новая", False, False, None) if member else ("Поддержка", True, True, NOW)
    assert (group.title, group.is_forum, group.can_manage_topics, group.warned_at) == expected
    assert await told(serving, f"chat:{OTHER}") == [found]
    assert len(await told(serving, "person:1")) == (not member)


@pytest.mark.parametrize(
    ("chat", "facts", "tells"), [(GROUP, FORUM, True), (GROUP, {"is_forum": False}, False), (OTHER, None, True)]
)
async def test_the_first_to_find_out_says_that_topics_are_missing(
    serving: Work, chat: int, facts: dict[str, bool] | None, tells: bool
):
    if facts is not None:
        await groups.learn(serving.db, chat, **facts)
    missing = RightsMissing(admin=False, forum=False, topics=True)
    for _ in range(2):
        await actions.do_without_topics(serving, chat, missing, can_manage_topics=False)
    assert await told(serving, f"chat:{chat}") == ([missing] if tells else [])


async def test_only_groups_of_operators_are_ours(serving: Work):
    assert [each.chat_id for each in await actions.desk_groups(serving)] == [GROUP]
    assert not await actions.serves(serving, OTHER)
    await actions.noticed(serving, Seen(OTHER, "Чужая", is_forum=True))
    assert await groups.find(serving.db, OTHER) is None
    dina = await seen(serving.db, DINA, "Дина", NOW)
    await actions.bind(serving, dina, OTHER, [9], [Tariff.BASIC])
    assert await actions.serves(serving, OTHER)
    await actions.noticed(serving, Seen(OTHER, "Наша", is_forum=True))
    known = await groups.find(serving.db, OTHER)
    assert known is not None
    assert (known.title, known.is_forum) == ("Наша", True)
    assert not await actions.serves(replace(serving, policy=replace(serving.policy, fallback_group=None)), GROUP)


@pytest.mark.parametrize(
    ("services", "tariffs", "service", "placed"),
    [([], [], 3, True), ([3], [], 3, True), ([9], [], 3, False), ([3], [Tariff.EXTENDED], 3, False)],
)
async def test_clause_6_1_tickets_that_waited_for_a_group_come_as_soon_as_one_is_bound(
    work: Work, services: list[int], tariffs: list[Tariff], service: int, placed: bool
):
    dina = await seen(work.db, DINA, "Дина", NOW)
    work = replace(work, policy=replace(work.policy, fallback_group=None))
    await rows.ticket(work.db, service=service)
    assert await actions.bind(work, dina, OTHER, services, tariffs) == placed
    assert (await tickets.by_number(work.db, 1)).group_id == (OTHER if placed else None)
    assert [each[0] for each in await parcels(work, "show")] == (["ticket:1"] if placed else [])
    assert await actions.binding(work, dina, OTHER) == (services, [str(each) for each in tariffs])
    await actions.unbind(work, dina, OTHER)
    assert await actions.binding(work, dina, OTHER) is None


@pytest.mark.parametrize(
    ("forum", "admin", "manages", "missing"),
    [
        (True, True, True, []),
        (True, True, False, [RightsMissing(admin=False, forum=False, topics=True)]),
        (False, True, True, [RightsMissing(admin=False, forum=True, topics=False)]),
        (False, False, False, [RightsMissing(admin=True, forum=True, topics=True)]),
    ],
)
async def test_a_bound_group_hears_all_that_topics_need(
    serving: Work, forum: bool, admin: bool, manages: bool, missing: list[object]
):
    dina = await seen(serving.db, DINA, "Дина", NOW)
    await groups.learn(serving.db, OTHER, is_forum=forum, can_manage_topics=manages)
    await actions.bind(serving, dina, OTHER, [], [])
    assert len(await parcels(serving, "probe")) == (not (forum and manages))
    found = GroupChecked(group="", member=True, admin=admin, forum=forum, topics=manages)
    await actions.checked(serving, OTHER, found, ToChat(OTHER))
    assert await told(serving, f"chat:{OTHER}") == missing


async def test_groups_that_serve_or_still_have_something_to_do_are_listed(serving: Work):
    dina = await seen(serving.db, DINA, "Дина", NOW)
    for chat in (OTHER, -1003):
        await groups.learn(serving.db, chat)
    assert [each.group.chat_id for each in await groups_admin.states(serving, dina)] == [GROUP]
    await rows.ticket(serving.db, group_id=OTHER)
    found = {each.group.chat_id: each for each in await groups_admin.states(serving, dina)}
    assert set(found) == {GROUP, OTHER}
    assert (found[OTHER].open, found[OTHER].is_fallback, found[OTHER].rule) == (1, False, None)
    assert (found[GROUP].open, found[GROUP].is_fallback) == (0, True)
    with pytest.raises(Refused):
        await groups_admin.state(serving, dina, -9)


@pytest.mark.parametrize(
    ("left", "known", "expected"),
    [
        (None, None, None),
        (None, ([9], []), ([9], [])),
        (([9], ["basic"]), None, ([9], ["basic"])),
        (([9], ["basic"]), ([10], ["extended"]), ([9, 10], ["basic", "extended"])),
        (([], []), ([10], ["extended"]), ([], [])),
    ],
)
async def test_a_group_that_stands_for_another_takes_its_tickets_and_its_rule(
    serving: Work,
    left: tuple[list[int], list[str]] | None,
    known: tuple[list[int], list[str]] | None,
    expected: tuple[list[int], list[str]] | None,
):
    dina = await seen(serving.db, DINA, "Дина", NOW)
    await groups.learn(serving.db, OTHER, title="Вторая")
    for chat, rule in ((OTHER, left), (GROUP, known)):
        if rule is not None:
            await groups.bind(serving.db, chat, *rule, dina.id, NOW)
    await rows.ticket(serving.db, group_id=OTHER)
    await rows.ticket(serving.db, group_id=OTHER, state="closed")
    assert await groups_admin.replace(serving, dina, OTHER, GROUP) == 1
    assert await groups.binding_of(serving.db, GROUP) == expected
    assert await groups.binding_of(serving.db, OTHER) is None
    with pytest.raises(Refused):
        await groups_admin.state(serving, dina, OTHER)


@pytest.mark.parametrize("new", [OTHER, -1003])
async def test_only_another_group_of_operators_can_stand_for_one(serving: Work, new: int):
    dina = await seen(serving.db, DINA, "Дина", NOW)
    await groups.learn(serving.db, OTHER)
    with pytest.raises(Refused):
        await groups_admin.replace(serving, dina, GROUP, new)
