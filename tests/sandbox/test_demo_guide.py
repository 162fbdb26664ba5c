"""The demo's guide: what it holds, that its links lead to pages, and that 3.6 works from the first minute."""

from collections import Counter

import aiohttp
import pytest

from bot import demo, demo_guide
from bot.actions.guide import guide
from bot.actions.work import Work
from bot.languages import Languages
from bot.rules.moderation.instructions import has_guide_link, is_instruction
from bot.rules.services import SERVICES
from bot.settings import Settings


@pytest.fixture
async def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with demo.running(Settings(http_port=0)) as (desk, _playing):
        yield desk


def test_every_article_stands_in_both_languages_and_all_work_of_the_regulation_has_one():
    found = demo_guide.listed()
    assert set(Counter(each.link for each in found).values()) == {2}
    assert len({demo_guide.path_of(each) for each in found}) == len(found)
    served = {service for each in found for service in each.services}
    assert served >= {each.number for each in SERVICES if each.number in (1, 2, 3) or each.number > 7}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Как загрузить прайс-лист?", "/guide/ru/price-list"),
        ("не могу войти, забыл пароль", "/guide/ru/password"),
        ("How do I upload a price list?", "/guide/en/price-list"),
    ],
)
async def test_clause_3_6_the_sandbox_finds_articles_and_shows_their_pages(desk, asked: str, wanted: str):
    async with desk.database.reading() as connection:
        work = Work(connection, desk.now(), desk.policy)
        [found, *_] = await guide.search(work, asked, 3)
        hosts = await guide.hosts(work)
    assert found.link == desk.address + wanted
    assert has_guide_link(f"Подробнее: {found.link}", hosts)
    async with aiohttp.ClientSession() as session, session.get(found.link) as page:
        assert page.status == 200
        assert found.title in await page.text()
    async with aiohttp.ClientSession() as session, session.get(found.link + "s") as page:
        assert page.status == 404


def test_clause_3_6_the_articles_are_instructions_themselves():
    assert all(is_instruction(each.text) for each in demo_guide.listed() if each.language == "ru")


async def test_the_doctor_asks_the_sandbox_and_finds_nothing_that_keeps_it_from_working(desk):
    with Languages("ru").speaking("ru"):
        [report] = await desk._examine()
    assert (
        "В порядке: Настройки, Программа, База данных, Целостность базы, Диск, Связь с Telegram, Часы, Токен" in report
    )
    assert report.count("⚠️") == 2  # no backups are made of what is forgotten: said at the head and in its line
