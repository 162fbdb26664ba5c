"""Two accounts of one person: the code joins them, with both histories (4.1)."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.client import Person
from tests.desks import Stage, playing
from tests.flows.people.test_proof import code_in
from tests.flows.requester_steps import choose, describe, identify


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """A desk that asks for codes."""
    async with playing(database_url, verify_login=True) as stage:
        yield stage


async def opens(stage: Stage, person: Person, text: str, *answers: str) -> None:
    """Identify, prove the login, and send a request; a question about another account is left alone."""
    await person.send("/new")
    await identify(person, *answers)
    await person.sees("Подтвердите, пожалуйста, логин")
    await person.send(await code_in(stage))
    await person.sees("✅ Логин подтверждён")
    if text:
        await choose(person, "Другой вопрос")
        await describe(person, text)
        await person.click("Отправить")
        await person.sees("под номером")


@pytest.mark.both
async def test_the_second_account_of_a_person_is_joined_with_the_first_and_both_histories_stay(stage: Stage):
    anna, second, vera = (stage.people[name] for name in ("anna", "boris", "vera"))
    await opens(stage, anna, "Каталог пуст")
    stage.move(minutes=2)
    await opens(stage, second, "")
    page = await second.sees("Это тоже ваш логин: объединить?")
    assert page.buttons == ("Это я, объединить", "Не объединять")
    assert "Обращений там: 1, из них открытых: 1." in page.text
    await second.click("Это я, объединить")
    await second.sees("Учётные записи объединены")
    await anna.sees("Эта учётная запись Telegram объединена с другой")
    await choose(second, "Другой вопрос")
    await describe(second, "Цены не те")
    await second.click("Отправить")
    await second.sees("под номером ЭО-2")
    for person in (anna, second):
        said = await person.send("/tickets")
        listed = await person.sees("Ваши обращения", after=said)
        assert "ЭО-1" in listed.text
        assert "ЭО-2" in listed.text
    await vera.in_topic("ЭО-1").send("Проверьте, пожалуйста")
    await anna.sees("Проверьте, пожалуйста")
    await vera.in_topic("ЭО-2").send("Какие именно?")
    await second.sees("Какие именно?")
    said = await anna.send("/profile")
    await anna.sees("ООО «Ромашка»", after=said)
    said = await anna.send("/forget")
    await anna.sees("Будут удалены", after=said)


async def test_another_person_of_a_shared_mailbox_is_not_asked(stage: Stage):
    anna, boris = stage.people["anna"], stage.people["boris"]
    await opens(stage, anna, "Каталог пуст")
    stage.move(minutes=2)
    await opens(stage, boris, "Цены", "anna@romashka.example", "Кузнецов Борис Ильич", "7707083893", "ООО «Ромашка»")
    await boris.does_not_see("объединить")


async def test_who_says_no_goes_on_alone_and_words_are_kept_meanwhile(stage: Stage):
    anna, second = stage.people["anna"], stage.people["boris"]
    await opens(stage, anna, "Каталог пуст")
    stage.move(minutes=2)
    await opens(stage, second, "")
    await second.sees("Это тоже ваш логин: объединить?")
    await second.send("Цены не те, посмотрите")
    await second.sees("Добавлено к описанию")
    await second.send("нет")
    await second.sees("Учётные записи не объединены")
    said = await second.send("/tickets")
    await second.sees("У вас пока нет обращений", after=said)
    await second.send("/cancel")
    said = await second.send("/profile")
    assert "Объединить с другой учётной записью" in (await second.sees("Логин подтверждён", after=said)).buttons
    await second.click("Объединить с другой учётной записью")
    await second.sees("Это тоже ваш логин: объединить?")
    await second.click("Это я, объединить")
    await second.sees("Учётные записи объединены")
    said = await second.send("/profile")
    assert "Объединить с другой учётной записью" not in (await second.sees("Логин подтверждён", after=said)).buttons
