"""What is too old goes by night, a few rows at a time, and nothing that is still needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.actions.desk import retention
from bot.actions.people import identification
from bot.actions.tickets import conversation, registration
from bot.actions.work import Ticket, Work
from bot.rules.audit import Action
from bot.rules.channels import PHONE, TELEGRAM, in_telegram
from bot.rules.files import FOLDER, File
from bot.rules.people import retention as retention_rules
from bot.rules.people.retention import Kind, Terms
from bot.rules.tickets.incoming import TEXT, Incoming
from db import audit, dialogues, tables
from db.dialogues import Dialogue
from db.people import accounts, identities, proofs
from db.people import people as people_rows
from db.people.personal import GONE
from db.tickets import tickets
from tests.factories import IDENTITY, seen

OPENED = datetime(2023, 1, 10, 9, tzinfo=UTC)
NIGHT = datetime(2026, 2, 3, 23, tzinfo=UTC)  # two o'clock in Moscow
DAY = timedelta(days=1)
YEARS = timedelta(days=1095)


@pytest.fixture
async def desk(work: Work, tmp_path: Path) -> Work:
    """A desk in January 2023 that keeps tickets for three years."""
    policy = replace(work.policy, retention=Terms(1095, 30, 90), files_dir=tmp_path)
    return replace(work, now=OPENED, policy=policy)


def at(desk: Work, now: datetime) -> Work:
    return replace(desk, now=now)


async def asked(desk: Work, text: str, *, by: int = 5001, file: str | None = None, **stated: str) -> Ticket:
    """A ticket of somebody."""
    person = await seen(desk.db, by, "Анна Смирнова", desk.now)
    await identification.record(desk, person, IDENTITY | stated)
    shown = None
    if file is not None:
        path = desk.policy.files_dir / file
        path.write_bytes(b"%PDF")
        shown = File(FOLDER, file, "Смирнова.pdf", "application/pdf", 4, None)
    number = await desk.db.scalar(select(func.count()).select_from(tables.messages))
    draft = Incoming(in_telegram(by, 100 + (number or 0)), "document" if file else TEXT, text, file=shown)
    await conversation.keep(desk, person, draft, None, by_operator=False)
    return await registration.open_ticket(desk, person, 3)


async def closed(desk: Work, ticket: Ticket, when: datetime) -> None:
    change = update(tables.tickets).where(tables.tickets.c.number == ticket.number)
    await desk.db.execute(change.values(state="closed", closed_at=when))


async def night(desk: Work) -> list[int]:
    """Tick until there is nothing left to do; returns how much each tick erased."""
    done: list[int] = []
    for _ in range(40):
        done.append(await retention.erase_old(desk))
        tonight = tables.retention.c.night == retention_rules.night_of(desk.local_now)
        rows = (await desk.db.execute(select(tables.retention.c.done).where(tonight))).scalars().all()
        if len(rows) == len(Kind) and all(rows):
            return done
    raise AssertionError("it goes on for ever")


async def said(desk: Work) -> list[str]:
    return [*(await desk.db.execute(select(tables.messages.c.html).order_by(tables.messages.c.id))).scalars()]


async def stated(desk: Work) -> list[str]:
    rows = select(tables.identities.c.company).order_by(tables.identities.c.id)
    return [*(await desk.db.execute(rows)).scalars()]


async def test_what_was_said_in_an_old_ticket_goes_with_its_files_and_the_act_stays(desk: Work):
    old = await asked(desk, "Каталог пуст", file="a.pdf")
    await audit.write(desk.db, Action.NOTE, desk.now, actor=1, ticket=old.number, text="Смирнова звонила", hours=16)
    await closed(desk, old, NIGHT - YEARS - DAY)
    await desk.db.execute(update(tables.tickets).values(comment="Спасибо, Анна"))
    by_day = at(desk, NIGHT - timedelta(hours=6))
    assert await retention.erase_old(by_day) == 0
    assert await said(desk) == ["Каталог пуст"]
    await night(at(desk, NIGHT))
    assert await said(desk) == [GONE]
    assert (await tickets.by_number(desk.db, old.number)).comment is None
    assert await desk.db.scalar(select(func.count()).select_from(tables.files)) == 0
    assert [*desk.policy.files_dir.iterdir()] == []
    assert await stated(desk) == [GONE]
    assert await desk.db.scalar(select(func.count()).select_from(tables.identity_words)) == 0
    place = await desk.db.scalar(select(tables.messages.c.place))
    assert place == GONE
    lines = {line.action: line.details for line in await audit.of_ticket(desk.db, old.number)}
    assert lines[Action.NOTE] == {"hours": 16}


async def test_open_tickets_younger_ones_and_those_that_can_be_opened_again_stay(desk: Work):
    for text in ("Открыто", "Закрыто вчера", "Закрыто почти три года назад"):
        ticket = await asked(desk, text)
        if text != "Открыто":
            long_ago = NIGHT - (DAY if "вчера" in text else YEARS - DAY)
            await closed(desk, ticket, long_ago)
    assert sum(await night(at(desk, NIGHT))) == 0
    assert await said(desk) == ["Открыто", "Закрыто вчера", "Закрыто почти три года назад"]
    short = replace(desk, now=NIGHT + DAY, policy=replace(desk.policy, retention=Terms(1, 0, 0), reopen_days=14))
    await night(short)
    assert await said(desk) == ["Открыто", "Закрыто вчера", GONE]


async def test_zero_keeps_for_ever(desk: Work):
    await closed(desk, await asked(desk, "Каталог пуст"), OPENED)
    await dialogues.save(desk.db, "fsm:5001:5001", Dialogue("step", {"said": "Анна"}), OPENED)
    never = replace(desk, now=NIGHT, policy=replace(desk.policy, retention=Terms()))
    assert sum(await night(never)) == 0
    assert await said(desk) == ["Каталог пуст"]
    assert await stated(desk) == ["ООО «Ромашка»"]


async def test_who_has_a_younger_ticket_keeps_their_details_for_that_company_alone(desk: Work):
    old = await asked(desk, "Старое")
    other = await asked(desk, "Другое", inn="7736050003", company="АО «Вектор»")
    young = await asked(desk, "Новое")
    for ticket in (old, other):
        await closed(desk, ticket, NIGHT - YEARS - DAY)
    await night(at(desk, NIGHT))
    assert await said(desk) == [GONE, GONE, "Новое"]
    assert await stated(desk) == ["ООО «Ромашка»", GONE, "ООО «Ромашка»"]
    person = await people_rows.by_id(desk.db, young.person)
    known = await identification.companies(desk, person)
    assert [each["company"] for each in known] == ["ООО «Ромашка»"]
    words = set((await desk.db.execute(select(tables.identity_words.c.word))).scalars())
    assert "ромашка" in words
    assert "вектор" not in words


async def test_who_is_asked_anew_is_not_shown_what_was_erased(desk: Work):
    await closed(desk, await asked(desk, "Каталог пуст"), NIGHT - YEARS - DAY)
    await night(at(desk, NIGHT))
    anna = await seen(desk.db, 5001, "Анна Смирнова", NIGHT)
    assert await identification.known(desk, anna) is None
    assert await identification.companies(desk, anna) == []


async def test_an_unproven_login_that_nobody_asked_anything_with_goes_a_proven_one_stays(desk: Work):
    before = at(desk, NIGHT - 91 * DAY)
    people_of = [await seen(desk.db, 6000 + number, "Анна", before.now) for number in range(2)]
    for number, person in enumerate(people_of):
        login = f"anna{number}@romashka.example"
        await identification.record(before, person, IDENTITY | {"login": login, "company": f"Ромашка {number}"})
        await proofs.record(desk.db, person.id, login, TELEGRAM, before.now, proven=bool(number))
    assert sum(await night(at(desk, NIGHT - 2 * DAY))) == 0
    assert sum(await night(at(desk, NIGHT))) == 1
    assert await stated(desk) == [GONE, "Ромашка 1"]
    assert [*(await desk.db.execute(select(tables.login_proofs.c.person))).scalars()] == [people_of[1].id]


async def test_a_caller_whose_tickets_are_gone_leaves_neither_name_nor_number(desk: Work):
    caller = await people_rows.add(desk.db, "Смирнова Анна", desk.now)
    await accounts.link(desk.db, caller.id, PHONE, "+79160000000", "Смирнова Анна")
    await identities.record(desk.db, caller.id, IDENTITY, caller.id, desk.now)
    await night(at(desk, NIGHT))
    assert (await people_rows.by_id(desk.db, caller.id)).name == GONE
    assert await accounts.of(desk.db, caller.id, PHONE) is None


async def test_drafts_and_dialogues_that_nobody_went_on_with_go_after_a_month(desk: Work):
    anna = await seen(desk.db, 5001, "Анна", desk.now)
    for number, days in ((1, 31), (2, 29)):
        then = at(desk, NIGHT - days * DAY)
        draft = Incoming(in_telegram(5001, number), TEXT, f"Черновик {days}")
        await conversation.keep(then, anna, draft, None, by_operator=False)
        await dialogues.save(desk.db, f"fsm:{number}:{number}", Dialogue("step", {"said": "Анна"}), then.now)
    assert sum(await night(at(desk, NIGHT))) == 2
    assert await said(desk) == ["Черновик 29"]
    assert await dialogues.read(desk.db, "fsm:1:1") == dialogues.NONE
    assert await dialogues.read(desk.db, "fsm:2:2") != dialogues.NONE


async def test_it_comes_in_small_steps_and_each_night_is_one_line_of_the_record(
    desk: Work, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(retention, "TICKETS", 2)
    monkeypatch.setattr(retention, "IDENTITIES", 2)
    for number in range(5):
        text = f"Обращение {number}"
        await closed(desk, await asked(desk, text, by=7000 + number), NIGHT - YEARS - DAY)
    assert await night(at(desk, NIGHT)) == [2, 2, 1, 2, 2, 1]
    assert await retention.erase_old(at(desk, NIGHT)) == 0
    found = select(tables.audit.c.details).where(tables.audit.c.action == Action.RETENTION)
    noted = [*(await desk.db.execute(found)).scalars()]
    assert noted == [{"kind": kind, "count": 5, "night": "2026-02-04"} for kind in ("tickets", "identities")]


async def test_a_night_that_was_too_short_is_on_record_with_the_next(desk: Work, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retention, "TICKETS", 1)
    for text in ("Первое", "Второе"):
        await closed(desk, await asked(desk, text), NIGHT - YEARS - DAY)
    await retention.erase_old(at(desk, NIGHT))
    await night(at(desk, NIGHT + DAY))
    found = select(tables.audit.c.details).where(tables.audit.c.action == Action.RETENTION)
    noted = [*(await desk.db.execute(found.order_by(tables.audit.c.id))).scalars()]
    assert [(each["kind"], each["count"], each["night"]) for each in noted] == [
        ("tickets", 1, "2026-02-04"),
        ("tickets", 1, "2026-02-05"),
        ("identities", 1, "2026-02-05"),
    ]
