"""Canned answers of groups."""

from db.groups import groups
from db.moderation import canned
from tests.db.rows import NOW
from tests.factories import seen

OLD, NEW = -500, -1000000000500


async def test_a_group_has_its_own_answers_and_the_common_ones_and_they_follow_its_upgrade(database):
    async with database.transaction() as connection:
        await groups.learn(connection, OLD)
        dina = await seen(connection, 301, "Дина", NOW)
        for chat, key in ((None, "б"), (OLD, "б"), (None, "в"), (OLD, "а")):
            await canned.add(connection, chat, key, key.upper(), f"{chat} {key}", dina.id, NOW)
        await groups.move(connection, OLD, NEW)
    async with database.reading() as connection:
        listed = await canned.of_group(connection, NEW)
        assert sorted(each.html for each in listed) == [f"{OLD} а", f"{OLD} б", "None б", "None в"]
        assert [each.key for each in await canned.of_group(connection, OLD)] == ["б", "в"]
        assert [each.key for each in await canned.common(connection)] == ["б", "в"]
