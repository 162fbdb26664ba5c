"""A requester who cannot be written to: operators are told once, what they write waits, and arrives in its order."""

from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.world import Content
from tests.desks import Stage
from tests.factories import open_ticket

GONE = "заблокировал бота или удалил учётную запись"
WAITS = "Не доставлено: сообщение ждёт"


async def marked(topic: Person) -> list[tuple[str, int | None]]:
    """The warnings in a topic, with the message that each replies to."""
    warnings = [message for message in await topic.messages() if message.text.startswith("⚠️")]
    return [
        ("gone" if GONE in each.text else "waits" if WAITS in each.text else each.text, (each.reply_to or {}).get("id"))
        for each in warnings
    ]


async def own_texts(anna: Person, *wanted: str) -> list[str]:
    return [message.text for message in await anna.messages() if message.text in wanted]


async def test_answers_to_somebody_who_blocked_the_bot_are_marked_and_delivered_in_order_on_the_return(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await anna.block()
    await topic.sees(GONE)
    first = await topic.send("раз")
    second = await topic.send("два")
    await stage.settled()
    assert await marked(topic) == [("gone", None), ("waits", first.id), ("waits", second.id)]
    await topic.edit(second, "два с половиной")
    third = await topic.send("три")
    await stage.settled()
    assert (await marked(topic))[-1] == ("waits", third.id)
    await anna.block(blocked=False)
    await topic.sees("снова на связи")
    await topic.send("четыре")
    await stage.settled()
    texts = ("раз", "два", "два с половиной", "три", "четыре")
    assert await own_texts(anna, *texts) == ["раз", "два с половиной", "три", "четыре"]
    await anna.block()
    await stage.settled()
    assert [kind for kind, _ in await marked(topic)].count("gone") == 2, "a second absence is news again"


async def test_a_refused_message_is_what_tells_of_the_absence_and_writing_is_what_tells_of_the_return(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.click("Взять")  # so that the first answer need not say whose it is
    await anna.sees("занимается")
    person = stage.sandbox.world.users[cast.ANNA]
    person.blocked = True  # unseen: while the desk was down for days, say
    answers = [await topic.send(text) for text in ("раз", "два")]
    await stage.settled()
    assert await marked(topic) == [("gone", answers[0].id), ("waits", answers[1].id)]
    person.blocked = False
    await anna.send("я снова здесь")
    await topic.sees("я снова здесь")
    await topic.send("три")
    await stage.settled()
    assert await own_texts(anna, "раз", "два", "три") == ["раз", "два", "три"]


async def test_an_answer_written_just_before_the_return_does_not_overtake_those_that_wait(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await anna.block()
    await topic.sees(GONE)
    await topic.send("раз")
    await topic.send("два")
    await stage.settled()
    telegram = stage.sandbox.telegram
    group = telegram.world.chats[cast.GROUP]
    for text in ("три", "четыре"):  # at one instant, so that all of it comes in one answer to getUpdates
        telegram.post(group, cast.VERA, Content(text=text), thread=next(iter(group.topics)))
    telegram.block(cast.ANNA, blocked=False)
    telegram.post(group, cast.VERA, Content(text="пять"), thread=next(iter(group.topics)))
    await stage.settled()
    texts = ("раз", "два", "три", "четыре", "пять")
    assert await own_texts(anna, *texts) == list(texts)


async def test_who_is_gone_again_before_the_rest_was_brought_gets_it_at_the_next_return(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await anna.block()
    await topic.sees(GONE)
    await topic.send("раз")
    await stage.settled()
    for blocked in (False, True):
        stage.sandbox.telegram.block(cast.ANNA, blocked=blocked)
    await stage.settled()
    assert await own_texts(anna, "раз") == []
    await anna.block(blocked=False)
    await stage.settled()
    assert await own_texts(anna, "раз") == ["раз"]


async def test_nothing_is_tried_for_a_deleted_account_and_its_e_mail_is_still_there(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    await stage.settled()
    topic, tried = vera.in_topic("ЭО-1"), list[int]()
    await topic.click("Взять")  # so that the first answer need not say whose it is
    await anna.sees("занимается")
    stage.sandbox.world.users[cast.ANNA].deactivated = True
    carried_out = stage.sandbox._carried_out

    async def counting(request, method, call):
        if method == "copymessage" and call.chat_id == cast.ANNA:
            tried.append(call.message_id)
        return await carried_out(request, method, call)

    stage.sandbox._carried_out = counting
    for number in range(3):
        await topic.send(f"ответ {number}")
    await stage.settled()
    assert [kind for kind, _ in await marked(topic)] == ["gone", "waits", "waits"]
    assert len(tried) == 1


async def test_what_an_operator_does_in_the_group_does_not_show_that_their_private_chat_is_open(
    stage: Stage, vera: Person
):
    """An operator can be a requester as well, who blocked the bot in private."""
    await open_ticket(stage.desk, cast.VERA)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await vera.in_private().block()
    await topic.sees(GONE)
    for number in range(2):
        await topic.send(f"ответ {number}")
    await stage.settled()
    assert [kind for kind, _ in await marked(topic)] == ["gone", "waits", "waits"]
    await topic.does_not_see("снова на связи")
