"""Paying on the page: an invoice inside Telegram, and the tab «Банк»."""

from playwright.async_api import Page, expect

from bot.sandbox import Sandbox
from bot.sandbox.client import Person
from tests.sandbox.conftest import IN_CHROMIUM, Api, Open
from tests.sandbox.test_payments import BILL

ANNA = "101/bot/"

pytestmark = IN_CHROMIUM


async def _asked(api: Api) -> str:
    """The id of the query of who is about to pay."""
    [update] = await api("getUpdates", timeout=5)
    await api("getUpdates", offset=update["update_id"] + 1)
    return str(update["pre_checkout_query"]["id"])


async def _bank(page: Page) -> None:
    await page.get_by_role("tab", name="Банк").click()


async def test_an_invoice_is_paid_by_its_button(open_page: Open, api: Api, started: Person):
    await api("sendInvoice", chat_id=started.id, **BILL)
    page = await open_page(ANNA)
    await expect(page.locator(".invoice")).to_contain_text("Тариф «Расширенный», 1 месяц")
    await page.get_by_role("button", name="Заплатить 1 000 ₽").click()
    await api("answerPreCheckoutQuery", pre_checkout_query_id=await _asked(api), ok=True)
    await expect(page.get_by_role("status")).to_have_text("Оплачено")
    await expect(page.locator("#messages")).to_contain_text("оплачено 1 000 ₽")


async def test_the_words_of_a_bot_that_refuses_stay_until_they_are_read(open_page: Open, api: Api, started: Person):
    await api("sendInvoice", chat_id=started.id, **BILL)
    page = await open_page(ANNA)
    await page.get_by_role("button", name="Карта отклонена").click()
    await api("answerPreCheckoutQuery", pre_checkout_query_id=await _asked(api), ok=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Банк отклонил карту")
    await page.get_by_role("button", name="OK").click()
    await page.get_by_role("button", name="Заплатить").click()
    query = await _asked(api)
    await api("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=False, error_message="Счёт уже оплачен")
    await expect(page.get_by_role("dialog")).to_contain_text("Счёт уже оплачен")


async def test_an_invoice_that_the_bot_shows_is_paid_at_the_bank(
    open_page: Open, api: Api, started: Person, sandbox: Sandbox
):
    page = await open_page(ANNA)
    await _bank(page)
    await expect(page.locator("#bank")).to_contain_text("Счетов пока нет.")
    await api("sendMessage", chat_id=started.id, text="Счёт ЭО-2026-7 на 2 500 ₽, ИНН 7707083893")
    bill = page.locator(".bill")
    await expect(bill).to_contain_text("ООО «Ромашка»")
    await bill.get_by_role("button", name="Дважды").click()
    await expect(page.locator("#bank li")).to_have_count(2)
    assert [transfer.kopecks for transfer in sandbox.bank.transfers] == [250_000, 250_000]
    await page.get_by_role("button", name="Отправить боту").click()
    await expect(page.get_by_role("status")).to_contain_text("Дина Павлова")
    [told] = [each for each in await api.updates("message") if "document" in each]
    assert told["caption"] == "/statement"


async def test_a_link_is_paid_on_the_providers_page(open_page: Open, base: str, sandbox: Sandbox):
    asked = {
        "amount": {"value": "1000.00", "currency": "RUB"},
        "confirmation": {"return_url": base},
        "description": "Тариф «Расширенный», 1 месяц",
        "metadata": {},
    }
    payment = sandbox.shop.create("key", asked, f"{base}/sandbox/shop/")
    page = await open_page(ANNA)
    await page.goto(payment["confirmation"]["confirmation_url"])
    await page.get_by_role("button", name="Оплатить", exact=True).click()
    await expect(page.locator("article")).to_contain_text("Оплачено.")
    assert payment["paid"]
    await page.get_by_role("button", name="Вернуть деньги").click()
    await expect(page.locator("article")).to_contain_text("К оплате 1 000 ₽")
    assert [refund["payment_id"] for refund in sandbox.shop.refunds.values()] == [payment["id"]]


async def test_an_invoice_is_paid_by_its_number_and_a_sum(open_page: Open, sandbox: Sandbox):
    page = await open_page(ANNA)
    await _bank(page)
    await page.get_by_label("Номер счёта").fill("ЭО-2026-8")
    await page.get_by_label("Сумма, ₽").fill("1 000,50")
    await page.get_by_label("ИНН плательщика").fill("7736050003")
    await page.locator("#bank form").get_by_role("button", name="Не та сумма").click()
    await expect(page.locator("#bank li")).to_contain_text("АО «Вектор»")
    [transfer] = sandbox.bank.transfers
    assert (transfer.kopecks, "ЭО-2026-8" in transfer.purpose) == (99_950, True)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Скачать файл").click()
    assert (await download.value).suggested_filename == "kl_to_1c.txt"
