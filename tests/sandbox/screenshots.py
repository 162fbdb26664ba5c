"""Pictures of the sandbox as a newcomer sees it: `python -m tests.sandbox.screenshots [FOLDER]`.

Plays a request in a desk of its own and keeps the page as each person sees it: wide and on a phone, by day and by
night. FOLDER is `var/screenshots` unless named; `docs/sandbox.png` is renewed.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any

import aiohttp
from playwright.async_api import Browser, async_playwright

from bot import demo
from bot.sandbox.client import GROUP, Person, cast
from bot.settings import Settings
from tests.factories import IDENTITY
from tests.sandbox.conftest import CHROMIUM, FLAGS

ROOT = Path(__file__).parents[2]
SIZES = {"wide": (1280, 800), "phone": (390, 844)}
ANSWERS = (IDENTITY["login"], "Смирнова Анна Ивановна", IDENTITY["inn"], IDENTITY["company"])
DESCRIPTION = "После входа открывается пустая страница. Браузер перезапускала, на другом компьютере то же самое."


async def play(people: dict[str, Person]) -> None:
    """Open a request and answer it."""
    anna, vera = people["anna"], people["vera"]
    await anna.send("/new")
    await anna.click("Согласен")
    for answer in ANSWERS:
        await anna.sees("Шаг")
        await anna.send(answer)
    await anna.click("Всё верно")
    await anna.click("Регистрация и доступ")
    await anna.click("Доступ в Систему")
    await anna.sees("Опишите")
    await anna.send(DESCRIPTION)
    await anna.click("Готово")
    for label in ("Всё равно отправить", "Отправить"):
        if any(label in message.buttons for message in await anna.messages()):
            await anna.click(label)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("пустая страница")
    await topic.click("Взять")
    await topic.send("Анна Ивановна, здравствуйте. Проверяем вашу учётную запись.")
    await anna.sees("Проверяем вашу")
    await anna.send("Спасибо, жду")
    await topic.sees("Спасибо, жду")
    await topic.send("Готово: доступ восстановлен. Проверьте, пожалуйста.")
    await anna.sees("доступ восстановлен")


async def places(people: dict[str, Person]) -> dict[str, str]:
    """Name the places that are worth a picture."""
    topic = people["vera"].in_topic("ЭО-1")
    thread = (await topic.last()).raw.get("thread") or ""
    return {"requester": "101/bot/", "operator": f"201/{GROUP}/{thread}", "list": "301"}


async def shoot(browser: Browser, address: str, shown: dict[str, str], folder: Path) -> None:
    """Keep every place in every size, by day and by night."""
    for scheme in ("light", "dark"):
        for size, (width, height) in SIZES.items():
            look: dict[str, Any] = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
            context = await browser.new_context(**look)
            for name, place in shown.items():
                page = await context.new_page()
                await page.goto(f"{address}/#{place}")
                await page.locator(".row").first.wait_for(state="attached")
                if "/" in place:
                    await page.locator(".block").last.wait_for()
                await page.evaluate("document.fonts.ready")
                await page.screenshot(path=folder / f"{name}-{size}-{scheme}.png")
            await context.close()


async def keep(folder: Path) -> None:
    """Play, and keep the pictures in a folder."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(http_port=0, files_dir=Path(home), verify_login=False)
        async with demo.running(settings) as (desk, _playing), aiohttp.ClientSession() as session:
            people = cast(session, desk.address)
            await session.post(f"{desk.address}/sandbox/clock", json={"working_hours": 1})  # it is open then
            await play(people)
            async with async_playwright() as playwright:
                flags = [f"--{flag}" for flag in FLAGS]
                browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
                await shoot(browser, desk.address, await places(people), folder)
                await browser.close()


def main(arguments: Sequence[str]) -> int:
    """Keep the pictures where they are wanted."""
    folder = Path(arguments[0]) if arguments else ROOT / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(keep(folder))
    copyfile(folder / "operator-wide-light.png", ROOT / "docs" / "sandbox.png")
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
