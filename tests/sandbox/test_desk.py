"""«Начать с пустого стола»: the way of a newcomer in a real browser, with the real desk in the sandbox."""

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, Locator, Page, expect

from bot import demo
from bot.sandbox.client import cast
from bot.settings import Settings
from tests.flows.requester_steps import identify
from tests.sandbox.conftest import IN_CHROMIUM

pytestmark = IN_CHROMIUM


@pytest.fixture
async def page(browser: Browser, tmp_path, monkeypatch) -> AsyncIterator[Page]:
    """The page of a sandbox with its desk."""
    monkeypatch.chdir(tmp_path)
    async with demo.running(Settings(http_port=0)) as (desk, _playing):
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        page = await context.new_page()
        page.set_default_timeout(20_000)
        await page.goto(desk.address)
        yield page
        await context.close()


def button(page: Page, label: str) -> Locator:
    return page.get_by_role("button", name=label, exact=True)


def said(page: Page, text: str) -> Locator:
    return page.locator(".block").filter(has_text=text)


async def test_a_newcomer_brings_an_empty_desk_into_service(page: Page):
    await page.get_by_role("tab", name="Стол").click()
    await button(page, "Начать с пустого стола").click()
    await page.get_by_role("link", name="Открыть ссылку").click()
    await expect(said(page, "Шаг 1 из 3")).to_be_visible()
    await expect(page.get_by_role("link", name="Открыть ссылку")).to_be_hidden()
    await page.get_by_role("link", name="Добавить в группу").click()
    await page.locator("#choice-lines button", has_text="Поддержка ЭО").click()
    await button(page, "Сделать группой операторов").click()
    await button(page, "Пробное обращение").click()
    await expect(said(page, "тему ЭО-0")).to_be_visible()
    await page.locator(".row.topic", has_text="ЭО-0").click()
    await page.get_by_label("Текст сообщения").fill("Уже смотрим")
    await page.keyboard.press("Enter")
    await button(page, "Решено").click()
    await page.locator(".row").first.click()
    await expect(said(page, "Уже смотрим")).to_be_visible()
    await button(page, "Да, вопрос решён").click()
    await expect(said(page, "Поддержка готова к работе")).to_be_visible()
    await expect(page.locator(".row.topic")).to_have_count(0)
    await page.get_by_role("tab", name="Стол").click()
    await button(page, "Вернуть готовый стол").click()
    await page.get_by_role("tab", name="Стол").click()
    await expect(button(page, "Начать с пустого стола")).to_be_visible()


async def test_the_sandbox_shows_the_letter_with_the_code_of_a_login(page: Page):
    async with ClientSession() as session:
        anna = cast(session, page.url.rstrip("/"))["anna"]
        await anna.send("/new")
        await anna.click("Согласен")
        await identify(anna)
        await anna.sees("Подтвердите, пожалуйста, логин")
        await page.get_by_role("tab", name="Письма").click()
        await page.locator("summary", has_text="Код для подтверждения логина").click()
        letter = page.frame_locator("iframe").locator("body")
        await expect(letter).to_contain_text("Ваш код:")
        code = re.search(r"Ваш код: (\d{6})", await letter.inner_text())
        assert code is not None
        await anna.send(code[1])
        await anna.sees("К какой услуге")
