"""The page in a real browser, against a running sandbox whose bot is played by the test."""

import asyncio
import re
import smtplib
from email.message import EmailMessage

from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox import Sandbox
from bot.sandbox.client import GROUP, PIXEL, Person
from bot.sandbox.world import Chat, Member
from tests.sandbox.conftest import IN_CHROMIUM, Api, Open

ANNA, VERA, GLEB = "101/bot/", f"201/{GROUP}/", f"202/{GROUP}/"
PHONE = {"width": 360, "height": 740}
LABELS = "nodes => nodes.map((node) => node.ariaLabel)"

pytestmark = IN_CHROMIUM


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Текст сообщения").fill(text)
    await page.keyboard.press("Enter")


async def choose(page: Page, block: Locator, item: str) -> None:
    """Choose an item of a message's menu."""
    await block.hover()
    await block.get_by_label("Действия с сообщением").click()
    await page.get_by_role("menuitem", name=item).click()


def said(page: Page, text: str) -> Locator:
    return page.locator(".block").filter(has_text=text)


def inline(*labels: str) -> dict[str, list[list[dict[str, str]]]]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in labels]]}


async def test_what_one_person_writes_another_sees_without_reloading(open_page: Open):
    vera, gleb = await open_page(VERA), await open_page(GLEB)
    await write(vera, "Кто возьмёт **первое** обращение")
    await expect(said(vera, "Кто возьмёт")).to_have_class(re.compile("mine"))
    await expect(said(gleb, "Кто возьмёт первое обращение")).to_contain_text("Вера Орлова")
    await expect(said(gleb, "Кто возьмёт").locator("b")).to_have_text("первое")


async def test_shift_enter_breaks_the_line_and_enter_sends(open_page: Open):
    page = await open_page(VERA)
    await page.get_by_label("Текст сообщения").press_sequentially("раз")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("два")
    await page.keyboard.press("Enter")
    await expect(page.locator(".words")).to_have_text("раз\nдва", use_inner_text=True)


async def test_an_empty_chat_with_the_bot_offers_to_start_it(open_page: Open, api: Api):
    page = await open_page(ANNA)
    await page.get_by_role("button", name="Запустить").click()
    await expect(said(page, "/start")).to_be_visible()
    assert [message["text"] for message in await api.updates("message")] == ["/start"]


