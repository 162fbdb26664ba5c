"""Letters on their way: what they say, what operators are told of each, what waits while nobody takes them."""

from datetime import timedelta

import pytest
from aiosmtplib.email import flatten_message
from pydantic import SecretStr

from bot.actions import outgoing
from bot.actions.work import Work
from bot.channels.email.channel import Envelope, compose
from bot.channels.email.letters import Letter, Reader, write
from bot.languages import Languages
from bot.policy import policy_of
from bot.rules.notices import DeadlineExtended, DeadlineRecalculated, KindChanged, Notice
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.settings import Settings
from db import outbox
from tests.desks import TUESDAY, Stage, playing
from tests.factories import open_ticket
from tests.smtp import serving

ADDRESS, OTHER = "anna@romashka.example", "boris@vasilek.example"
IDS = ("Message-ID", "In-Reply-To", "References")
REASON = "Ждём поставщика <b>"
POLICY = policy_of(Settings())
HOUR = timedelta(hours=1)
READER = Reader("Анна Ивановна", 9, "https://t.me/desk_bot")


async def extend(stage: Stage, number: int, address: str = ADDRESS) -> None:
    """Write a letter as an extension does."""
    async with stage.desk.database.transaction() as connection:
        work = Work(connection, stage.desk.now(), stage.desk.policy)
        notice = DeadlineExtended(number=number, until=TUESDAY, reason=REASON)
        await outgoing.write_letter(work, address, notice)
    stage.desk.courier.wake()


async def test_clause_4_3_the_new_deadline_goes_out_by_e_mail_and_operators_are_told_so(
    stage: Stage, anna: Person, vera: Person
):
    ticket = await open_ticket(stage.desk)
    await anna.send("Здравствуйте")
    await vera.in_topic("ЭО-1").sees("Здравствуйте")  # so the desk knows what the bot is called
    await extend(stage, ticket.number)
    await vera.in_topic("ЭО-1").sees(f"Письмо отправлено: {ADDRESS}")
    [letter] = stage.sandbox.mailbox.letters
    assert letter.to == ADDRESS
    assert letter.subject == "[ЭО-1] Срок решения продлён до вт 03.02.2026 10:00 МСК"
    assert letter.sender == "Поддержка АСЗ «Электронный Ордер» <support@tbshelp.ru>"
    assert "https://t.me/eo_support_bot" in letter.text
    assert "03.02.2026 10:00 МСК" in letter.text
    assert REASON in letter.text
    assert "Ждём поставщика &lt;b&gt;" in letter.html


async def test_without_a_mail_server_a_letter_waits_in_the_queue_and_operators_are_told_so(database_url: str):
    async with playing(database_url, smtp_url=None) as stage:
        ticket = await open_ticket(stage.desk)
        await extend(stage, ticket.number)
        topic = stage.people["vera"].in_topic("ЭО-1")
        await topic.sees(f"Письмо на {ADDRESS} пока не отправлено: почтовый сервер не настроен")
        async with stage.desk.database.reading() as connection:
            parcels = await outbox.waiting(connection, 0, 10)
    assert [each.destination for each in parcels if each.channel == "email"] == [f"mail:{ADDRESS}"]


async def test_clause_4_2_one_refused_address_holds_up_no_other_letter(database_url: str):
    async with serving() as server, playing(database_url, smtp_url=at(server.port)) as stage:
        server.answers[ADDRESS] = ["550 5.1.1 No such user"]
        first = await open_ticket(stage.desk)
        second = await open_ticket(stage.desk, cast.BORIS, login=OTHER)
        await extend(stage, first.number)
        await extend(stage, second.number, OTHER)
        vera = stage.people["vera"]
        told = await vera.in_topic("ЭО-1").sees("Письмо не доставлено пользователю")
        assert "No such user" in told.text
        await vera.in_topic("ЭО-2").sees(f"Письмо отправлено: {OTHER}")
    assert [letter["To"] for letter in server.letters] == [OTHER]


async def test_a_greylisting_server_is_asked_again_and_operators_hear_of_both(database_url: str):
    async with serving() as server, playing(database_url, smtp_url=at(server.port)) as stage:
        server.answers[ADDRESS] = ["451 4.7.1 Greylisted"] * 3
        ticket = await open_ticket(stage.desk)
        await extend(stage, ticket.number)
        topic = stage.people["vera"].in_topic("ЭО-1")
        await topic.sees("пока не отправлено: 451 4.7.1 Greylisted")
        await topic.sees(f"Письмо отправлено: {ADDRESS}")
        await stage.settled()
        told = [each.text for each in await topic.messages() if "пока не отправлено" in each.text]
    assert len(told) == len(server.letters) == 1


def at(port: int) -> SecretStr:
    return SecretStr(f"smtp://127.0.0.1:{port}")


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize(
    "notice",
    [
        DeadlineExtended(number=12, until=TUESDAY, reason=REASON),
        KindChanged(number=12, technical_error=True, deadline=None),
        KindChanged(number=12, technical_error=False, deadline=TUESDAY),
    ],
)
def test_every_letter_is_worded_in_both_languages(notice: Notice, locale: str):
    policy = policy_of(Settings())
    with Languages("ru").speaking(locale):
        letter = write(notice, policy)
    assert "ЭО-12" in letter.text
    assert policy.email in letter.html
    assert ("Здравствуйте" in letter.text) == (locale == "ru")
    assert "{" not in letter.text


def envelope(sender: str) -> Envelope:
    return Envelope(sender, "help@example.org", ADDRESS, TUESDAY.astimezone(POLICY.zone))


def written(notice: Notice, reader: Reader = READER) -> Letter:
    with Languages("ru").speaking("ru"):
        return write(notice, POLICY, reader)


