"""All routers, in the order in which they are asked."""

from aiogram import Dispatcher

from handlers import (
    operator_card,
    operator_commands,
    operator_data,
    operator_deadline,
    operator_elsewhere,
    operator_group,
    operator_question,
    operator_talk,
    operator_transfer,
    supervisor_bind,
    supervisor_reports,
    supervisor_tickets,
    user_aside,
    user_closing,
    user_identification,
    user_presence,
    user_request,
    user_start,
    user_talk,
    user_tickets,
    user_writing,
)

MODULES = (
    supervisor_bind,
    supervisor_reports,
    supervisor_tickets,
    operator_group,
    operator_card,
    operator_commands,
    operator_question,
    operator_deadline,
    operator_data,
    operator_transfer,
    operator_talk,
    operator_elsewhere,
    user_start,
    user_closing,
    user_tickets,
    user_aside,
    user_writing,
    user_identification,
    user_request,
    user_talk,
    user_presence,
)


def include_all(dispatcher: Dispatcher) -> None:
    """Let the dispatcher ask every router."""
    dispatcher.include_routers(*(module.router() for module in MODULES))
