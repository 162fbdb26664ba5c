"""Every action that needs a right demands it itself, whatever the handlers before it let through."""

import ast
import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import ModuleType

import pytest
from sqlalchemy import select

from bot import actions
from bot.actions import access, outgoing
from bot.actions.access import AccessDenied, Right
from bot.actions.deadlines import promises
from bot.actions.desk import calendar, directory_import, doctor, failures, groups_admin, reports, rights_requests, setup
from bot.actions.groups import groups
from bot.actions.guide import imports, synonyms
from bot.actions.moderation import canned, own_words
from bot.actions.money import invoices, register, statements, suppliers, undecided
from bot.actions.people import companies, identification, subscriptions
from bot.actions.tickets import (
    addressing,
    calls,
    closing,
    colleagues,
    conversation,
    corrections,
    data_requests,
    deadlines,
    held,
    inside,
    operators,
    own_tickets,
    phone_answers,
    transfers,
    trial,
    unanswered,
)
from bot.actions.work import Person, Ticket, Work
from bot.policy import policy_of
from bot.rules.audit import Action
from bot.rules.channels import in_telegram
from bot.rules.guide.synonyms import Change as SynonymChange
from bot.rules.moderation.own_words import Change
from bot.rules.moderation.treatments import Treatment
from bot.rules.money.invoices import InvoiceState
from bot.rules.money.payments import PaymentState
from bot.rules.people.identity import Field
from bot.rules.refusals import Refused
from bot.rules.tickets.data_requests import Answer, Item, Kind
from bot.rules.tickets.incoming import TEXT, Incoming
from db import tables
from db.deadlines import promises as promised
from db.engine import Database
from db.groups import groups as groups_rows
from db.guide import imports as loads
from db.moderation import canned as canned_rows
from db.moderation import held as holds
from db.moderation.held import Hold
from db.money import payments as payments_rows
from db.people import companies as companies_rows
from db.tickets.data_requests import DataRequest
from tests.databases import SqliteFiles
from tests.db import money_rows, rows
from tests.desks import settings_for
from tests.factories import seen
from tests.rules.money.test_entering import SENT

GROUP, OTHER = -1001, -1002
DINA = 900
REQUESTER = 101
"""Of `rows.ticket`."""
NOW = rows.NOW
SHOWN = failures.Shown(0, 0, 0, 0)
WRITTEN = Incoming(in_telegram(GROUP, 5), TEXT, "Добрый день")
ITEMS = (Item(Kind.INN, "для счёта"),)
REQUEST = DataRequest(1, 1, ITEMS, (None,), NOW)
INN = Answer("7707083893", is_file=False, is_picture=False)
ASKED = (replace(WRITTEN, origin=in_telegram(GROUP, 6)),)
CALL = calls.Call(None, {"inn": "7707083893"}, "+79161234567", None, 3, ASKED)
DAY = date(2026, 2, 3)
HOLD = Hold(1, 1, "new", "text", "текст", None, None, {}, False, 1, "held", None, None, NOW)
OBSCENE = replace(HOLD, findings={"obscene": ["сука"]})
CLAIMED = replace(HOLD, findings={"obscene": ["сука"], "is_name": True})

Call = Callable[[Work, Person, Ticket], Awaitable[object]]