WAY_BACK = (
    "Это письмо отправлено автоматически. Написать по обращению можно в чате с ботом: https://t.me/desk_bot\n"
    "Ответ на письмо придёт на support@tbshelp.ru и в обращение не попадёт."
)
SIGNATURE = (
    "С уважением,\nтехническая поддержка АСЗ «Электронный Ордер»\n"
    "+7 (495) 248-06-46 доб. 1 (разговоры записываются)\nsupport@tbshelp.ru"
)


@pytest.mark.parametrize(
    ("notice", "subject", "said"),
    [
        (
            DeadlineExtended(number=12, was=TUESDAY - HOUR, until=TUESDAY, reason=REASON),
            "Срок решения продлён до вт 03.02.2026 10:00 МСК",
            (
                "Уведомляем вас по п. 4.3 регламента: срок решения обращения ЭО-12 («Загрузка прайс-листа») продлён.",
                "Было: вт 03.02.2026 09:00 МСК\nСтало: вт 03.02.2026 10:00 МСК",
                "Причина: Ждём поставщика <b>",
                "Приносим извинения за задержку.",
            ),
        ),
        (
            KindChanged(number=12, technical_error=True, was=TUESDAY, deadline=None),
            "Обращение отнесено к техническим ошибкам",
            (
                "Уведомляем вас по п. 4.3 регламента: обращение ЭО-12 («Загрузка прайс-листа») отнесено к техническим "
                "ошибкам.",
                "Было: вт 03.02.2026 10:00 МСК\nСтало: без срока",
                "Регламент не устанавливает срока для технических ошибок; о решении сообщим.",
            ),
        ),
        (
            KindChanged(number=12, technical_error=False, deadline=TUESDAY),
            "Срок решения обращения: вт 03.02.2026 10:00 МСК",
            (
                "Уведомляем вас по п. 4.3 регламента: обращение ЭО-12 («Загрузка прайс-листа») больше не относится к "
                "техническим ошибкам.",
                "Было: без срока\nСтало: вт 03.02.2026 10:00 МСК",
            ),
        ),
        (
            DeadlineRecalculated(number=12, was=TUESDAY, until=TUESDAY + HOUR),
            "Срок решения перенесён на вт 03.02.2026 11:00 МСК",
            (
                "Уведомляем вас по п. 4.3 регламента: изменён рабочий календарь технической поддержки, а с ним и срок "
                "решения обращения ЭО-12 («Загрузка прайс-листа»).",
                "Было: вт 03.02.2026 10:00 МСК\nСтало: вт 03.02.2026 11:00 МСК",
            ),
        ),
    ],
)
def test_clause_4_3_a_letter_names_its_reader_the_request_and_both_deadlines(
    notice: Notice, subject: str, said: tuple[str, ...]
):
    letter = written(notice)
    assert (letter.subject, letter.sender) == (subject, "Поддержка АСЗ «Электронный Ордер»")
    assert letter.paragraphs == ("Здравствуйте, Анна Ивановна.", *said, WAY_BACK, SIGNATURE)


def test_a_letter_says_no_more_than_is_known():
    letter = written(DeadlineExtended(number=12, until=TUESDAY, reason=REASON), Reader())
    hello, what, moved, *_rest, way_back, _signature = letter.paragraphs
    assert hello == "Здравствуйте."
    assert what.endswith("срок решения обращения ЭО-12 продлён.")
    assert moved == "Стало: вт 03.02.2026 10:00 МСК"
    assert "чате с ботом в Telegram" in way_back
    assert "None" not in letter.text


def test_clause_4_3_a_letter_says_who_it_is_from_where_answers_go_and_the_local_time():
    letter = compose(
        written(KindChanged(number=12, technical_error=False, deadline=TUESDAY)), envelope("d@ex.org"), 1, 2
    )
    assert str(letter["From"]) == "Поддержка АСЗ «Электронный Ордер» <d@ex.org>"
    assert (letter["Reply-To"], letter["To"]) == ("help@example.org", ADDRESS)
    assert letter["Date"].endswith("10:00:01 +0300")


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_html_of_a_letter_says_its_language_and_letters_and_leads_to_the_chat(locale: str):
    with Languages("ru").speaking(locale):
        html = write(DeadlineExtended(number=1, until=TUESDAY, reason=REASON), POLICY, READER).html
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{locale}">\n<head>\n<meta charset="utf-8">\n<title>')
    assert '<a href="https://t.me/desk_bot">https://t.me/desk_bot</a>' in html
    assert "Ждём поставщика &lt;b&gt;" in html


def test_the_second_try_of_a_letter_bears_the_same_id():
    first, second = (compose(Letter("Тема", ("Текст",)), envelope("d@example.org"), 12, 7) for _ in range(2))
    assert first["Message-ID"] == second["Message-ID"] == "<ticket-12.7@example.org>"


@pytest.mark.parametrize("length", [10, 60, 70, 180])
def test_ids_are_never_folded_however_long_the_domain_is(length: int):
    sender = "support@" + ".".join(["d" * min(length, 60)] * (length // 60 + 1)) + ".example"
    letter = compose(Letter("Срок " * 40, ("Текст",)), envelope(sender), 7, 3)
    lines = flatten_message(letter).decode().replace("\r\n ", " ").split("\r\n")
    domain = sender.partition("@")[2]
    found = {name: line.partition(":")[2].strip() for line in lines for name in IDS if line.startswith(f"{name}:")}
    assert found == {
        "Message-ID": f"<ticket-7.3@{domain}>",
        "In-Reply-To": f"<ticket-7@{domain}>",
        "References": f"<ticket-7@{domain}>",
    }
