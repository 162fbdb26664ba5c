"""What next year's Bot API brings, and what is broken: the rest of an update goes its way."""

import copy
import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.errors import UnreadableError
from bot.muted import muted
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.server import TOKEN
from db import inbox
from handlers.updates import Reader
from tests.desks import Stage
from tests.factories import open_ticket

ANNA = {"id": cast.ANNA, "is_bot": False, "first_name": "Анна"}
MESSAGE = {
    "message_id": 9001,
    "date": 1770102000,
    "chat": {"id": cast.ANNA, "type": "private", "first_name": "Анна"},
    "from": ANNA,
    "text": "Не входит",
}
REACTION = {"chat": MESSAGE["chat"], "message_id": 1, "date": 1, "user": ANNA, "old_reaction": []}
SMILE, HOLOGRAM = {"type": "emoji", "emoji": "👍"}, {"type": "hologram", "shape": 7}
MEMBER = {
    "chat": MESSAGE["chat"],
    "from": ANNA,
    "date": 1,
    "old_chat_member": {"status": "member", "user": ANNA},
    "new_chat_member": {"status": "honorary", "user": ANNA},
}


def read(given: object) -> Any:
    """What a reader makes of an update, by the names of the fields that are left."""
    update = Reader(muted(TOKEN)).read(json.dumps(given))
    return update and update.model_dump(mode="json", by_alias=True, exclude_unset=True)


def message(**change: object) -> dict[str, Any]:
    return {"update_id": 1, "message": MESSAGE | change}


@pytest.mark.parametrize(
    "change",
    [
        {"forward_origin": {"type": "new", "date": 1}},
        {"external_reply": {"origin": {"type": "new"}}},
        {"reply_to_message": {"message_id": 5, "chat": {"id": "?"}}},
        {"photo": {"big": 1}},
        {"entities": [{"type": "bold"}, 7, None]},
        {"sender_chat": "nobody", "via_bot": [], "contact": {"phone_number": {}}},
        {"video": {"file_id": "v", "file_unique_id": "u", "width": "wide", "height": 1, "duration": 1}},
    ],
    ids=lambda change: "+".join(change),
)
def test_what_cannot_be_read_is_left_out_and_the_words_stay(change: dict[str, object]):
    found = read(message(**change))["message"]
    assert {name: value for name, value in found.items() if name not in ("date", "entities")} == {
        name: value for name, value in MESSAGE.items() if name != "date"
    }
    assert not found.get("entities")


def test_only_the_broken_ones_of_a_list_are_left_out():
    bold = {"type": "bold", "offset": 0, "length": 2}
    found = read(message(entities=[{"type": "bold"}, bold, {"offset": 1, "length": 1}, bold]))
    assert found["message"]["entities"] == [bold, bold]
    found = read({"update_id": 1, "message_reaction": REACTION | {"new_reaction": [HOLOGRAM, SMILE]}})
    assert found["message_reaction"]["new_reaction"] == [SMILE]


@pytest.mark.parametrize("field", ["date", "from.first_name", "from.is_bot"])
@pytest.mark.parametrize("value", [None, {}, "\0", [1]])
def test_words_do_not_fall_with_what_can_be_done_without(field: str, value: object):
    given = copy.deepcopy(message())
    *way, last = field.split(".")
    holder = given["message"]
    for step in way:
        holder = holder[step]
    if value is None:
        del holder[last]
    else:
        holder[last] = value
    found = read(given)["message"]
    assert (found["text"], found["from"]["id"], found["chat"]["id"]) == ("Не входит", cast.ANNA, cast.ANNA)


@pytest.mark.parametrize(
    "given",
    [{"update_id": 1}, {"update_id": 1, "telepathy": {"text": "?"}}, {"update_id": 1, "my_chat_member": MEMBER}],
    ids=["nothing", "of next year", "a status of next year"],
)
def test_what_tells_of_nothing_that_is_known_is_passed_over(given: dict[str, Any]):
    assert read(given) is None


@pytest.mark.parametrize(
    "given",
    [
        {},
        [],
        5,
        {"update_id": "x", "message": MESSAGE},
        {"update_id": 1, "message": "words"},
        {"update_id": 1, "message": {"text": "words"}},
        message(chat={"type": "private"}),
        message(message_id="x"),
        message(**{"from": {"first_name": "Анна"}}),
    ],
    ids=str,
)
def test_without_its_core_it_is_unreadable(given: object):
    with pytest.raises(UnreadableError):
        read(given)


async def test_the_rest_goes_its_way_and_nobody_is_alarmed(stage: Stage, dina: Person, vera: Person):
    await open_ticket(stage.desk)
    await dina.send("/start")
    await stage.settled()
    before = len(await dina.messages())
    odd = [message(forward_origin={"type": "new", "date": 1}, message_id=number) for number in (9001, 9002)]
    tells = [{"my_chat_member": MEMBER}, {"message_reaction": REACTION | {"new_reaction": [HOLOGRAM]}}]
    with capture_logs() as logs:
        await stage.desk.store([each | {"update_id": 70 + number} for number, each in enumerate([*odd, *tells])])
        stage.desk.consumer.wake()
        await stage.settled()
    assert [each.text for each in await vera.in_topic("ЭО-1").messages()].count("Не входит") == 2
    assert len(await dina.messages()) == before
    left_out = [each["where"] for each in logs if each["event"] == "left_out_of_update"]
    assert left_out == [
        "message.forward_origin",
        "my_chat_member.new_chat_member",
        "my_chat_member",
        "message_reaction.new_reaction",
    ], "once for each kind"


async def test_what_has_no_core_is_set_aside_at_the_first_try(stage: Stage, dina: Person):
    await dina.send("/start")
    await stage.settled()
    await stage.desk.store([{"update_id": 77, "message": {"text": "words"}}])
    stage.desk.consumer.wake()
    await dina.sees("UnreadableError")
    async with stage.desk.database.reading() as connection:
        (row,) = await connection.execute(inbox.inbox.select().where(inbox.inbox.c.external_id == "77"))
    assert (row.state, row.attempts) == ("failed", 1)
