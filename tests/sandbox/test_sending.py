import pytest

from bot.sandbox.client import GROUP
from tests.sandbox.conftest import Refused


async def test_a_person_writes_and_the_bot_is_told(api, anna):
    await anna.send("/start")
    [message] = await api.updates("message")
    assert message["text"] == "/start"
    assert message["from"]["first_name"] == "Анна"
    assert message["chat"] == {
        "id": 101,
        "type": "private",
        "first_name": "Анна",
        "last_name": "Смирнова",
        "username": "anna_smirnova",
    }
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_the_bot_writes_and_the_person_sees(api, started):
    await api("sendMessage", chat_id=101, text="Здравствуйте, <b>Анна</b>", parse_mode="HTML")
    seen = await started.sees("Здравствуйте, Анна")
    assert seen.html == "Здравствуйте, <b>Анна</b>"
    assert seen.sender == "Электронный Ордер · поддержка"


async def test_the_bot_hears_nothing_of_its_own_messages(api, started):
    await api("sendMessage", chat_id=101, text="я")
    assert await api.updates() == []


async def test_the_bot_may_not_write_first(api):
    with pytest.raises(Refused, match="Forbidden: bot can't initiate conversation with a user") as refused:
        await api("sendMessage", chat_id=101, text="да")
    assert refused.value.code == 403


async def test_a_blocked_bot_is_told_so_and_refused(api, started):
    await started.block()
    [change] = await api.updates("my_chat_member")
    assert change["new_chat_member"]["status"] == "kicked"
    with pytest.raises(Refused, match="Forbidden: bot was blocked by the user"):
        await api("sendMessage", chat_id=101, text="да")
    await started.block(blocked=False)
    assert await api("sendMessage", chat_id=101, text="снова здесь")


async def test_a_deactivated_user_cannot_be_written_to(api, started, sandbox):
    sandbox.world.users[101].deactivated = True
    with pytest.raises(Refused, match="Forbidden: user is deactivated"):
        await api("sendMessage", chat_id=101, text="да")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (" \n ", "message text is empty"),
        ("<b></b>", "message text is empty"),
        ("я" * 4097, "message is too long"),
        ("🔥" * 2049, "message is too long"),
        ("<b>", "can't parse entities"),
    ],
)
async def test_texts_telegram_would_not_take_are_refused(api, started, text, why):
    with pytest.raises(Refused, match=why):
        await api("sendMessage", chat_id=101, text=text, parse_mode="HTML")


async def test_length_counts_after_parsing(api, started):
    sent = await api("sendMessage", chat_id=101, text=f"<b>{'я' * 4096}</b>", parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_a_reply_shows_what_it_replies_to(api, started):
    asked = await started.send("Где ордер?")
    answer = await api("sendMessage", chat_id=101, text="Вот", reply_parameters={"message_id": asked.id})
    assert answer["reply_to_message"]["text"] == "Где ордер?"
    assert (await started.sees("Вот")).reply_to == {"id": asked.id, "name": "Анна Смирнова", "text": "Где ордер?"}


async def test_a_reply_to_a_message_that_is_gone_is_refused_unless_allowed(api, started):
    asked = await started.send("Где ордер?")
    await started.delete(asked)
    gone = {"message_id": asked.id}
    with pytest.raises(Refused, match="message to be replied not found"):
        await api("sendMessage", chat_id=101, text="Вот", reply_parameters=gone)
    sent = await api(
        "sendMessage", chat_id=101, text="Вот", reply_parameters=gone | {"allow_sending_without_reply": True}
    )
    assert "reply_to_message" not in sent


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"text": "A", "callback_data": "я" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "A"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "a"}, "Text must be non-empty"),
        ({"text": "A", "callback_data": "a", "style": "pink"}, "style"),
        ({"text": "A", "url": "javascript:alert(1)"}, "Wrong HTTP URL"),
    ],
)
async def test_wrong_buttons_are_refused(api, started, button, why):
    with pytest.raises(Refused, match=why):
        await api("sendMessage", chat_id=101, text="да", reply_markup={"inline_keyboard": [[button]]})


async def test_more_than_a_hundred_buttons_are_too_many(api, started):
    rows = [[{"text": str(n), "callback_data": str(n)}] for n in range(101)]
    with pytest.raises(Refused, match="reply markup is too long"):
        await api("sendMessage", chat_id=101, text="да", reply_markup={"inline_keyboard": rows})


async def test_locations_contacts_and_polls_are_seen(api, started):
    await api("sendLocation", chat_id=101, latitude=55.75, longitude=37.62)
    await api("sendContact", chat_id=101, phone_number="+74950000000", first_name="Вера")
    await api("sendPoll", chat_id=101, question="Как вам?", options=["Хорошо", {"text": "Плохо"}])
    place, contact, poll = (message.raw for message in (await started.messages())[-3:])
    assert place["location"] == {"latitude": 55.75, "longitude": 37.62}
    assert contact["contact"]["first_name"] == "Вера"
    assert [option["text"] for option in poll["poll"]["options"]] == ["Хорошо", "Плохо"]


@pytest.mark.parametrize(
    ("method", "fields", "why"),
    [
        ("sendLocation", {"latitude": 91, "longitude": 0}, "wrong location"),
        ("sendContact", {"phone_number": "", "first_name": "Вера"}, "non-empty"),
        ("sendPoll", {"question": "Как?", "options": ["один"]}, "at least 2"),
        ("sendPoll", {"question": "", "options": ["раз", "два"]}, "non-empty"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action"),
    ],
)
async def test_wrong_values_are_refused(api, started, method, fields, why):
    with pytest.raises(Refused, match=why):
        await api(method, chat_id=101, **fields)


async def test_a_chat_action_is_no_probe_for_a_topic(api):
    assert await api("sendChatAction", chat_id=GROUP, message_thread_id=999, action="typing") is True
