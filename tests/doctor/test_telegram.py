"""What is asked of Telegram: the way, the clock, the token, the webhook, the groups."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from bot.doctor import telegram as asking
from bot.doctor.groups import groups
from bot.doctor.subject import Subject, UnexaminedError
from bot.rules.desk.findings import Missing, Verdict, What
from bot.sandbox import cast
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Member
from db.engine import Database
from db.groups import groups as groups_rows
from tests import desks
from tests.doctor.conftest import NOW, subject, told
from tests.factories import seen
from tests.proxies import proxy

WRONG, ODD, RIGHT = Verdict


@pytest.fixture
async def there() -> AsyncIterator[tuple[Sandbox, str]]:
    """A Telegram that nobody talks to."""
    async with desks.telegram() as found:
        yield found


def ahead(examined: Subject, seconds: float) -> Subject:
    """A desk on a machine whose clock is wrong."""
    return replace(examined, clock=lambda: datetime.now(UTC) + timedelta(seconds=seconds))


async def test_a_telegram_that_answers_is_reached_and_agrees_about_the_time(there, absent: str):
    examined = subject(absent, there[1])
    assert told(await asking.routes(examined)) == [(RIGHT, What.ROUTE_RIGHT)]
    assert told(await asking.clock(examined)) == [(RIGHT, What.CLOCK_RIGHT)]


@pytest.mark.parametrize(
    ("seconds", "verdict", "way"), [(30, ODD, "ahead"), (-30, ODD, "behind"), (300, WRONG, "ahead")]
)
async def test_a_clock_that_is_off_is_told(there, absent: str, seconds: float, verdict: Verdict, way: str):
    (finding,) = await asking.clock(ahead(subject(absent, there[1]), seconds))
    assert (finding.verdict, finding.details["way"]) == (verdict, way)
    assert abs(finding.details["seconds"] - abs(seconds)) <= 2


@pytest.mark.parametrize("date", [{}, {"Date": "now"}])
def test_what_is_no_date_is_none(date: dict[str, str]):
    assert asking._date(date) is None


async def test_a_telegram_that_is_away_is_wrong_for_a_desk_and_odd_for_a_sandbox(absent: str):
    (finding,) = await asking.routes(subject(absent))
    assert (finding.verdict, finding.what, finding.details["host"]) == (WRONG, What.ROUTE_AWAY, "127.0.0.1:1")
    assert told(await asking.routes(subject(absent, bot_token=None))) == [(ODD, What.ROUTE_AWAY)]
    faulty = replace(subject(absent, bot_token=None), faults={"bot_token": "line"})
    assert told(await asking.routes(faulty)) == [(WRONG, What.ROUTE_AWAY)]
    for check in (asking.clock, asking.token, asking.updates, groups):
        with pytest.raises(UnexaminedError) as caught:
            await check(subject(absent))
        assert caught.value.missing is Missing.TELEGRAM


async def test_a_token_is_known_or_not(there, absent: str):
    (finding,) = await asking.token(subject(absent, there[1]))
    assert (finding.what, finding.details) == (What.TOKEN_RIGHT, {"name": "@eo_support_bot"})
    unknown = subject(absent, there[1], bot_token=SecretStr("1000:wrong"))
    assert told(await asking.token(unknown)) == [(WRONG, What.TOKEN_REFUSED)]
    for check in (asking.updates, groups):
        with pytest.raises(UnexaminedError) as caught:
            await check(unknown)
        assert caught.value.missing is Missing.TOKEN


async def test_how_updates_come_is_compared_with_the_settings_and_none_is_taken(there, absent: str):
    sandbox, address = there
    polls, hooked = subject(absent, address), subject(absent, address, webhook_url="http://127.0.0.1:1")
    assert told(await asking.updates(polls)) == [(RIGHT, What.POLLING_RIGHT)]
    assert told(await asking.updates(hooked)) == [(ODD, What.WEBHOOK_UNSET)]
    sandbox.telegram.use_webhook("http://127.0.0.1:1/telegram/updates", "s")
    assert told(await asking.updates(hooked)) == [(RIGHT, What.WEBHOOK_RIGHT)]
    assert told(await asking.updates(polls)) == [(ODD, What.WEBHOOK_IN_THE_WAY)]


def test_the_last_failure_of_a_webhook_is_read():
    known = asking.webhook_of({"url": "https://x/", "last_error_message": "refused", "last_error_date": 1_770_000_000})
    assert known.error_at == datetime.fromtimestamp(1_770_000_000, UTC)
    assert (known.url, known.pending, known.error) == ("https://x/", 0, "refused")


def _administrator(*rights: str) -> Callable[[Sandbox], None]:
    def change(sandbox: Sandbox) -> None:
        sandbox.world.chats[cast.GROUP].members[cast.BOT_ID] = Member("administrator", frozenset(rights))

    return change


def _member(status: str) -> Callable[[Sandbox], None]:
    def change(sandbox: Sandbox) -> None:
        sandbox.world.chats[cast.GROUP].members[cast.BOT_ID] = Member(status)

    return change


def _group(**facts: object) -> Callable[[Sandbox], None]:
    def change(sandbox: Sandbox) -> None:
        for name, fact in facts.items():
            setattr(sandbox.world.chats[cast.GROUP], name, fact)

    return change


HARMLESS, BLIND = (RIGHT, What.PRIVACY_HARMLESS), (WRONG, What.PRIVACY_BLINDS)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_group(), [(RIGHT, What.GROUP_RIGHT), HARMLESS]),
        (_group(forum=False), [(ODD, What.GROUP_WITHOUT_TOPICS), HARMLESS]),
        (_group(username="open_desk"), [(ODD, What.GROUP_PUBLIC), HARMLESS]),
        (_administrator("can_manage_topics"), [(ODD, What.GROUP_RIGHTS_MISSING), HARMLESS]),
        (_member("member"), [(ODD, What.GROUP_NOT_ADMINISTERED), BLIND]),
        (_member("restricted"), [(WRONG, What.GROUP_MUTE), BLIND]),
        (_member("left"), [(WRONG, What.GROUP_GONE)]),
        (_member("kicked"), [(WRONG, What.GROUP_GONE)]),
        (_group(deleted=True), [(WRONG, What.GROUP_GONE)]),
        (_group(migrated_to=-1009), [(ODD, What.GROUP_MOVED)]),
    ],
)
async def test_a_group_is_told_as_telegram_sees_it(there, absent: str, change: Callable[[Sandbox], None], found):
    sandbox, address = there
    change(sandbox)
    findings = await groups(subject(absent, address))
    assert told(findings) == found
    if findings[0].what is What.GROUP_RIGHT:
        assert findings[0].details == {"group": "Поддержка ЭО"}


async def test_groups_are_those_of_the_settings_and_those_that_were_bound(there, database_url: str):
    _sandbox, address = there
    database = Database(database_url)
    async with database.transaction() as connection:
        dina = (await seen(connection, cast.DINA, "Дина", NOW)).id
        await groups_rows.learn(connection, -77, title="Бухгалтерия")
        await groups_rows.bind(connection, -77, [], [], dina, NOW)
        await groups_rows.learn(connection, cast.GROUP, title="Поддержка")
        await groups_rows.learn(connection, -500, title="Старая", moved_to=cast.GROUP)
        await groups_rows.bind(connection, -500, [], [], dina, NOW)
    findings = await groups(subject(database_url, address))
    assert [(each.what, each.details.get("group")) for each in findings] == [
        (What.GROUP_GONE, "Бухгалтерия"),
        (What.GROUP_RIGHT, "Поддержка ЭО"),
        (What.PRIVACY_HARMLESS, None),
    ]
    await database.close()


async def test_a_desk_without_a_group_is_told(there, database_url: str):
    examined = subject(database_url, there[1], operator_chat_id=None)
    assert told(await groups(examined)) == [(WRONG, What.GROUPS_NONE)]


async def test_without_group_and_database_nothing_is_said_of_groups(there, absent: str):
    with pytest.raises(UnexaminedError) as caught:
        await groups(subject(absent, there[1], operator_chat_id=None))
    assert caught.value.missing is Missing.FIRST_START


async def test_each_way_is_asked_for_itself_and_one_that_leads_nowhere_is_odd_beside_one_that_does(there, absent: str):
    async with proxy() as way:
        given = SecretStr(f"socks5://127.0.0.1:1,{way.url},direct")
        found = await asking.routes(subject(absent, there[1], telegram_proxy=given))
    assert told(found) == [(ODD, What.ROUTE_AWAY), (RIGHT, What.ROUTE_RIGHT), (RIGHT, What.ROUTE_RIGHT)]
    assert found[0].details["route"] == "socks5://127.0.0.1:1"
    everything_away = subject(absent, there[1], telegram_proxy=SecretStr("socks5://eve:secret@127.0.0.1:1"))
    (finding,) = await asking.routes(everything_away)
    assert (finding.verdict, finding.what) == (WRONG, What.ROUTE_AWAY)
    assert "secret" not in str(finding)
    with pytest.raises(UnexaminedError):
        await asking.clock(everything_away)
