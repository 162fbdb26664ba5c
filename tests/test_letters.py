"""Letters: what is handed in over SMTP, and what waits when there is nobody to hand it to."""

from datetime import UTC, datetime

import pytest

from bot.actions import sending
from bot.actions.work import Work
from bot.channels.email.channel import Mailer, compose
from bot.channels.email.letters import Letter
from bot.channels.errors import DeliveryError
from bot.rules.notices import DeadlineExtended
from db import outbox
from tests.desks import TUESDAY, Stage, playing
from tests.factories import open_ticket

ADDRESS = "anna@romashka.example"


async def extend(stage: Stage, number: int) -> None:
    async with stage.desk.database.transaction() as connection:
        work = Work(connection, stage.desk.now(), stage.desk.policy)
        notice = DeadlineExtended(number=number, until=TUESDAY, reason="Ждём поставщика <b>")
        await sending.write_letter(work, ADDRESS, notice)
    stage.desk.courier.wake()


async def test_clause_4_3_the_new_deadline_goes_out_by_e_mail(stage: Stage):
    ticket = await open_ticket(stage.desk)
    await extend(stage, ticket.number)
    await stage.settled()
    [letter] = stage.sandbox.mailbox.letters
    assert letter.to == ADDRESS
    assert letter.subject == "[ЭО-1] Срок решения продлён"
    assert "03.02.2026 10:00 МСК" in letter.text
    assert "Ждём поставщика <b>" in letter.text


async def test_without_a_mailer_a_letter_waits_in_the_queue(database_url: str):
    async with playing(database_url, smtp_url=None) as stage:
        ticket = await open_ticket(stage.desk)
        await stage.settled()
        await extend(stage, ticket.number)
        async with stage.desk.database.reading() as connection:
            [parcel] = await outbox.waiting(connection, 0, 10)
    assert (parcel.channel, parcel.destination) == ("email", f"mail:{ADDRESS}")


async def test_a_server_that_is_away_is_asked_again(unused_tcp_port: int):
    letter = compose(Letter("Тема", "Текст"), "desk@example.org", ADDRESS, 1, 7, TUESDAY)
    with pytest.raises(DeliveryError) as failed:
        await Mailer(f"smtp://127.0.0.1:{unused_tcp_port}", "desk@example.org").send(letter)
    assert not failed.value.permanent


def test_the_second_try_of_a_letter_bears_the_same_id():
    now = datetime(2026, 2, 3, tzinfo=UTC)
    first, second = (compose(Letter("Тема", "Текст"), "desk@example.org", ADDRESS, 12, 7, now) for _ in range(2))
    assert first["Message-ID"] == second["Message-ID"] == "<ticket-12.7@example.org>"


def test_a_subject_cannot_bring_headers_of_its_own():
    letter = compose(Letter("Тема\r\nBcc: all@example.org", "Текст"), "desk@example.org", ADDRESS, 1, 1, TUESDAY)
    assert letter["Bcc"] is None
    assert "\n" not in letter["Subject"]
