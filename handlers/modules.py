"""All handlers, in the order in which they are asked."""

from aiogram import Dispatcher

from handlers import operator_question
from handlers.deadlines import operator_deadline, operator_promise, supervisor_calendar
from handlers.desk import (
    supervisor_directory,
    supervisor_doctor,
    supervisor_failed,
    supervisor_reports,
    supervisor_requests,
    supervisor_setup,
    supervisor_tickets,
    user_consent,
    user_forget,
    user_labels,
    user_mydata,
    user_start,
    user_tariff,
)
from handlers.groups import operator_elsewhere, operator_group, supervisor_bind, supervisor_groups
from handlers.guide import operator_guide, supervisor_import, supervisor_synonyms, user_guide
from handlers.moderation import operator_canned, operator_held, supervisor_canned, supervisor_names, supervisor_words
from handlers.money import supervisor_invoices, supervisor_statement, user_invoices, user_paying
from handlers.people import supervisor_company, user_presence
from handlers.routers import Doors
from handlers.tickets import (
    operator_call,
    operator_call_labels,
    operator_card,
    operator_commands,
    operator_correction,
    operator_data,
    operator_labels,
    operator_pages,
    operator_phone,
    operator_talk,
    operator_transfer,
    operator_unanswered,
    operator_words,
    user_aside,
    user_closing,
    user_colleagues,
    user_data,
    user_identification,
    user_merging,
    user_proof,
    user_request,
    user_talk,
    user_tickets,
    user_writing,
)

MODULES = (
    supervisor_setup,
    supervisor_bind,
    supervisor_calendar,
    supervisor_canned,
    supervisor_directory,
    supervisor_doctor,
    supervisor_failed,
    supervisor_groups,
    supervisor_import,
    supervisor_reports,
    supervisor_requests,
    supervisor_company,
    supervisor_invoices,
    supervisor_statement,
    operator_unanswered,
    supervisor_names,
    supervisor_synonyms,
    supervisor_words,
    supervisor_tickets,
    operator_group,
    operator_held,
    operator_card,
    operator_commands,
    operator_canned,
    operator_guide,
    operator_pages,
    operator_labels,
    operator_question,
    operator_deadline,
    operator_data,
    operator_correction,
    operator_promise,
    operator_phone,
    operator_call_labels,
    operator_call,
    operator_transfer,
    operator_words,
    operator_talk,
    operator_elsewhere,
    user_start,
    user_forget,
    user_mydata,
    user_tariff,
    user_paying,
    user_invoices,
    user_closing,
    user_tickets,
    user_colleagues,
    user_aside,
    user_labels,
    user_guide,
    user_data,
    user_writing,
    user_consent,
    user_identification,
    user_merging,
    user_proof,
    user_request,
    user_talk,
    user_presence,
)


def include_all(dispatcher: Dispatcher) -> None:
    """Put every handler behind its door, in the order of the modules, and let the dispatcher ask the doors."""
    doors = Doors(dispatcher)
    for module in MODULES:
        module.register(doors)
    dispatcher.include_routers(doors.commands, doors.group, doors.private, doors.rest)
