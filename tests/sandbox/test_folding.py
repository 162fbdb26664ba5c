"""What is long or counts high stays within its place on the page."""

import pytest
from playwright.async_api import expect

from bot.sandbox.client import GROUP, Person
from tests.sandbox.conftest import IN_CHROMIUM, Api, Open

pytestmark = IN_CHROMIUM
LONG = "\n".join(f"{n}. Пункт регламента, который занимает строку" for n in range(1, 41))


async def test_an_expandable_quote_is_folded_until_it_is_opened(open_page: Open, api: Api, started: Person):
    for words in (LONG, "Коротко"):
        await api(
            "sendMessage",
            chat_id=started.id,
            text=f"Регламент <blockquote expandable>{words}</blockquote>",
            parse_mode="HTML",
        )
    page = await open_page("101/bot/")
    long, short = page.locator("blockquote").nth(0), page.locator("blockquote").nth(1)
    await expect(short.locator("div")).to_have_text("Коротко")
    await expect(short.get_by_role("button")).to_be_hidden()
    folded = await long.bounding_box()
    assert folded is not None
    assert folded["height"] < 120
    await long.get_by_role("button", name="Показать полностью").click()
    whole = await long.bounding_box()
    assert whole is not None
    assert whole["height"] > 10 * folded["height"] / 2
    await long.get_by_role("button", name="Свернуть").click()
    await expect(long.get_by_role("button", name="Показать полностью")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
async def test_counts_of_three_digits_stay_in_the_column(open_page: Open, api: Api, started: Person, width: int):
    page = await open_page("201", {"width": width, "height": 800})
    for number in range(120):
        await api("sendMessage", chat_id=started.id, text=f"Сообщение {number}")
        await api("sendMessage", chat_id=GROUP, text=f"Сообщение {number}")
    await expect(page.locator(".person .badge").first).to_have_text("120")
    script = """() => {
        const column = document.querySelector(".side").getBoundingClientRect();
        return [...document.querySelectorAll(".badge")].map((badge) => {
            const { left, right } = badge.getBoundingClientRect();
            const face = badge.closest(".person, .row").getBoundingClientRect();
            return left >= face.left - 2 && right <= face.right + 2 && right <= column.right;
        });
    }"""
    inside = await page.evaluate(script)
    assert len(inside) >= 4
    assert all(inside)