async def test_a_pressed_button_turns_until_the_bot_answers(open_page: Open, api: Api, started: Person):
    await api("sendMessage", chat_id=started.id, text="Обращение", reply_markup=inline("Взять"))
    page = await open_page(ANNA)
    button = page.get_by_role("button", name="Взять")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    [query] = [update["callback_query"] for update in await api("getUpdates", timeout=5)]
    await api("answerCallbackQuery", callback_query_id=query["id"], text="Взято")
    await expect(page.get_by_role("status")).to_have_text("Взято")
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_stays_until_it_is_dismissed(open_page: Open, api: Api, started: Person):
    await api("sendMessage", chat_id=started.id, text="Обращение", reply_markup=inline("Зачем"))
    page = await open_page(ANNA)
    await page.get_by_role("button", name="Зачем").click()
    [query] = [update["callback_query"] for update in await api("getUpdates", timeout=5)]
    await api("answerCallbackQuery", callback_query_id=query["id"], text="Так надо", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Так надо")
    await page.get_by_role("button", name="OK").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_a_key_of_the_bots_keyboard_sends_its_label(open_page: Open, api: Api, started: Person):
    keyboard = {"keyboard": [[{"text": "Тариф"}, {"text": "Помощь"}]]}
    await api("sendMessage", chat_id=started.id, text="Меню", reply_markup=keyboard)
    page = await open_page(ANNA)
    await page.get_by_role("button", name="Помощь").click()
    await expect(said(page, "Помощь")).to_be_visible()
    await api("sendMessage", chat_id=started.id, text="Готово", reply_markup={"remove_keyboard": True})
    await expect(page.locator("#reply-keyboard")).to_be_hidden()


async def test_a_command_is_chosen_from_the_menu(open_page: Open, api: Api, started: Person):
    await api("setMyCommands", commands=[{"command": "tickets", "description": "Мои обращения"}])
    page = await open_page(ANNA)
    await page.get_by_label("Команды бота").first.click()
    await page.get_by_role("menuitem", name="/tickets").click()
    await expect(said(page, "/tickets")).to_be_visible()


async def test_an_empty_chat_shows_what_the_bot_can_do(open_page: Open, api: Api, anna: Person):
    await api("setMyDescription", description="Ответы на вопросы", language_code="ru")
    page = await open_page(ANNA)
    await expect(page.locator(".about")).to_have_text("Что умеет этот бот?\n\nОтветы на вопросы")
    await anna.send("/start")
    await expect(page.locator(".about")).to_have_count(0)


async def test_a_message_is_answered_edited_and_deleted_from_its_menu(open_page: Open, vera: Person):
    await vera.send("Вопрос")
    page = await open_page(GLEB)
    await choose(page, said(page, "Вопрос"), "Ответить")
    await write(page, "Ответ")
    await expect(said(page, "Ответ").locator(".quote")).to_contain_text("Вера Орлова")
    await choose(page, said(page, "Ответ"), "Изменить")
    await write(page, "Другое")
    await expect(said(page, "Другое").locator(".marks")).to_contain_text("изменено")
    await choose(page, said(page, "Другое"), "Удалить")
    await expect(said(page, "Другое")).to_have_count(0)


async def test_a_reaction_is_set_and_taken_back(open_page: Open, vera: Person):
    await vera.send("Готово")
    page = await open_page(GLEB)
    await choose(page, said(page, "Готово"), "👍")
    chip = page.locator(".reaction")
    await expect(chip).to_have_attribute("aria-pressed", "true")
    await chip.click()
    await expect(chip).to_have_count(0)


async def test_several_pictures_make_an_album(open_page: Open, api: Api, started: Person):
    page = await open_page(ANNA)
    await page.get_by_label("Прикрепить", exact=True).click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("menuitem", name="Фото или видео").click()
    pictures = [{"name": f"{name}.png", "mimeType": "image/png", "buffer": PIXEL} for name in "аб"]
    await (await chooser.value).set_files(pictures)
    await write(page, "Снимки экрана")
    await expect(page.locator(".album img")).to_have_count(2)
    await expect(said(page, "Снимки экрана")).to_have_count(1)
    assert len({message["media_group_id"] for message in await api.updates("message")}) == 1


async def test_a_document_shows_its_name_and_size(open_page: Open, started: Person):
    page = await open_page(ANNA)
    await started.send_file("act.pdf", b"%PDF" * 512)
    await expect(page.locator(".file")).to_have_text("act.pdf2,0 КБ")


async def test_what_waits_for_somebody_else_is_counted_on_their_face(open_page: Open, api: Api, started: Person):
    page = await open_page(GLEB)
    await api("sendMessage", chat_id=started.id, text="Принято")
    face = page.get_by_role("radio", name="Анна")
    await expect(face.locator(".badge")).to_have_text("1")
    await face.click()
    await expect(said(page, "Принято")).to_be_visible()
    await expect(face.locator(".badge")).to_have_count(0)


async def test_topics_show_their_icon_lock_and_unread_count(open_page: Open, api: Api):
    topic = await api("createForumTopic", chat_id=GROUP, name="ЭО-1", icon_custom_emoji_id=await icon(api, "✅"))
    place = {"chat_id": GROUP, "message_thread_id": topic["message_thread_id"]}
    await api("sendMessage", **place, text="Карточка")
    page = await open_page(VERA)
    row = page.locator(".row.topic")
    await expect(row.locator(".topic-icon")).to_have_text("✅")
    await expect(row.locator(".badge")).to_have_text("1")
    await api("closeForumTopic", **place)
    await expect(row.get_by_title("Тема закрыта")).to_be_visible()
    await row.click()
    await expect(said(page, "Карточка")).to_be_visible()
    await expect(row.locator(".badge")).to_have_count(0)


async def icon(api: Api, emoji: str) -> str:
    stickers = await api("getForumTopicIconStickers")
    return next(sticker["custom_emoji_id"] for sticker in stickers if sticker["emoji"] == emoji)


async def test_deleting_the_open_topic_leads_back_to_general(open_page: Open, api: Api):
    topic = await api("createForumTopic", chat_id=GROUP, name="ЭО-1")
    page = await open_page(f"{VERA}{topic['message_thread_id']}")
    await page.get_by_role("tab", name="Сбои").click()
    await page.get_by_role("button", name="Удалить тему").click()
    await expect(page.locator("#chat-title")).to_have_text("Поддержка ЭО")
    await expect(page.locator(".row.topic")).to_have_count(0)


async def test_an_upgraded_group_stays_open_under_its_new_id(open_page: Open, sandbox: Sandbox):
    seats = {sandbox.world.bot.id: Member(), 201: Member("creator")}
    sandbox.world.chats[-77] = Chat(-77, "group", "Вторая линия", members=seats)
    page = await open_page("201/-77/")
    await page.get_by_role("tab", name="Сбои").click()
    await page.get_by_role("button", name="Сделать супергруппой").click()
    await expect(page).to_have_url(re.compile(r"#201/-100\d+/$"))
    await expect(page.locator("#chat-title")).to_have_text("Вторая линия")


async def test_a_blocked_bot_is_let_in_again_from_the_chat(open_page: Open, started: Person, sandbox: Sandbox):
    page = await open_page(ANNA)
    await page.get_by_role("tab", name="Сбои").click()
    await page.get_by_role("button", name="Заблокировать бота").click()
    await expect(page.get_by_label("Текст сообщения")).to_be_hidden()
    assert sandbox.world.users[started.id].blocked
    await page.get_by_role("button", name="Разблокировать", exact=True).click()
    await expect(page.get_by_label("Текст сообщения")).to_be_visible()


async def test_a_fault_waits_until_it_is_cleared(open_page: Open, sandbox: Sandbox):
    page = await open_page(VERA)
    await page.get_by_role("tab", name="Сбои").click()
    await page.get_by_label("Пауза, с").fill("7")
    await page.get_by_label("Только в открытом чате").check()
    await page.get_by_role("button", name="Включить сбой").click()
    await expect(page.locator(".fault-list")).to_contain_text("7 с")
    [fault] = sandbox.faults.waiting
    assert (fault.kind, fault.retry_after, fault.chat) == ("429", 7, GROUP)
    await page.get_by_role("button", name="Снять все").click()
    await expect(page.locator(".fault-list li")).to_have_count(0)


async def test_the_bots_rights_are_taken_away_with_a_tick(open_page: Open, api: Api, sandbox: Sandbox):
    page = await open_page(VERA)
    await page.get_by_role("tab", name="Сбои").click()
    await page.get_by_label("Бот управляет темами").uncheck()
    await expect(page.get_by_role("status")).to_contain_text("нет")
    me = await api("getChatMember", chat_id=GROUP, user_id=sandbox.world.bot.id)
    assert me["can_manage_topics"] is False


async def test_the_clock_moves_by_the_hours_of_the_button(open_page: Open):
    page = await open_page(VERA)
    await expect(page.locator(".clock-time")).to_have_text("12:00")
    await page.get_by_role("button", name="+4 ч").click()
    await expect(page.locator(".clock-time")).to_have_text("16:00")


async def test_a_letter_opens_on_a_click_and_runs_nothing(open_page: Open, sandbox: Sandbox):
    page = await open_page(ANNA)
    await asyncio.to_thread(post_letter, sandbox.mailbox.port)
    await page.get_by_role("tab", name="Письма").click()
    await page.locator("summary").filter(has_text="ЭО-1 принято").click()
    await expect(page.frame_locator("iframe").locator("h1")).to_have_text("Принято")


async def test_letters_of_a_thread_stand_together(open_page: Open, sandbox: Sandbox):
    page = await open_page(ANNA)
    for subject, thread in (("раз", "<1@desk>"), ("два", "<2@desk>"), ("три", "<1@desk>")):
        await asyncio.to_thread(post_letter, sandbox.mailbox.port, subject, thread)
    await page.get_by_role("tab", name="Письма").click()
    await expect(page.locator("summary strong")).to_have_text(["три", "раз", "два"])


def post_letter(port: int, subject: str = "ЭО-1 принято", thread: str = "") -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "desk@example.com", "anna@example.com", subject
    if thread:
        letter["References"] = thread
    letter.set_content("Принято")
    letter.add_alternative("<h1>Принято</h1><script>document.body.textContent = ''</script>", subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(letter)


async def test_markup_that_a_person_types_is_only_text(open_page: Open):
    page = await open_page(VERA)
    await write(page, "<img src=x onerror='window.hit=1'> & **жирно**")
    await expect(page.locator(".words")).to_have_text("<img src=x onerror='window.hit=1'> & жирно")
    assert await page.evaluate("window.hit") is None


async def test_crossed_quick_markup_is_sent_as_typed(open_page: Open):
    page = await open_page(VERA)
    await write(page, "**раз __два** три__")
    await expect(page.locator(".words")).to_have_text("**раз __два** три__")


CLEANED = {
    "<b>a</b> &lt;i&gt;": "<b>a</b> &lt;i&gt;",
    "<b onclick='x()' style='color:red'>a</b>": "<b>a</b>",
    "<script>x()</script>a<style>b{}</style>": "a",
    "<img src=x onerror=x()>a<iframe src=x></iframe>": "a",
    "<a href='javascript:x()'>a</a>": "<a>a</a>",
    "<h1>a <u>b</u></h1>": "a <u>b</u>",
    "<blockquote>a</blockquote>\nb": "<blockquote>a</blockquote>b",
    "<svg><b>a</b></svg>": "<b>a</b>",
    "<pre><code class='language-py'>a</code></pre>": "<pre><code>a</code></pre>",
}


async def test_the_sanitizer_lets_through_only_telegrams_tags(open_page: Open, forbidden: list[str]):
    page = await open_page(VERA)
    script = """async (sources) => {
        const { sanitize } = await import("/static/sanitize.js");
        return sources.map((html) => {
            const box = document.createElement("div");
            box.append(sanitize(html));
            return box.innerHTML;
        });
    }"""
    assert await page.evaluate(script, list(CLEANED)) == list(CLEANED.values())
    forbidden.clear()  # the parser names the handlers in there, which nothing ever runs


async def test_a_phone_never_scrolls_sideways(open_page: Open, api: Api, vera: Person):
    await vera.send("Слово" * 60)
    await api(
        "sendMessage", chat_id=GROUP, text="Выбор", reply_markup=inline("Первая длинная кнопка", "Вторая", "Третья")
    )
    page = await open_page("202", PHONE)
    assert await fits(page)
    await page.locator(".row").filter(has_text="Поддержка ЭО").click()
    await expect(said(page, "Выбор")).to_be_visible()
    assert await fits(page)
    await page.get_by_label("Часы, письма, банк, сбои и стол").click()
    await page.get_by_role("tab", name="Сбои").click()
    assert await fits(page)
    await page.get_by_label("Закрыть панель").click()
    await page.get_by_label("К списку чатов").click()
    await expect(page.locator(".row").first).to_be_visible()
    await page.reload()  # the address names the chat
    await expect(said(page, "Выбор")).to_be_visible()


async def fits(page: Page) -> bool:
    """Neither the page nor the list of messages is wider than the window."""
    script = "[document.documentElement, document.getElementById('scroll')].every((e) => e.scrollWidth <= innerWidth)"
    return bool(await page.evaluate(script))


async def test_nothing_on_the_page_is_loaded_from_elsewhere(browser: Browser, base: str):
    page = await browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(f"{base}/#{ANNA}")
    await expect(page.locator(".row").first).to_be_visible()
    assert [url for url in asked if not url.startswith(base)] == []


async def test_the_pages_own_words_are_russian_or_english_as_its_reader_likes(open_page: Open):
    page = await open_page(VERA)
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_label("Text of the message")).to_be_visible()
    await page.get_by_role("tab", name="Faults").click()
    await expect(page.get_by_text("Limit sending as Telegram does")).to_be_visible()
    labels = page.locator("main [aria-label], .panel [aria-label]")
    assert not [each for each in await labels.evaluate_all(LABELS) if re.search("[А-Яа-яЁё]", each)]
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.get_by_role("button", name="По-русски").click()
    await expect(page.get_by_label("Текст сообщения")).to_be_visible()
