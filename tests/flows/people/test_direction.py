"""Marks of direction in a name would turn around what the desk says beside it: «ЭО-1 решено» could read otherwise."""

import re

from bot.rules.text import undirected
from bot.sandbox import cast
from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket

MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TURNED = "\u202eавонеШ\u2066 аннА"


def test_only_marks_of_direction_go():
    assert undirected(f"{TURNED} 👨\u200d👩\u200d👧 שלום") == "авонеШ аннА 👨\u200d👩\u200d👧 שלום"


async def test_a_name_does_not_turn_around_what_stands_beside_it(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    users, chats = stage.sandbox.world.users, stage.sandbox.world.chats
    users[cast.VERA].first_name = TURNED
    users[cast.VERA].last_name = "\u202d"
    chats[cast.GROUP].title = f"Вторая{TURNED}"
    await open_ticket(stage.desk, text=f"Имя файла: отчёт{TURNED}")
    topic = vera.in_topic("ЭО-1")
    await topic.click("Взять")
    await topic.send("/note проверено")
    await topic.send("/open")
    await dina.send("/groups")
    await stage.settled()
    for person in (anna, topic, dina):
        said = [each.text for each in await person.messages() if each.sender.startswith("Электронный Ордер")]
        assert said
        assert not [text for text in said if MARKS.search(text)]
    await anna.sees("авонеШ аннА")


async def test_who_is_called_by_marks_alone_has_a_name_that_can_be_seen(stage: Stage, anna: Person, vera: Person):
    stage.sandbox.world.users[cast.VERA].first_name = "\u202e"
    stage.sandbox.world.users[cast.VERA].last_name = None
    await open_ticket(stage.desk)
    await vera.in_topic("ЭО-1").click("Взять")
    await anna.sees("—")
