"""What is said on the phone counts as the answer, and only where nobody can write to the requester (3.2, 4.2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.tickets import calls, closing, phone_answers, reminding
from bot.actions.work import Person, Ticket, Work
from bot.rules.channels import PHONE, TELEGRAM, in_telegram
from bot.rules.moderation import moderation
from bot.rules.notices import ConfirmationReminded, ConfirmByPhone, TicketOpened
from bot.rules.refusals import Refused
from bot.rules.tickets.calls import Reason
from bot.rules.tickets.incoming import TEXT, Incoming
from bot.rules.tickets.tickets import Reason as TicketReason
from db.groups import groups
from db.people import accounts, identities
from db.tickets import calls as calls_rows
from db.tickets import tickets, unanswered
from tests.actions.conftest import GROUP
from tests.actions.scene import told
from tests.db import rows
from tests.factories import seen

NUMBER = "+79161234567"
WRITTEN = Incoming(in_telegram(GROUP, 5), TEXT, "Заказ виден в архиве")
ASKED = Incoming(in_telegram(GROUP, 4), TEXT, "Не видно заказ")
CALL = calls.Call(None, {"inn": "7707083893"}, NUMBER, None, 3, (ASKED,))


async def opened(work: Work, call: calls.Call = CALL) -> tuple[Person, Ticket]:
    """An operator of a bound group, and the ticket of who called."""
    vera = await seen(work.db, 201, "Вера", work.now)
    await groups.learn(work.db, GROUP)
    await groups.bind(work.db, GROUP, [], [], vera.id, work.now)
    return vera, await calls.open_ticket(work, vera, GROUP, call)


@pytest.mark.parametrize("act", [phone_answers.confirm, phone_answers.deny, phone_answers.missed])
async def test_clause_3_2_operators_never_speak_for_who_can_be_written_to(work: Work, act):
    vera, _ticket = await opened(work)
    written = await rows.ticket(work.db, group_id=GROUP, state="waiting_confirmation")
    with pytest.raises(Refused) as caught:
        await act(work, vera, written)
    assert caught.value.reason is Reason.NOT_BY_PHONE
    assert (await tickets.by_number(work.db, written.number)).state == "waiting_confirmation"


@pytest.mark.parametrize("act", [phone_answers.confirm, phone_answers.deny, phone_answers.missed])
async def test_clause_3_2_nothing_is_confirmed_that_was_not_asked(work: Work, act):
    vera, ticket = await opened(work)
    with pytest.raises(Refused) as caught:
        await act(work, vera, ticket)
    assert caught.value.reason is TicketReason.NOT_ASKED
    assert (await calls_rows.of_ticket(work.db, ticket.number)).tries == 0


async def test_clause_4_2_what_was_said_answers_the_ticket(work: Work):
    vera, ticket = await opened(work)
    assert await unanswered.of_ticket(work.db, ticket.number) is not None
    await phone_answers.answer(work, vera, ticket, WRITTEN)
    answered = await tickets.by_number(work.db, ticket.number)
    assert (answered.first_answer_at, answered.operator, answered.state) == (work.now, vera.id, "in_work")
    assert await unanswered.of_ticket(work.db, ticket.number) is None


async def test_clause_3_1_no_obscenity_is_put_on_record_as_said(work: Work):
    vera, ticket = await opened(work)
    with pytest.raises(Refused) as caught:
        await phone_answers.answer(work, vera, ticket, replace(WRITTEN, html="Он сука"))
    assert caught.value.reason is moderation.Reason.OBSCENE
    await phone_answers.answer(work, vera, ticket, replace(WRITTEN, html="Перезагрузите комп"))


async def test_what_stayed_in_the_desk_is_recorded_once(work: Work):
    vera, ticket = await opened(work)
    kept = await phone_answers.keep_inside(work, vera, ticket, WRITTEN)
    assert kept is not None
    assert (await tickets.by_number(work.db, ticket.number)).first_answer_at is None
    assert await phone_answers.bring_out(work, vera, ticket, kept)
    assert (await tickets.by_number(work.db, ticket.number)).first_answer_at == work.now
    assert not await phone_answers.bring_out(work, vera, ticket, kept)


async def test_clause_3_2_operators_are_reminded_to_call_and_silence_closes_nothing(work: Work):
    work = replace(work, policy=replace(work.policy, silence_closes=1))
    vera, ticket = await opened(work)
    await phone_answers.answer(work, vera, ticket, WRITTEN)
    await phone_answers.ask_to_call(work, ticket)
    assert await closing.ask_confirmation(work, vera, await tickets.by_number(work.db, ticket.number))
    for day in range(1, 40):
        await reminding.remind(replace(work, now=work.now + timedelta(days=day)))
    found = await told(work)
    assert sum(isinstance(each, ConfirmByPhone) for each in found) == 5  # by hand, when asked, three reminders
    assert not any(isinstance(each, ConfirmationReminded) for each in found)
    assert (await tickets.by_number(work.db, ticket.number)).state == "waiting_confirmation"


@pytest.mark.parametrize(("blocked", "channel"), [(False, TELEGRAM), (True, PHONE)])
async def test_clause_4_2_who_has_an_account_is_written_to_unless_it_is_blocked(work: Work, blocked, channel):
    anna = await seen(work.db, 101, "Анна", work.now)
    if blocked:
        known = await accounts.of(work.db, anna.id, TELEGRAM)
        await accounts.set_unreachable(work.db, known.account.id, work.now)
    _vera, ticket = await opened(work, replace(CALL, person=anna.id))
    assert ticket.reply_channel == channel
    destination = f"person:{anna.id}" + ("" if channel == TELEGRAM else f"@{channel}")
    assert [type(each) for each in await told(work, destination)] == [TicketOpened]


async def test_a_number_that_is_somebody_elses_stays_theirs(work: Work):
    vera, first = await opened(work)
    second = await calls.open_ticket(work, vera, GROUP, replace(CALL, said=()))
    assert second.person != first.person
    assert (await accounts.at(work.db, PHONE, NUMBER)).person.id == first.person
    assert (await calls_rows.of_ticket(work.db, second.number)).phone == NUMBER
    found = await calls.search(work, vera, GROUP, "8 (916) 123-45-67")
    assert [each.person for each in found] == [first.person, second.person]


async def test_open_fields_are_kept_empty_and_not_known(work: Work):
    vera, ticket = await opened(work)
    kept = await identities.by_id(work.db, ticket.identity)
    assert (kept.login, kept.surname, kept.name, kept.patronymic, kept.company) == ("", "", "", None, "")
    caller = await calls.caller(work, vera, GROUP, ticket.person)
    assert set(caller.identity) == {"login_kind", "patronymic", "inn"}


async def test_clause_5_a_service_that_the_tariff_lacks_opens_nothing(work: Work):
    with pytest.raises(Refused) as caught:
        await opened(work, replace(CALL, service=17))
    assert caught.value.reason is Reason.NOT_IN_TARIFF
    assert not await tickets.exist(work.db)
