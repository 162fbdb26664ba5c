"""Letters: what is handed in over SMTP, and what is done about a refusal."""

from email import message_from_string
from email.policy import default

import pytest

from bot.actions import sending
from bot.actions.work import Work
from bot.channels.email.channel import compose
from bot.channels.email.letters import Letter
from bot.rules.notices import DeadlineExtended
from tests.desks import TUESDAY, playing
from tests.factories import open_ticket


async def test_clause_4_3_the_new_deadline_goes_out_by_e_mail(database_url: str, unused_tcp_port: int):
    async with playing(database_url, smtp_port_of_sandbox=True) as stage:
        ticket = await open_ticket(stage.desk)
        async with stage.desk.database.transaction() as connection:
            work = Work(connection, stage.desk.now(), stage.desk.policy)
            notice = DeadlineExtended(number=ticket.number, until=TUESDAY, reason="Ждём поставщика <b>")
            await sending.write_letter(work, "anna@romashka.example", notice)
        stage.desk.courier.wake()
        await stage.settled()
        [letter] = stage.sandbox.mailbox.letters
    assert letter.to == "anna@romashka.example"
    assert letter.subject == "[ЭО-1] Срок решения продлён"
    assert "03.02.2026 10:00 МСК" in letter.text
    assert "Ждём поставщика <b>" in letter.text