SUPERVISE: dict[Callable[..., object], Call] = {
    access.any_ticket: lambda work, person, _: access.any_ticket(work, person, 1),
    calendar.year: lambda work, person, _: calendar.year(work, person, 2026),
    calendar.change: lambda work, person, _: calendar.change(work, person, []),
    calendar.settle: lambda work, person, _: calendar.settle(work, person, 2026),
    canned.common: lambda work, person, _: canned.common(work, person),
    canned.save: lambda work, person, _: canned.save(work, person, None, "имя", "Добрый день"),
    canned.remove: lambda work, person, _: canned.remove(work, person, None, "имя"),
    directory_import.load: lambda work, person, _: directory_import.load(work, person, 1),
    doctor.order: lambda work, person, _: doctor.order(work, person, GROUP, {}),
    failures.page: lambda work, person, _: failures.page(work, person, 0),
    invoices.cancel: lambda work, person, _: invoices.cancel(work, person, 1),
    invoices.in_state: lambda work, person, _: invoices.in_state(work, person, InvoiceState.OPEN),
    invoices.mark_paid: lambda work, person, _: invoices.mark_paid(work, person, 1),
    invoices.named: lambda work, person, _: invoices.named(work, person, 1),
    invoices.numbered: lambda work, person, _: invoices.numbered(work, person, 2026, 1),
    invoices.of_company: lambda work, person, _: invoices.of_company(work, person, "7707083893"),
    register.order_register: lambda work, person, _: register.order_register(work, person),
    statements.begin: lambda work, person, _: statements.begin(work, person, GROUP, "file", "kl_to_1c.txt"),
    undecided.assign: lambda work, person, _: undecided.assign(work, person, 1, 1),
    undecided.count: lambda work, person, _: undecided.count(work, person),
    undecided.dismiss: lambda work, person, _: undecided.dismiss(work, person, 1, returned=False),
    undecided.following: lambda work, person, _: undecided.following(work, person, 0),
    suppliers.bill: lambda work, person, _: suppliers.bill(work, person, "7707083893", 1),
    suppliers.enter: lambda work, person, _: suppliers.enter(work, person, SENT, None),
    suppliers.everyone: lambda work, person, _: suppliers.everyone(work, person),
    suppliers.make_default: lambda work, person, _: suppliers.make_default(work, person, 1),
    companies.company: lambda work, person, _: companies.company(work, person, "7707083893"),
    companies.find: lambda work, person, _: companies.find(work, person, "Ромашка"),
    companies.let_see: lambda work, person, _: companies.let_see(work, person, "7707083893", see=True),
    rights_requests.listed: lambda work, person, _: rights_requests.listed(work, person),
    failures.clear: lambda work, person, _: failures.clear(work, person, failures.BOXES[0], 1, again=True),
    failures.clear_all: lambda work, person, _: failures.clear_all(work, person, SHOWN, again=False),
    groups.binding: lambda work, person, _: groups.binding(work, person, GROUP),
    groups.menu_of_member: lambda work, person, _: groups.menu_of_member(work, person, GROUP),
    groups.bind: lambda work, person, _: groups.bind(work, person, GROUP, [], []),
    groups.division: lambda work, person, _: groups.division(work, person),
    groups.unbind: lambda work, person, _: groups.unbind(work, person, GROUP),
    imports.count: lambda work, person, _: imports.count(work, person),
    imports.begin: lambda work, person, _: imports.begin(work, person, GROUP, "file", "guide.csv"),
    imports.cancel: lambda work, person, _: imports.cancel(work, person, 1),
    groups_admin.states: lambda work, person, _: groups_admin.states(work, person),
    groups_admin.state: lambda work, person, _: groups_admin.state(work, person, GROUP),
    groups_admin.check: lambda work, person, _: groups_admin.check(work, person, GROUP, OTHER),
    groups_admin.replaceable: lambda work, person, _: groups_admin.replaceable(work, person, GROUP),
    groups_admin.replace: lambda work, person, _: groups_admin.replace(work, person, OTHER, GROUP),
    setup.begin: lambda work, person, _: setup.begin(work, person),
    setup.choose: lambda work, person, _: setup.choose(work, person, GROUP),
    setup.decline: lambda work, person, _: setup.decline(work, person, GROUP),
    setup.is_unfinished: lambda work, person, _: setup.is_unfinished(work, person),
    setup.leave: lambda work, person, _: setup.leave(work, person),
    setup.make: lambda work, person, _: setup.make(work, person, GROUP),
    setup.proceed: lambda work, person, _: setup.proceed(work, person),
    setup.show: lambda work, person, _: setup.show(work, person),
    trial.begin: lambda work, person, _: trial.begin(work, person, "Проба", "Проба"),
    trial.stop: lambda work, person, _: trial.stop(work, person),
    own_words.chosen: lambda work, person, _: own_words.chosen(work, person),
    own_words.treat: lambda work, person, _: own_words.treat(work, person, "железо", Treatment.LEAVE),
    held.let_name: lambda work, person, _: held.let_name(work, person, 1, 1, remember=False),
    held.drop_claimed: lambda work, person, _: held.drop_claimed(work, person, 1, 1),
    synonyms.listed: lambda work, person, _: synonyms.listed(work, person),
    synonyms.change: lambda work, person, _: synonyms.change(work, person, SynonymChange("ЭДО", "документооборот")),
    own_words.listed: lambda work, person, _: own_words.listed(work, person),
    own_words.change: lambda work, person, _: own_words.change(work, person, Change("баг", "ошибка")),
    reports.order: lambda work, person, _: reports.order(work, person, DAY, DAY, GROUP, {}),
    reports.history: lambda work, person, ticket: reports.history(work, person, ticket),
    subscriptions.company: lambda work, person, _: subscriptions.company(work, person, "7707083893"),
    subscriptions.extend: lambda work, person, _: subscriptions.extend(work, person, "7707083893", 1),
    closing.close_by_supervisor: lambda work, person, ticket: closing.close_by_supervisor(
        work, person, ticket, "дубль"
    ),
    unanswered.listed: lambda work, person, _: unanswered.listed(work, person, None, 0),
}

