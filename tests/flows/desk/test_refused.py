"""What Telegram refuses for good: who wrote it learns which message and why, and the next goes on."""

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.channels import TELEGRAM, in_telegram
from bot.sandbox import cast
from bot.sandbox.client import PIXEL, Person
from bot.sandbox.refusals import bad
from bot.sandbox.world import Content
from db.people import accounts
from db.tickets import messages
from tests.desks import Stage, playing
from tests.factories import open_ticket
from tests.flows.requester_steps import begin_extension


def refuse(stage: Stage, said: str, *methods: str, chat: int | None = None) -> None:
    """Let Telegram refuse the next call of each method, in a chat when one is given."""
    carried_out, left = stage.sandbox._carried_out, list(methods)

    async def refusing(request, method, call):
        if method in left and chat in (None, getattr(call, "chat_id", None)):
            left.remove(method)
            raise bad(said)
        return await carried_out(request, method, call)

    stage.sandbox._carried_out = refusing


async def test_an_operator_sees_which_message_was_refused_and_why_and_the_next_goes_on(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await stage.settled()
    refuse(stage, "wrong file identifier/HTTP URL specified", "copymessage", "editmessagetext", chat=cast.ANNA)
    refused = await topic.send_photo("снимок")
    await topic.send("следом")
    await anna.sees("следом")
    report = await topic.sees("Сообщение не доставлено пользователю: файл больше недоступен")
    assert report.reply_to is not None
    assert report.reply_to["id"] == refused.id
    await topic.edit(await topic.send("первая версия"), "вторая версия")
    await topic.sees("Новая версия не доставлена пользователю")


async def test_a_refused_notice_to_the_requester_is_reported_too(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Исправлено, проверьте")
    await stage.settled()
    refuse(stage, "chat is restricted", "sendmessage", chat=cast.ANNA)
    await topic.click("Решено")
    await topic.sees("Уведомление не доставлено пользователю: Bad Request: chat is restricted")


async def test_supervisors_learn_what_the_topic_itself_refuses(stage: Stage, anna: Person, vera: Person, dina: Person):
    await dina.send("/start")
    await open_ticket(stage.desk)
    await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    await stage.settled()
    refuse(stage, "message can't be copied", "copymessage", chat=cast.GROUP)
    refuse(stage, "strange things happen", "sendmessage", chat=cast.GROUP)
    await anna.send("важно")
    await dina.sees("ЭО-1: не удалось показать операторам сообщение: Bad Request: strange things happen")


async def test_the_topic_gets_the_text_of_a_requesters_message_that_it_cannot_show(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await stage.settled()
    refuse(stage, "message can't be copied", "copymessage", chat=cast.GROUP)
    await anna.send("<b>важно</b> & срочно", html=False)
    await anna.send("следом")
    await topic.sees("следом")
    assert "<b>важно</b> & срочно" in (await topic.sees("Не удаётся показать здесь")).text


async def test_a_message_of_somebody_whose_chat_is_gone_is_sent_from_the_record(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await stage.settled()
    refuse(stage, "chat not found", *["copymessage"] * 1000, chat=cast.GROUP)
    await anna.send("прощайте")
    await topic.sees("прощайте")


async def test_what_is_not_on_record_and_was_deleted_before_it_could_be_copied_is_reported(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    telegram = stage.sandbox.telegram
    private = telegram.world.chats[cast.ANNA]
    place = telegram.post(private, cast.ANNA, Content("location", data={"latitude": 55.7, "longitude": 37.6}))
    telegram.erase(private, [place.id])
    await anna.send("следом")
    await topic.sees("следом")
    await topic.sees("Не удаётся показать здесь сообщение пользователя: сообщение удалено")


async def test_words_whose_formatting_is_refused_arrive_plain_and_marked(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    async with stage.desk.database.transaction() as connection:
        work = Work(connection, stage.desk.now(), stage.desk.policy)
        (person,) = await accounts.people_at(connection, TELEGRAM, {str(cast.ANNA)})
        params = {"text": "<b>1 &lt; 2</i>", "parse_mode": "HTML"}
        await outgoing.call(work, outgoing.to_person(person), "sendMessage", params)
    stage.desk.courier.wake()
    assert (await anna.sees("1 < 2")).text == "[Оформление утрачено.]\n1 < 2"


async def test_a_topic_deleted_before_an_album_that_has_to_go_plain_is_made_anew(
    stage: Stage, anna: Person, vera: Person
):
    """Telegram reads the formatting before it looks for the topic."""
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await stage.settled()
    await topic.topic_do("delete")
    refuse(stage, "can't parse entities: unexpected end tag", "sendmediagroup")
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "Снимки")
    await stage.settled()
    assert [each.html for each in await topic.messages() if each.album] == ["Снимки", ""]


async def test_an_album_and_an_edit_whose_formatting_is_refused_arrive_plain_too(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await stage.settled()
    refuse(stage, "can't parse entities: unexpected end tag", "sendmediagroup", "editmessagetext", chat=cast.GROUP)
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "1 < 2")
    sent = await anna.send("черновик")
    await stage.settled()
    await anna.edit(sent, "чистовик & всё")
    await topic.sees("чистовик & всё")
    parts = [each.raw["caption_html"] for each in await topic.messages() if each.album]
    assert parts == ["[Оформление утрачено.]\n1 &lt; 2", ""]
    assert (await topic.sees("чистовик")).text == "[Оформление утрачено.]\nчистовик & всё"


async def test_nothing_says_delivered_unless_a_reaction_is_set_for_it(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    sent = await topic.send("ответ")
    await stage.settled()
    before, *after = [each for each in await topic.messages() if each.id >= sent.id and not each.service]
    assert before.reactions == ()
    assert after == []


async def test_a_reaction_says_delivered_when_it_was_and_not_before(database_url: str):
    async with playing(database_url, delivered_reaction="👌", received_reaction="off") as stage:
        anna, topic = stage.people["anna"], stage.people["vera"].in_topic("ЭО-1")
        await open_ticket(stage.desk)
        await topic.sees("Не открывается каталог")
        first = await topic.send("раз")
        await stage.settled()
        await anna.block()
        second = await topic.send("два")
        await stage.settled()
        shown = {each.id: each.reactions for each in await topic.messages()}
        assert (shown[first.id], shown[second.id]) == (("👌",), ())
        await anna.block(blocked=False)
        await anna.sees("два")
        await stage.settled()
        shown = {each.id: each.reactions for each in await topic.messages()}
        assert shown[second.id] == ("👌",)
        await anna.send("вопрос")
        await stage.settled()
        assert (await anna.last()).reactions == (), "requesters see no such mark"
        assert (await topic.sees("вопрос")).reactions == ()


async def test_an_edit_that_the_requester_lost_comes_as_a_message(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    sent = await topic.send("адрес прежний")
    await anna.delete(await anna.sees("адрес прежний"))
    await topic.edit(sent, "адрес новый")
    await stage.settled()
    assert (await anna.last()).text == "адрес новый"
    async with stage.desk.database.reading() as connection:
        kept = await messages.written_at(connection, in_telegram(cast.GROUP, sent.id))
        assert kept is not None
        assert await messages.copy_in(connection, kept.id, TELEGRAM, str(cast.ANNA)) == str((await anna.last()).id)


async def test_a_press_acts_on_no_message_that_does_not_have_the_button(stage: Stage, vera: Person, gleb: Person):
    """A client can claim a press of anything under any message of the bot."""
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    await begin_extension(topic)
    asked = await topic.sees("причину продления")
    forged = ("cancel:0", f"cancel:{gleb.id}", "over:1:0", "waits:0", "promise:none:1:1", "t:close:1:0:0", "to:1:5")
    for data in forged:
        for under in (card, asked):
            await gleb.in_topic("ЭО-1").press(under, data, forged=True)
    await stage.settled()
    there = {each.id: each.text for each in await topic.messages()}
    assert there[asked.id] == asked.text
    assert "Не открывается каталог" in there[card.id]


async def test_a_press_where_no_button_is_begins_no_dialogue_that_nobody_sees(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    for data in ("extend:1:8", "until:1:0", "ask:1:0:own:0"):
        answer = await topic.press(card, data, forged=True)
        assert answer is not None
        assert answer["alert"], data
        await topic.send(f"Это ответ пользователю: {data}")
        await anna.sees(f"Это ответ пользователю: {data}")
