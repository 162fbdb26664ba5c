"""All routers, in the order in which they are asked."""

from aiogram import Dispatcher

from handlers import operator_card, operator_talk, user_closing, user_talk

MODULES = (operator_card, operator_talk, user_closing, user_talk)


def include_all(dispatcher: Dispatcher) -> None:
    """Let the dispatcher ask every router."""
    dispatcher.include_routers(*(module.router() for module in MODULES))