OPERATE: dict[Callable[..., object], Call] = {
    access.group_ticket: lambda work, person, _: access.group_ticket(work, person, 1),
    calls.demand: lambda work, person, _: calls.demand(work, person, GROUP),
    calls.search: lambda work, person, _: calls.search(work, person, GROUP, "Смирнова"),
    calls.caller: lambda work, person, _: calls.caller(work, person, GROUP, person.id),
    calls.open_ticket: lambda work, person, _: calls.open_ticket(work, person, GROUP, CALL),
    phone_answers.answer: lambda work, person, ticket: phone_answers.answer(work, person, ticket, WRITTEN),
    phone_answers.keep_inside: lambda work, person, ticket: phone_answers.keep_inside(work, person, ticket, WRITTEN),
    phone_answers.bring_out: lambda work, person, ticket: phone_answers.bring_out(work, person, ticket, 1),
    phone_answers.confirm: phone_answers.confirm,
    phone_answers.deny: phone_answers.deny,
    phone_answers.missed: phone_answers.missed,
    canned.listed: canned.listed,
    canned.find: lambda work, person, ticket: canned.find(work, person, ticket, "привет"),
    canned.one: lambda work, person, ticket: canned.one(work, person, ticket, 1),
    canned.values: lambda work, person, ticket: canned.values(work, person, ticket, ""),
    closing.ask_confirmation: closing.ask_confirmation,
    conversation.operator_wrote: lambda work, person, ticket: conversation.operator_wrote(
        work, person, WRITTEN, ticket
    ),
    inside.keep: lambda work, person, ticket: inside.keep(work, person, WRITTEN, ticket),
    inside.bring_out: lambda work, person, _: inside.bring_out(
        work, person, replace(WRITTEN, origin=in_telegram(GROUP, 4)), anonymous=False
    ),
    conversation.delete: lambda work, person, _: conversation.delete(work, person, in_telegram(GROUP, 4)),
    corrections.present: corrections.present,
    corrections.correct: lambda work, person, ticket: corrections.correct(
        work, person, ticket, Field.COMPANY, "ООО «Лютик»"
    ),
    data_requests.ask: lambda work, person, ticket: data_requests.ask(work, person, ticket, ITEMS),
    deadlines.extend: lambda work, person, ticket: deadlines.extend(
        work, person, ticket, datetime(2026, 3, 2, 9, tzinfo=UTC), "банк"
    ),
    deadlines.change_kind: lambda work, person, ticket: deadlines.change_kind(
        work, person, ticket, technical_error=True
    ),
    deadlines.is_to_change: lambda work, person, ticket: deadlines.is_to_change(
        work, person, ticket, technical_error=True
    ),
    deadlines.history: deadlines.history,
    held.in_group: lambda work, person, _: held.in_group(work, person, GROUP),
    held.waiting: lambda work, person, _: held.waiting(work, person, 1, 1),
    held.send: lambda work, person, _: held.send(work, person, HOLD, corrected=False),
    held.drop: lambda work, person, _: held.drop(work, person, HOLD),
    held.claim_name: lambda work, person, _: held.claim_name(work, person, OBSCENE),
    operators.take: operators.take,
    operators.colleague: operators.colleague,
    operators.list_open: lambda work, person, _: operators.list_open(work, person, GROUP),
    operators.note: lambda work, person, ticket: operators.note(work, person, ticket, "заметка"),
    operators.history: lambda work, person, ticket: operators.history(work, person, ticket),
    deadlines.to_keep: lambda work, person, ticket: deadlines.to_keep(work, person, ticket, 1),
    held.own: held.own,
    promises.own: lambda work, person, ticket: promises.own(work, person, ticket, 1),
    promises.postpone: lambda work, person, ticket: promises.postpone(work, person, ticket, 1),
    operators.show_again: operators.show_again,
    promises.remind: lambda work, person, ticket: promises.remind(work, person, ticket, 1),
    promises.dismiss: lambda work, person, ticket: promises.dismiss(work, person, ticket, 1),
    transfers.targets: transfers.targets,
    transfers.transfer: lambda work, person, ticket: transfers.transfer(work, person, ticket, OTHER),
    unanswered.listed: lambda work, person, _: unanswered.listed(work, person, GROUP, 0),
    unanswered.dismiss: lambda work, person, ticket: unanswered.dismiss(work, person, ticket, 1),
}

