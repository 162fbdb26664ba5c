"""What operators write, held until somebody decides (3.1, 3.5, 3.6)."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.actions.moderation import moderation as actions
from bot.actions.moderation import own_words
from bot.actions.moderation.moderation import EditOutcome
from bot.actions.work import Ticket, Work
from bot.rules.guide.guide import Article
from bot.rules.moderation.treatments import Treatment
from bot.rules.refusals import Refused
from db.guide import articles
from db.moderation import held, treatments
from db.moderation.held import Hold
from db.moderation.treatments import Chosen
from db.tables import audit
from db.tickets import messages
from db.tickets.messages import Message
from tests.actions.conftest import DINA
from tests.actions.scene import parcels, said
from tests.db import rows
from tests.db.rows import NOW
from tests.factories import seen

SLANG, PROPER = "На серваке темно", "На сервере темно"
STEPS = "Перейдите в раздел «Каталог» и нажмите «Обновить»."
ARTICLE = Article(0, "Обновление каталога", "https://help.example.ru/catalog", "", None, (), "ru")


@pytest.fixture
async def ticket(work: Work) -> Ticket:
    return await rows.ticket(work.db, group_id=work.chat, state="in_work")


async def hold_of(work: Work, message: Message) -> Hold | None:
    return await held.of_message(work.db, message.id)


async def asked_about(work: Work) -> list[int | None]:
    return [message for _destination, message, _body in await parcels(work, "prompt")]


@pytest.mark.parametrize(
    ("html", "policy", "guide", "expected"),
    [
        ("Добрый день", {}, True, None),
        ("", {}, True, None),
        (SLANG, {}, False, ([], [["серваке", "сервере"]], False, PROPER)),
        (SLANG, {"check_slang": False}, False, None),
        ("Да х*й его знает", {"check_slang": False}, True, (["х*й"], [], False, None)),
        (STEPS, {}, True, ([], [], True, None)),
        (STEPS, {}, False, None),
        (STEPS, {"check_links": False}, True, None),
        (f"{STEPS} https://help.example.ru/x", {}, True, None),
        (f"{STEPS} https://tbshelp.ru/x", {}, True, None),
        (f"{STEPS} Да х*й его знает", {}, True, (["х*й"], [], False, None)),
    ],
)
async def test_clause_3_6_a_message_is_held_with_what_speaks_against_it(
    work: Work, ticket: Ticket, html: str, policy: dict[str, bool], guide: bool, expected: tuple[object, ...] | None
):
    if guide:
        await articles.put(work.db, ARTICLE)
    message = await said(work, ticket, html)
    held_back = await actions.holds(replace(work, policy=replace(work.policy, **policy)), message, anonymous=True)
    assert held_back is (expected is not None)
    hold = await hold_of(work, message)
    assert await asked_about(work) == ([message.id] if hold else [])
    if hold is None:
        assert expected is None
        return
    findings = hold.findings
    assert ([*findings["obscene"]], findings["slang"], findings["unlinked"], hold.corrected) == expected
    assert bool(findings["articles"]) is bool(findings["unlinked"])
    assert (hold.act, hold.version, hold.waits, hold.anonymous, hold.html) == (held.NEW, 1, True, True, html)


async def test_the_parts_of_an_album_wait_together(work: Work, ticket: Ticket):
    first = await said(work, ticket, SLANG, album="a")
    assert await actions.holds(work, first, anonymous=False)
    assert await actions.holds(work, await said(work, ticket, "", album="a"), anonymous=False)
    assert not await actions.holds(work, await said(work, ticket, "", album="b"), anonymous=False)
    assert not await actions.holds(work, await said(work, ticket, "Хорошо"), anonymous=False)
    hold = await hold_of(work, first)
    assert hold is not None
    await actions.drop(work, hold, first.author)
    for part in await messages.of_album(work.db, first.origin, "a"):
        assert part.deleted_at == NOW
    dropped = await hold_of(work, first)
    assert dropped is not None
    assert (dropped.state, dropped.decided_by, dropped.decided_at) == (held.DROPPED, first.author, NOW)
    assert await asked_about(work) == [first.id, first.id]


@pytest.mark.parametrize(
    ("before", "html", "expected", "act", "version"),
    [
        ("Добрый день", "Здравствуйте", EditOutcome.PASSES, None, 0),
        ("Добрый день", SLANG, EditOutcome.WAITS, held.EDIT, 1),
        (SLANG, SLANG, EditOutcome.WAITS, held.NEW, 1),
        (SLANG, "Хорошо", EditOutcome.FREED, held.NEW, 2),
        (SLANG, f"{SLANG}!", EditOutcome.WAITS, held.NEW, 2),
    ],
)
async def test_clause_3_5_an_edit_is_looked_at_like_what_it_edits(
    work: Work, ticket: Ticket, before: str, html: str, expected: EditOutcome, act: str | None, version: int
):
    message = await said(work, ticket, before)
    await actions.holds(work, message, anonymous=False)
    assert await actions.check_edit(work, message, "text", html, None) is expected
    hold = await hold_of(work, message)
    assert (hold and (hold.act, hold.version)) == (act and (act, version))
    if act is not None:
        assert hold is not None
        assert (hold.html, hold.waits) == (html, True)
        assert bool(hold.findings.get("slang")) is (html != "Хорошо")


@pytest.mark.parametrize(("ticketed", "deleted"), [(False, False), (True, True)])
async def test_nothing_is_held_of_a_draft_or_of_what_is_deleted(
    work: Work, ticket: Ticket, ticketed: bool, deleted: bool
):
    message = await said(work, ticket, "Добрый день")
    message = replace(message, ticket=1 if ticketed else None, deleted_at=NOW if deleted else None)
    assert await actions.check_edit(work, message, "text", SLANG, None) is EditOutcome.PASSES
    assert await hold_of(work, message) is None


async def test_clause_3_5_an_edit_that_waited_goes_out_when_it_is_mended(work: Work, ticket: Ticket):
    message = await said(work, ticket, "Добрый день")
    await actions.check_edit(work, message, "text", SLANG, None)
    assert await actions.check_edit(work, message, "text", "Хорошо", None) is EditOutcome.PASSES
    hold = await hold_of(work, message)
    assert hold is not None
    assert (hold.state, hold.version, hold.decided_at, hold.decided_by) == (held.SENT, 2, NOW, message.author)
    await held.prompted(work.db, message.id, -1, 5)
    assert await actions.check_edit(work, message, "text", SLANG, None) is EditOutcome.WAITS
    again = await hold_of(work, message)
    assert again is not None
    assert (again.act, again.version, again.decided_at, again.decided_by) == (held.EDIT, 3, None, None)
    assert again.prompt_id is None


async def test_an_edit_of_what_waits_keeps_its_question_where_it_stands(work: Work, ticket: Ticket):
    message = await said(work, ticket, SLANG)
    await actions.holds(work, message, anonymous=False)
    await held.prompted(work.db, message.id, -1, 5)
    await actions.check_edit(work, message, "text", f"{SLANG}!", None)
    hold = await hold_of(work, message)
    assert hold is not None
    assert hold.prompt_id == 5
    await actions.ask_again(work, ticket)
    moved = await hold_of(work, message)
    assert moved is not None
    assert moved.prompt_id is None
    assert await asked_about(work) == [message.id] * 3


@pytest.mark.parametrize(("waits", "state"), [(True, held.DROPPED), (False, held.SENT)])
async def test_there_is_nothing_to_decide_about_what_an_operator_deleted(
    work: Work, ticket: Ticket, waits: bool, state: str
):
    message = await said(work, ticket, SLANG)
    await actions.holds(work, message, anonymous=False)
    hold = await hold_of(work, message)
    assert hold is not None
    if not waits:
        await actions.settle(work, replace(hold, state=held.SENT))
    await actions.deleted(work, message)
    after = await hold_of(work, message)
    assert after is not None
    assert (after.state, after.decided_by) == (state, None)
    await actions.deleted(work, await said(work, ticket, "Хорошо"))


async def test_dropping_an_edit_leaves_what_was_before(work: Work, ticket: Ticket):
    message = await said(work, ticket, "Добрый день")
    await actions.check_edit(work, message, "text", SLANG, None)
    hold = await hold_of(work, message)
    assert hold is not None
    await actions.drop(work, hold, message.author)
    assert (await messages.by_id(work.db, message.id)).deleted_at is None


@pytest.mark.parametrize(
    ("text", "check_slang", "refused"),
    [("Хорошо", True, False), ("сервак", True, True), ("сервак", False, False), ("<code>сервак</code>", True, True)],
)
async def test_plain_words_of_a_notice_are_refused_at_once(
    work: Work, ticket: Ticket, text: str, check_slang: bool, refused: bool
):
    work = replace(work, policy=replace(work.policy, check_slang=check_slang))
    if not refused:
        await actions.check_words(work, ticket.number, text)
        return
    with pytest.raises(Refused):
        await actions.check_words(work, ticket.number, text)


async def test_every_choice_about_a_word_is_on_record_and_what_is_usual_is_none(work: Work):
    by = await seen(work.db, DINA, "Дина", NOW)
    done = [
        await own_words.treat(work, by, word, how)
        for word, how in [
            ("железо", Treatment.HINT),
            ("железо", Treatment.HOLD),
            ("железо", Treatment.HOLD),
            ("сервак", Treatment.HINT),
            ("сервак", Treatment.LEAVE),
            ("железо", Treatment.HINT),
        ]
    ]
    assert done == [False, True, False, True, True, True]
    assert await treatments.listed(work.db) == [Chosen("сервак", "leave")]
    recorded = await work.db.scalars(select(audit.c.action).order_by(audit.c.id))
    assert [*recorded] == ["word_held", "word_hinted", "word_left", "word_hinted"]
