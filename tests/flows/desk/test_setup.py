"""A new desk from its link to its first real request, without anybody looking up an id."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete, func, select

from bot.actions import outgoing
from bot.actions.people import invitations
from bot.actions.work import Work
from bot.rules.channels import TELEGRAM
from bot.rules.tickets import trial
from bot.sandbox import cast
from bot.sandbox.client import Person, Seen
from bot.sandbox.faults import Fault
from bot.sandbox.world import Chat, Member
from db import tables
from db.desk import gauges, reports
from db.people import accounts, identities
from db.tickets import tickets
from tests.desks import Stage, telegram, working
from tests.factories import add_group, open_ticket, seen, set_rights
from tests.flows.desk.test_command_menus import GROUP as GROUP_COMMANDS
from tests.flows.desk.test_command_menus import SUPERVISOR, offered

ADD, MAKE, TRY, SKIP = "Добавить в группу", "Сделать группой операторов", "Пробное обращение", "Пропустить"
EMPTY = {"operator_chat_id": None, "supervisor_ids": frozenset[int]()}


@contextlib.asynccontextmanager
async def empty_desk(database_url: str, **more: object) -> AsyncIterator[Stage]:
    """A desk without supervisors and groups; the bot is in no group."""
    async with telegram() as (sandbox, address):
        del sandbox.world.chats[cast.GROUP].members[cast.BOT_ID]
        async with working(database_url, sandbox, address, **(EMPTY | more)) as stage:
            yield stage


@pytest.fixture
async def new(database_url: str) -> AsyncIterator[Stage]:
    async with empty_desk(database_url) as stage:
        yield stage


async def link_of(stage: Stage) -> str:
    """The link to an empty desk, once it is given out."""
    async with asyncio.timeout(20):
        while not stage.invitations:  # noqa: ASYNC110 -- the desk prints it
            await asyncio.sleep(0.01)
    return stage.invitations[-1]


async def page(person: Person, part: str) -> Seen:
    """The page that leads on, once it says this."""
    return await person.in_private().sees(part)


async def come(stage: Stage, person: Person) -> None:
    """Become the first supervisor."""
    await person.opens(await link_of(stage))
    await page(person, "Шаг 1 из 3")


async def bind(stage: Stage, person: Person) -> None:
    """Become the first supervisor, and let the seeded group be the first of operators."""
    await come(stage, person)
    await person.opens((await page(person, "Шаг 1 из 3")).url(ADD), cast.GROUP)
    await page(person, "всё готово")
    await person.click(MAKE)
    await page(person, "Шаг 3 из 3")


async def rows(stage: Stage) -> dict[str, int]:
    """How many rows each table has."""
    async with stage.desk.database.reading() as connection:
        return {
            name: await connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in tables.metadata.tables.items()
        }


async def test_a_newcomer_comes_from_the_link_to_the_first_real_request(new: Stage):
    dina = new.people["dina"]
    await come(new, dina)
    await dina.sees("Теперь вы руководитель этой поддержки")
    await offered(dina, SUPERVISOR)
    first = await page(dina, "Шаг 1 из 3")
    assert first.url(ADD).endswith("?startgroup=desk&admin=manage_topics+delete_messages+pin_messages")
    await dina.opens(first.url(ADD), cast.GROUP)
    ready = await page(dina, "Шаг 2 из 3. В группе «Поддержка ЭО» всё готово")
    await new.settled()
    assert first.id not in [each.id for each in await dina.messages()]
    await dina.click(MAKE)
    await page(dina, "Обращения теперь поступают в группу «Поддержка ЭО»")
    await offered(new.people["vera"].in_group(), GROUP_COMMANDS)
    await new.settled()
    assert ready.id not in [each.id for each in await dina.messages()]
    await dina.click(TRY)
    await page(dina, "откройте в группе «Поддержка ЭО» тему ЭО-0")
    topic = dina.in_topic("ЭО-0")
    await topic.sees("Это пробное обращение")
    await topic.send("Добрый день, чем помочь?")
    await dina.sees("Добрый день, чем помочь?")
    await page(dina, "нажмите «Решено» на карточке")
    await topic.click("Решено")
    asked = await dina.sees("Вопрос решён?")
    assert (await page(dina, "Нажмите «Да, вопрос решён»")).id > asked.id
    await dina.click("Да, вопрос решён")
    done = await page(dina, "Поддержка готова к работе")
    assert "Поддержка ЭО" in done.text
    assert await dina.topics() == []
    assert (await open_ticket(new.desk)).number == 1
    await new.people["vera"].in_topic("ЭО-1").sees("Не открывается каталог")


async def test_the_trial_leaves_nothing_behind(new: Stage):
    dina = new.people["dina"]
    await bind(new, dina)
    await new.settled()
    before = await rows(new)
    await dina.click(TRY)
    topic = dina.in_topic("ЭО-0")
    await topic.sees("Это пробное обращение")
    await topic.send_photo("Посмотрите, пожалуйста, завтра в 10:00 отвечу")
    await dina.sees("Посмотрите")
    await dina.send("А так?")
    await topic.sees("А так?")
    async with new.desk.database.reading() as connection:
        dina_id = await accounts.people_at(connection, TELEGRAM, {str(cast.DINA)})
        now = new.desk.now()
        assert await reports.counts(connection, now - trial.LASTS, now) == []
        assert await reports.by_state(connection, now) == []
        assert (await gauges.standing(connection)).tickets == []
        assert await identities.current(connection, dina_id[0]) is None
    await topic.send("Так тоже")
    await page(dina, "нажмите «Решено»")
    await topic.click("Решено")
    await dina.click("Да, вопрос решён")
    await page(dina, "Поддержка готова к работе")
    await new.settled()
    after = await rows(new)
    for table in ("inbox", "outbox", "dialogues", "people", "accounts"):  # the bot itself spoke up in the group
        del before[table], after[table]
    assert after == before
    async with new.desk.database.reading() as connection:
        assert await connection.scalar(select(func.count()).where(tables.outbox.c.ticket == trial.NUMBER)) == 0


async def test_what_is_missing_is_said_one_by_one(new: Stage):
    dina, group = new.people["dina"], new.sandbox.world.chats[cast.GROUP]
    await come(new, dina)
    group.forum = False
    await dina.opens((await page(dina, "Шаг 1 из 3")).url(ADD), cast.GROUP, rights=False)
    shown = await page(dina, "⬜ Темы в группе")
    assert "включите «Темы»" in shown.text
    assert "⬜ Бот читает сообщения операторов" in shown.text
    group.forum = True
    await dina.click("Проверить ещё раз")
    shown = await page(dina, "✅ Темы в группе")
    assert "«Добавить администратора»" in shown.text
    for rights, wanted in (
        ({"can_delete_messages": False, "can_pin_messages": False}, "«Управление темами»."),
        ({"can_manage_topics": True, "can_delete_messages": False, "can_pin_messages": False}, "«Удаление сообщений»."),
        ({"can_delete_messages": True}, "«Закрепление сообщений»."),
    ):
        await set_rights(new, admin=True, **rights)
        assert "✅ Бот читает сообщения операторов" in (await page(dina, f"включите право {wanted}")).text
    await set_rights(new, can_pin_messages=True)
    await page(dina, "всё готово")


async def test_a_group_can_work_without_what_is_missing(new: Stage):
    dina = new.people["dina"]
    await come(new, dina)
    await dina.opens((await page(dina, "Шаг 1 из 3")).url(ADD), cast.GROUP, rights=False)
    await page(dina, "Шаг 2 из 3")
    await dina.click("Всё равно сделать группой операторов")
    await page(dina, "Шаг 3 из 3")
    await dina.click(TRY)
    card = await dina.in_group().sees("Это пробное обращение")
    await dina.in_group().send("Отвечаю", reply_to=card)
    await page(dina, "нажмите «Решено»")
    await dina.click("Завершить пробу")
    await page(dina, "Поддержка готова к работе")
    assert card.id not in [each.id for each in await dina.in_group().messages()]


async def test_requests_that_came_before_the_group_come_there_and_the_supervisor_hears_of_them(new: Stage):
    dina = new.people["dina"]
    await come(new, dina)
    await open_ticket(new.desk)
    await dina.sees("Для ЭО-1 нет группы операторов")
    await dina.opens((await page(dina, "Шаг 1 из 3")).url(ADD), cast.GROUP)
    await page(dina, "всё готово")
    answer = await dina.click(MAKE)
    assert answer is not None
    assert answer["text"].endswith("1.")
    await dina.in_topic("ЭО-1").sees("Не открывается каталог")


async def test_an_old_button_makes_no_other_group_one_of_operators(new: Stage):
    dina = new.people["dina"]
    await come(new, dina)
    await dina.opens((await page(dina, "Шаг 1 из 3")).url(ADD), cast.GROUP)
    ready = await page(dina, "всё готово")
    await dina.press(ready, f"setup:make:{cast.BASIC_GROUP}", forged=True)
    await new.settled()
    assert (await rows(new))["bindings"] == 0
    await dina.click(MAKE)
    await page(dina, "Шаг 3 из 3")
    assert (await rows(new))["bindings"] == 1


async def test_every_step_can_be_skipped_and_found_again(new: Stage):
    dina = new.people["dina"]
    await come(new, dina)
    await dina.click(SKIP)
    await dina.sees("Шаг отложен")
    await dina.send("/groups")
    again = await page(dina, "Шаг 1 из 3")
    await dina.opens(again.url(ADD), cast.GROUP)
    await page(dina, "всё готово")
    await dina.click(SKIP)
    await dina.sees("Шаг отложен", after=again)
    sent = await dina.send("/start")
    assert "Шаг 1 из 3" in (await dina.sees("Шаг 1 из 3", after=sent)).text
    await set_rights(new, member=False)
    await dina.opens((await page(dina, "Шаг 1 из 3")).url(ADD), cast.GROUP)
    await page(dina, "всё готово")
    await dina.click(MAKE)
    await page(dina, "Шаг 3 из 3")
    await dina.click(SKIP)
    done = await page(dina, "Поддержка готова к работе")
    await dina.send("/start")
    await new.settled()
    assert (await dina.messages())[-1].id > done.id
    assert [each.id for each in await dina.messages() if "из 3" in each.text] == []


async def test_the_link_works_once_for_the_first(new: Stage):
    link = await link_of(new)
    await new.people["vera"].opens(link.replace("start=", "start=x"))
    await new.people["vera"].sees("Здравствуйте")
    await come(new, new.people["dina"])
    anna = new.people["anna"]
    await anna.opens(link)
    await anna.sees("Здравствуйте")
    await anna.does_not_see("руководитель")


async def test_a_new_start_gives_out_a_new_link_and_the_old_one_dies(database_url: str):
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address, **EMPTY) as stage:
            old = await link_of(stage)
        async with working(database_url, sandbox, address, **EMPTY) as stage:
            assert await link_of(stage) != old
            await stage.people["dina"].opens(old)
            await stage.people["dina"].sees("Здравствуйте")
            await come(stage, stage.people["gleb"])
        sandbox.world.commands.clear()
        async with working(database_url, sandbox, address, **EMPTY) as stage:
            await offered(stage.people["gleb"], SUPERVISOR)
            assert stage.invitations == []


async def test_the_link_dies_after_a_day(new: Stage):
    link = await link_of(new)
    new.sandbox.clock.move(invitations.invitations_rules.LASTS)
    await new.people["dina"].opens(link)
    await new.people["dina"].sees("Здравствуйте")
    await new.people["dina"].does_not_see("руководитель")


async def test_no_link_is_given_to_a_desk_that_has_supervisors_or_tickets(database_url: str):
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address, operator_chat_id=None) as stage:
            await stage.people["anna"].send("/start")
            await stage.people["anna"].sees("Здравствуйте")  # who is answered comes after the link
            assert stage.invitations == []
        async with working(database_url, sandbox, address, **EMPTY) as stage:
            link = await link_of(stage)
            await open_ticket(stage.desk)
            await stage.people["dina"].opens(link)
            await stage.people["dina"].sees("Здравствуйте")
        async with working(database_url, sandbox, address, **EMPTY) as stage:
            await stage.people["gleb"].send("/start")
            await stage.people["gleb"].sees("Здравствуйте")
            assert stage.invitations == []


async def test_the_code_is_kept_as_a_digest_alone(new: Stage):
    code = (await link_of(new)).partition("start=")[2]
    async with new.desk.database.transaction() as connection:
        kept = (await connection.execute(select(tables.invitations))).one()
        assert code not in str(kept)
        work = Work(connection, new.desk.now(), new.desk.policy)
        person = await seen(connection, cast.DINA, "Дина Павлова", work.now)
        assert await invitations.accept(work, person, code)
        await connection.execute(delete(tables.supervisors))
        assert not await invitations.accept(work, person, code)  # it was used, whoever supervises the desk now


async def test_supervisors_are_asked_about_a_group_that_somebody_else_added_the_bot_to(new: Stage):
    dina, vera = new.people["dina"], new.people["vera"]
    await come(new, dina)
    first = await page(dina, "Шаг 1 из 3")
    await vera.opens(first.url(ADD), cast.GROUP)
    await dina.sees("добавлен в группу «Поддержка ЭО» (кто добавил: Вера Орлова)")
    await dina.click(MAKE)
    await page(dina, "всё готово")
    await dina.click(MAKE)
    await page(dina, "Шаг 3 из 3")


async def test_a_group_can_be_left_alone(stage: Stage, dina: Person, vera: Person):
    await dina.send("привет")
    chat = _strange_group(stage)
    await vera.opens(f"https://t.me/{stage.sandbox.world.bot.username}?startgroup=desk", chat)
    await dina.sees("кто добавил: Вера Орлова")
    await dina.click("Не отвечать там")
    await dina.sees("отвечать не будет")
    await vera.in_group(chat).send("/bind")
    await vera.in_group(chat).does_not_see("руководитель")
    await set_rights(stage, chat, member=False)
    await vera.opens(f"https://t.me/{stage.sandbox.world.bot.username}?startgroup=desk", chat)
    await stage.settled()
    assert sum("кто добавил" in each.text for each in await dina.messages()) == 0
    await dina.in_group(chat).send("/bind")
    await dina.in_group(chat).sees("Какие обращения")


async def test_a_desk_in_service_takes_a_further_group_without_a_trial(stage: Stage, dina: Person):
    await dina.send("привет")
    chat = _strange_group(stage)
    asking = f"https://t.me/{stage.sandbox.world.bot.username}?startgroup=desk&admin=manage_topics+delete_messages"
    await dina.opens(f"{asking}+pin_messages", chat)
    await dina.sees("Бот добавлен в группу «Вторая линия»")
    await dina.click(MAKE)
    await page(dina, "Шаг 2 из 3. В группе «Вторая линия» всё готово")
    await dina.click(MAKE)
    await page(dina, "Поддержка готова к работе")
    await dina.send("/start")
    await dina.does_not_see("Шаг 3 из 3")


def _strange_group(stage: Stage) -> int:
    chat = add_group(stage)
    del stage.sandbox.world.chats[chat].members[cast.BOT_ID]
    return chat


async def test_a_group_that_the_bot_was_in_before_is_taken_up(new: Stage):
    dina = new.people["dina"]
    link = await link_of(new)
    await new.people["vera"].opens(f"https://t.me/{new.sandbox.world.bot.username}?startgroup=desk", cast.GROUP)
    await new.settled()
    await dina.opens(link)
    await page(dina, "Шаг 2 из 3")


async def test_a_group_that_becomes_a_supergroup_is_followed(new: Stage):
    dina, world = new.people["dina"], new.sandbox.world
    group = world.chats[cast.BASIC_GROUP] = Chat(cast.BASIC_GROUP, "group", "Первая линия")
    group.members = {cast.DINA: Member("creator")}
    await come(new, dina)
    await dina.opens((await page(dina, "Шаг 1 из 3")).url(ADD), cast.BASIC_GROUP)
    await page(dina, "⬜ Темы в группе")
    async with dina.session.post(f"{new.address}/sandbox/chats/{cast.BASIC_GROUP}/upgrade", json={}) as answer:
        upgraded = (await answer.json())["chat"]
    await new.settled()
    assert str(upgraded) in str((await page(dina, "⬜ Темы в группе")).data("Проверить ещё раз"))
    world.chats[upgraded].forum = True
    await dina.click("Проверить ещё раз")
    await page(dina, "всё готово")
    await dina.click(MAKE)
    await page(dina, "в группу «Первая линия»")


async def test_the_bot_that_is_put_out_of_the_group_has_to_be_added_again(new: Stage):
    dina = new.people["dina"]
    await come(new, dina)
    await dina.opens((await page(dina, "Шаг 1 из 3")).url(ADD), cast.GROUP)
    await page(dina, "всё готово")
    await set_rights(new, member=False)
    await page(dina, "Бота больше нет в группе «Поддержка ЭО»")


async def test_a_trial_that_nobody_ends_is_removed_after_a_day(new: Stage):
    dina = new.people["dina"]
    await bind(new, dina)
    await dina.click(TRY)
    await dina.in_topic("ЭО-0").sees("Это пробное обращение")
    await new.later(hours=23)
    await dina.in_topic("ЭО-0").sees("Это пробное обращение")
    await new.later(hours=2)
    await page(dina, "Поддержка готова к работе")
    assert await dina.topics() == []


async def test_the_trial_is_not_removed_before_its_last_word_has_come(new: Stage):
    dina = new.people["dina"]
    await bind(new, dina)
    await dina.click(TRY)
    await dina.in_topic("ЭО-0").sees("Это пробное обращение")
    await new.settled()
    new.sandbox.faults.add(Fault("500", times=10, method="copyMessage"))
    await dina.in_topic("ЭО-0").send("Последнее слово")
    await dina.click("Завершить пробу")
    await dina.sees("Последнее слово")
    await page(dina, "Поддержка готова к работе")


async def test_what_comes_to_the_topic_behind_the_removal_is_done_before_it(new: Stage):
    dina = new.people["dina"]
    await bind(new, dina)
    await dina.click(TRY)
    await dina.in_topic("ЭО-0").sees("Это пробное обращение")
    await new.settled()
    async with new.desk.database.transaction() as connection:
        work = Work(connection, new.desk.now(), new.desk.policy)
        ticket = await tickets.by_number(connection, trial.NUMBER)
        await outgoing.end_trial(work)
        await outgoing.show(work, ticket)
    new.desk.courier.wake()
    await page(dina, "Поддержка готова к работе")
    await new.settled()
    async with new.desk.database.reading() as connection:
        assert await connection.scalar(select(func.count()).where(tables.outbox.c.state == "failed")) == 0


async def test_a_topic_that_telegram_does_not_let_it_delete_is_named(new: Stage):
    dina = new.people["dina"]
    await bind(new, dina)
    await set_rights(new, can_delete_messages=False)
    await dina.click(TRY)
    await dina.in_topic("ЭО-0").sees("Это пробное обращение")
    await dina.click("Завершить пробу")
    await dina.sees("не позволил боту удалить следы пробного обращения в группе «Поддержка ЭО»")
    await page(dina, "Поддержка готова к работе")
    assert (await open_ticket(new.desk)).number == 1


async def test_one_trial_at_a_time(database_url: str):
    both = frozenset({cast.DINA, cast.GLEB})
    async with empty_desk(database_url, supervisor_ids=both) as stage:
        dina, gleb = stage.people["dina"], stage.people["gleb"]
        await dina.send("/start")
        await gleb.send("/start")
        await dina.opens((await page(dina, "Шаг 1 из 3")).url(ADD), cast.GROUP)
        await page(dina, "всё готово")
        await dina.click(MAKE)
        await page(dina, "Шаг 3 из 3")
        await gleb.send("/start")
        await page(gleb, "Шаг 3 из 3")
        await dina.click(TRY)
        await page(dina, "тему ЭО-0")
        answer = await gleb.click(TRY)
        assert answer is not None
        assert "уже идёт" in answer["text"]


async def test_buttons_of_the_setup_are_for_supervisors(new: Stage):
    anna = new.people["anna"]
    sent = await anna.send("/start")
    greeting = await anna.sees("Здравствуйте", after=sent)
    for do in ("check", "choose", "make", "decline", "try", "stop", "leave"):
        answer = await anna.press(greeting, f"setup:{do}:{cast.GROUP}", forged=True)
        assert answer is not None
        assert "предназначена не вам" in answer["text"]