OWN: dict[Callable[..., object], Call] = {
    access.own_ticket: lambda work, person, _: access.own_ticket(work, person, 1),
    addressing.write_to: lambda work, person, ticket: addressing.write_to(work, person, ticket, waiting=True),
    corrections.accept: lambda work, person, ticket: corrections.accept(work, person, ticket, 1),
    corrections.offered: lambda work, person, ticket: corrections.offered(work, person, ticket, 1),
    data_requests.answer: lambda work, person, ticket: data_requests.answer(
        work, person, ticket, REQUEST, 0, WRITTEN, INN
    ),
    data_requests.skip: lambda work, person, ticket: data_requests.skip(work, person, ticket, REQUEST, 0),
    own_tickets.details: own_tickets.details,
    closing.confirm: closing.confirm,
    closing.deny: closing.deny,
    closing.rate: lambda work, person, ticket: closing.rate(work, person, ticket, 5),
    closing.comment: lambda work, person, ticket: closing.comment(work, person, ticket, "Спасибо"),
    closing.reopen: closing.reopen,
    closing.thanked: closing.thanked,
}


READ: dict[Callable[..., object], Call] = {
    colleagues.ticket: lambda work, person, _: colleagues.ticket(work, person, 1),
    colleagues.delivered: colleagues.delivered,
}


def _modules() -> list[ModuleType]:
    return [importlib.import_module(each.name) for each in pkgutil.walk_packages(actions.__path__, "bot.actions.")]


def _needs_right(function: Callable[..., object]) -> bool:
    """Whether it takes a `supervisor` or an `operator`, or demands a right of whomever it is given."""
    calls = [each.func for each in ast.walk(ast.parse(inspect.getsource(function))) if isinstance(each, ast.Call)]
    demands = any(ast.unparse(each) in ("access.demand", "demand") for each in calls)
    return demands or bool({"supervisor", "operator"} & inspect.signature(function).parameters.keys())


def _actions() -> set[Callable[..., object]]:
    return {
        function
        for module in _modules()
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    }


def test_every_action_that_needs_a_right_is_tried():
    found = {function for function in _actions() if function is not access.demand and _needs_right(function)}
    assert found == {action for action, _right in TABLE}


NOBODY_ASKS = {
    access.ticket_here,  # the way from a place to its ticket; what is done with the ticket demands a right
    groups.checked,
    groups.do_without_pins,
    groups.do_without_topics,
    groups.left,
    groups.serves,
    groups.topic_closed,
    groups.topic_renamed,
    outgoing.probe,
    outgoing.to_wherever,
    setup.is_declined,
    setup.refresh,
}
"""What Telegram tells of a chat, and what other actions ask about it: no person wants anything there."""


def test_whoever_names_a_chat_needs_a_right_there():
    found = {function for function in _actions() if "chat" in inspect.signature(function).parameters}
    assert found - {action for action, _right in TABLE} == NOBODY_ASKS


async def _try(url: str, call: Call, right: Right, *, granted: bool) -> list[str]:
    """Call an action, and return what is on record then; whatever a rule says no to, the right was granted."""
    database = Database(url)
    policy = replace(policy_of(settings_for(url, "http://localhost")), supervisors=frozenset({str(DINA)}))
    try:
        async with database.transaction() as connection:
            ticket = await rows.ticket(connection, group_id=GROUP, deadline=datetime(2026, 2, 9, 9, tzinfo=UTC))
            known = {Right.SUPERVISE: DINA, Right.OWN: REQUESTER}.get(right, DINA + 1) if granted else DINA + 1
            person = await seen(connection, known, "Дина", NOW)
            work = Work(connection, NOW, policy, chat=GROUP if right is Right.OPERATE and granted else OTHER)
            if right is Right.READ and granted:
                await _colleague(work, person, ticket)
            said = await conversation.keep(
                work, person, replace(WRITTEN, origin=in_telegram(GROUP, 4)), ticket, by_operator=True
            )
            await holds.put(connection, replace(CLAIMED, message=said.id, ticket=ticket.number))
            await promised.add(
                connection, ticket=ticket.number, message=said.id, words="завтра", made_at=NOW, due_at=NOW
            )
            await canned_rows.add(connection, None, "привет", "Привет", "Добрый день", person.id, NOW)
            for chat in (OTHER, GROUP):
                await groups_rows.learn(connection, chat)
                await groups_rows.bind(connection, chat, [], [], person.id, NOW)
            await money_rows.invoice(connection)
            await payments_rows.record(connection, money_rows.payment(), PaymentState.UNDECIDED, NOW)
            await loads.add(connection, person.id, "chat:-1", "file", "guide.csv", NOW)
            with contextlib.suppress(Refused) if granted else contextlib.nullcontext():  # a rule may still say no
                await call(work, person, ticket)
            return list(await connection.scalars(select(tables.audit.c.action).order_by(tables.audit.c.id)))
    finally:
        await database.close()


