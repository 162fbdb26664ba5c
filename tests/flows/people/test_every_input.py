"""Whatever a requester sends, and wherever they stand: something visible comes of it.

One desk is walked through every state. In each all kinds of input are tried, and after each the dialogue is put back.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.rules.channels import TELEGRAM
from bot.rules.services import OTHER
from bot.sandbox import cast
from bot.sandbox.client import PIXEL, Person, Seen
from db.people import accounts, proofs
from db.tables import dialogues, messages, tickets
from keyboards.request import Choose
from tests.db.test_articles import load
from tests.desks import Stage, playing
from tests.factories import identify as known
from tests.factories import open_ticket
from tests.flows.people.test_proof import code_in
from tests.flows.requester_steps import ANSWERS

PLACE = {"latitude": 55.75, "longitude": 37.62}
POLL = {"question": "?", "options": ["1", "2"]}
ALBUM = [("1.png", PIXEL), ("2.png", PIXEL), ("3.png", PIXEL)]
AT_ONCE = "a text at once"
"""Behind another one: the two are a burst."""
Send = Callable[[Person], Awaitable[Any]]
INPUTS: dict[str, Send] = {
    "a text": lambda anna: anna.send("Не открывается каталог, что делать"),
    AT_ONCE: lambda anna: anna.send("И ещё вопрос"),
    "a photo": lambda anna: anna.send_photo(),
    "an album": lambda anna: anna.send_album(ALBUM, "Вот так"),
    "a sticker": lambda anna: anna.send_file("s.webp", PIXEL, "sticker"),
    "a voice": lambda anna: anna.send_file("v.ogg", b"voice", "voice"),
    "a location": lambda anna: anna.send("", location=PLACE),
    "a poll": lambda anna: anna.send("", poll=POLL),
    "an unknown command": lambda anna: anna.send("/such"),
    "an unknown button": lambda anna: _pressed(anna, "zzz:1"),
    "a button of a step that is over": lambda anna: _pressed(anna, "data:skip:1:3"),
}


async def _pressed(anna: Person, data: str) -> bool:
    """Press under the newest message of the desk; tells whether words came at once."""
    under = [each for each in await anna.messages() if not each.mine and not each.service]
    answer = await anna.press(under[-1], data, forged=True) if under else {"text": "nothing to press"}
    return bool(answer and answer["text"])


@dataclass
class Walk:
    """A desk with Anna, and the inputs that came to nothing."""

    stage: Stage
    silent: list[tuple[str, str]] = field(default_factory=list)
    tried: int = 0

    @property
    def anna(self) -> Person:
        return self.stage.people["anna"]

    @property
    def topic(self) -> Person:
        return self.stage.people["vera"].in_topic("ЭО-1")

    async def stand(self, state: str) -> None:
        """Try every input in the present state."""
        await self.stage.settled()
        kept = await self._rows()
        for name, send in INPUTS.items():
            if name != AT_ONCE:
                await self._put_back(kept)
                self.stage.move(seconds=3)  # no burst with what came before
            before = _look(await self.anna.messages())
            answered = await send(self.anna)
            if answered is not True and not await self._shows(before):
                self.silent.append((state, name))
            self.tried += 1
            await self.stage.settled()
        await self._put_back(kept)

    async def _shows(self, before: set[Any], seconds: float = 2.0) -> bool:
        """Tell whether something of the desk appears or changes."""
        await self.stage.settled()
        for _wait in range(int(seconds / 0.05)):
            if _look(await self.anna.messages()) - before:
                return True
            await asyncio.sleep(0.05)
        return False

    async def _rows(self) -> tuple[list[Any], list[Any], list[int]]:
        async with self.stage.desk.database.reading() as connection:
            said = (await connection.execute(select(dialogues))).mappings().all()
            known = (await connection.execute(select(tickets.c.number, tickets.c.state))).all()
            drafts = (
                (await connection.execute(select(messages.c.id).where(messages.c.ticket.is_(None)))).scalars().all()
            )
        return [dict(each) for each in said], list(known), list(drafts)

    async def _put_back(self, kept: tuple[list[Any], list[Any], list[int]]) -> None:
        said, known, drafts = kept
        async with self.stage.desk.database.transaction() as connection:
            await connection.execute(delete(dialogues))
            await connection.execute(delete(messages).where(messages.c.ticket.is_(None), messages.c.id.not_in(drafts)))
            for each in said:
                await connection.execute(insert(dialogues).values(**each))
            for number, state in known:
                await connection.execute(update(tickets).where(tickets.c.number == number).values(state=state))


def _look(seen: list[Seen]) -> set[Any]:
    """What a person can see of the desk: its messages, their buttons, and the reactions under all."""
    return {
        (each.id, each.text, each.buttons, each.reactions) if not each.mine else (each.id, each.reactions)
        for each in seen
        if not each.mine or each.reactions
    }


async def test_no_input_of_a_requester_is_without_a_visible_effect(sqlite_files: Any):
    async with playing(sqlite_files.new()) as stage:
        walk = Walk(stage)
        await _before_any_ticket(walk)
        await _with_one_ticket(walk)
        await _with_two_tickets(walk)
        await _with_none_open(walk)
        assert not walk.silent, walk.silent
        assert walk.tried > 25 * len(INPUTS)


async def test_no_input_at_the_code_of_a_login_is_without_a_visible_effect(sqlite_files: Any):
    async with playing(sqlite_files.new(), verify_login=True) as stage:
        walk = Walk(stage)
        await walk.anna.send("/new")
        for answer in ANSWERS:
            await walk.anna.send(answer)
        await walk.anna.click("Всё верно")
        await walk.anna.sees("Подтвердите, пожалуйста, логин")
        await walk.stand("a code")
        await _another_account(stage)
        await walk.anna.send(await code_in(stage))
        await walk.anna.sees("Это тоже ваш логин: объединить?")
        await walk.stand("another account")
        assert not walk.silent, walk.silent


async def _another_account(stage: Stage) -> None:
    """Let Boris's account have stated and proven Anna's login before."""
    await known(stage.desk, cast.BORIS)
    async with stage.desk.database.transaction() as connection:
        boris = await accounts.at(connection, TELEGRAM, str(cast.BORIS))
        assert boris is not None
        await proofs.record(connection, boris.person.id, ANSWERS[0], TELEGRAM, stage.desk.now(), proven=True)


async def _before_any_ticket(walk: Walk) -> None:
    anna = walk.anna
    await anna.send("/start")
    await walk.stand("nothing yet")
    await load(walk.stage.desk.database)
    await anna.send("/help")
    await walk.stand("help")
    await anna.click("Найти в руководстве")
    await walk.stand("search")
    await anna.click("Закончить поиск")
    await anna.send("/profile")
    await walk.stand("profile")
    await anna.send("/new")
    for step, answer in enumerate(ANSWERS, start=1):
        await anna.sees(f"Шаг {step} из 4")
        await walk.stand(f"identification, step {step}")
        await anna.send(answer)
    await walk.stand("identification, check")
    await anna.click("Всё верно")
    await walk.stand("service")
    await anna.press(await anna.last(), Choose(number=17).pack(), forged=True)
    await anna.sees("не входит в тариф «Базовый»")
    await walk.stand("offer")
    await anna.click("Подключить «Расширенный»")
    await anna.sees("2500 ₽ за 3 месяца")
    await walk.stand("upgrade")
    await anna.click("Назад")
    await anna.click("Назад")
    await walk.stage.settled()
    await anna.press(await anna.last(), Choose(number=OTHER.number).pack(), forged=True)
    await anna.sees("Опишите, пожалуйста, ваш вопрос")
    await walk.stand("description")
    await anna.send("Шаблон прайс-листа")
    await anna.click("Готово")
    await walk.stand("articles")
    await anna.click("Всё равно отправить")
    await walk.stand("review")
    await anna.click("Изменить")
    await walk.stand("changes")
    await anna.click("Назад")
    await anna.click("Отправить")
    await anna.sees("под номером ЭО-1")


async def _with_one_ticket(walk: Walk) -> None:
    anna, topic = walk.anna, walk.topic
    await walk.stand("one ticket")
    await anna.send("/new")
    await walk.stand("a second request, known")
    await anna.send("/cancel")
    await anna.send("/tickets")
    await anna.click("ЭО-1 · Другой вопрос")
    await anna.click("Написать")
    await walk.stand("writing to a ticket")
    await anna.click("Закончить")
    await anna.send("/help")
    await anna.click("Найти в руководстве")
    await walk.stand("search with a ticket")
    await anna.click("Закончить поиск")
    await topic.click("Запросить данные")
    await topic.click("☐ Снимок экрана")
    await walk.stage.settled()
    await topic.click("Далее")
    await topic.click("чтобы увидеть ошибку и повторить её")
    await topic.click("Отправить")
    await anna.sees("оператору нужно от вас")
    await walk.stand("asked for data")
    await anna.click("Ответить на вопросы")
    await walk.stand("answering")
    await anna.send("/cancel")
    await topic.send("Исправлено, проверьте")
    await topic.click("Решено")
    await anna.sees("Вопрос решён?")
    await walk.stand("asked to confirm")


async def _with_two_tickets(walk: Walk) -> None:
    await open_ticket(walk.stage.desk, text="Второй вопрос")
    await walk.stage.settled()
    await walk.stand("two tickets")
    await walk.anna.send("Один вопрос")
    await walk.anna.sees("К какому обращению")
    await walk.stand("waiting for a choice")
    await walk.anna.click("ЭО-2 · Доступ в Систему")


async def _with_none_open(walk: Walk) -> None:
    anna, dina = walk.anna, walk.stage.people["dina"]
    await dina.send("/close ЭО-2 Дубль")
    await anna.sees("закрыто руководителем")
    await anna.send("/tickets")
    await anna.click("ЭО-1 · Другой вопрос")
    await anna.click("Да, вопрос решён")
    await anna.sees("от 1 до 5")
    await walk.stand("closed")
    await anna.click("4 ⭐")
    await anna.sees("Достаточно одного сообщения")
    await walk.stand("rating")
    await anna.send("Пропустить")  # its button went with what was asked after it
    await anna.send("У меня ещё вопрос")
    await anna.sees("Это по ЭО-")
    await walk.stand("asked about the closed one")
