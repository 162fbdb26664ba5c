from dataclasses import replace

from db.groups import groups
from db.groups.groups import Topic
from db.tickets import tickets
from tests.db.rows import NOW, ticket
from tests.factories import seen

OLD, NEW = -500, -1000000000500


async def test_an_upgraded_group_is_found_everywhere_under_its_new_id(database):
    place = Topic(1, OLD, None, 12, "🆕 ЭО-1", "digest", closed=False)
    async with database.transaction() as connection:
        await groups.learn(connection, OLD, title="Поддержка", is_forum=False)
        dina = await seen(connection, 301, "Дина", NOW)
        await groups.bind(connection, OLD, [3], ["basic"], dina.id, NOW)
        number = (await ticket(connection, group_id=OLD)).number
        await groups.place(connection, place)
        await groups.move(connection, OLD, NEW)
    async with database.reading() as connection:
        assert [group.chat_id for group in await groups.all_groups(connection)] == [NEW]
        found = await groups.find(connection, OLD)
        assert found is not None
        assert (found.chat_id, found.title) == (NEW, "Поддержка")
        assert await groups.all_bindings(connection) == [(NEW, [3], ["basic"])]
        assert (await tickets.by_number(connection, number)).group_id == NEW
        assert await groups.topic_of(connection, number) == replace(place, chat_id=NEW, card_id=None, card_digest="")


async def test_a_group_bound_anew_before_its_upgrade_was_noticed_keeps_the_later_binding(database):
    async with database.transaction() as connection:
        dina = await seen(connection, 301, "Дина", NOW)
        for chat, services in ((OLD, [3]), (NEW, [4])):
            await groups.learn(connection, chat)
            await groups.bind(connection, chat, services, [], dina.id, NOW)
        await groups.move(connection, OLD, NEW)
        assert await groups.all_bindings(connection) == [(NEW, [4], [])]


async def test_a_group_is_learnt_of_and_corrected(database):
    async with database.transaction() as connection:
        assert (await groups.learn(connection, OLD)).has_topics
        assert not (await groups.learn(connection, OLD, can_manage_topics=False, title="Смена")).has_topics
        found = await groups.find(connection, OLD)
    assert found is not None
    assert (found.title, found.has_topics) == ("Смена", False)


async def test_a_ticket_is_found_by_its_topic_or_its_card(database):
    async with database.transaction() as connection:
        number = (await ticket(connection)).number
        await groups.place(connection, Topic(number, OLD, 5, 6, "", "", closed=False))
        assert await groups.ticket_in_thread(connection, OLD, 5) == number
        assert await groups.ticket_of_card(connection, OLD, 6) == number
        assert await groups.ticket_in_thread(connection, NEW, 5) is None
        await groups.forget_topic(connection, number)
        assert await groups.ticket_in_thread(connection, OLD, 5) is None