async def _colleague(work: Work, person: Person, of: Ticket) -> None:
    """Let somebody write for the company of a ticket, whose people see each other's."""
    stated = await identification.at_ticket(work, of.identity)
    await identification.record(work, person, stated)
    await companies_rows.let_see(work.db, stated["inn"] or "", True, person.id, NOW)


RIGHTS = {Right.SUPERVISE: SUPERVISE, Right.OPERATE: OPERATE, Right.OWN: OWN, Right.READ: READ}
TABLE = [(call, right) for right, calls in RIGHTS.items() for call in calls]


RECORDED: dict[Callable[..., object], Action] = {
    corrections.correct: Action.IDENTITY,
    companies.let_see: Action.COLLEAGUES_SEE,
    calendar.settle: Action.CALENDAR_SETTLED,
    calls.open_ticket: Action.OPEN,
    canned.save: Action.CANNED_SAVED,
    closing.ask_confirmation: Action.RESOLVE,
    closing.close_by_supervisor: Action.CLOSE_BY_SUPERVISOR,
    closing.comment: Action.COMMENT,
    data_requests.answer: Action.DATA_GIVEN,
    data_requests.ask: Action.ASK,
    data_requests.skip: Action.DATA_GIVEN,
    deadlines.change_kind: Action.KIND,
    deadlines.extend: Action.EXTEND,
    groups.bind: Action.BIND,
    groups_admin.replace: Action.REPLACE_GROUP,
    groups.unbind: Action.UNBIND,
    held.claim_name: Action.NAME_CLAIMED,
    held.drop: Action.NOT_SENT,
    held.drop_claimed: Action.NOT_SENT,
    held.let_name: Action.NAME_ALLOWED,
    imports.begin: Action.IMPORT,
    operators.note: Action.NOTE,
    operators.take: Action.TAKE,
    setup.decline: Action.DECLINE_GROUP,
    own_words.change: Action.WORD_ADDED,
    own_words.treat: Action.WORD_LEFT,
    synonyms.change: Action.SYNONYM_ADDED,
    subscriptions.extend: Action.EXTEND_TARIFF,
    invoices.cancel: Action.INVOICE_CANCELLED,
    invoices.mark_paid: Action.INVOICE_PAID,
    statements.begin: Action.IMPORT,
    undecided.assign: Action.INVOICE_PAID,
    undecided.dismiss: Action.PAYMENT_DECIDED,
    suppliers.bill: Action.SUPPLIER,
    suppliers.enter: Action.SUPPLIER,
    suppliers.make_default: Action.SUPPLIER,
    transfers.transfer: Action.TRANSFER,
}
"""What else needs a right only reads, or does nothing here: it is refused by a rule, or there is nothing to do."""
TAKES = frozenset({conversation.operator_wrote, data_requests.ask, held.let_name, held.send, inside.bring_out})
"""What answers a ticket, and so takes one that nobody has taken."""


def _named(value: object) -> str | None:
    return f"{value.__module__}.{value.__name__}" if inspect.isfunction(value) else None


@pytest.mark.parametrize(("action", "right"), TABLE, ids=_named)
async def test_who_lacks_the_right_is_refused(database_url: str, action: Callable[..., object], right: Right):
    with pytest.raises(AccessDenied):
        await _try(database_url, RIGHTS[right][action], right, granted=False)


@pytest.mark.parametrize(("action", "right"), TABLE, ids=_named)
async def test_who_has_it_is_not_and_what_they_do_is_on_record(
    database_url: str, action: Callable[..., object], right: Right
):
    recorded = await _try(database_url, RIGHTS[right][action], right, granted=True)
    taken, done = [Action.TAKE] * (action in TAKES), [RECORDED[action]] if action in RECORDED else []
    assert sorted(recorded) == sorted(taken + done)


@pytest.mark.parametrize(("action", "right"), TABLE, ids=_named)
async def test_nothing_but_the_demand_refuses_who_lacks_the_right(
    sqlite_files: SqliteFiles, action: Callable[..., object], right: Right, monkeypatch
):
    """Else the test above would pass without it."""

    async def granted(*_asked: object, **_where: object) -> None:
        """Demand nothing."""

    monkeypatch.setattr(access, "demand", granted)
    with contextlib.suppress(Refused):
        await _try(sqlite_files.new(), RIGHTS[right][action], right, granted=False)
