"""All routers, in the order in which they are asked."""

from aiogram import Dispatcher

from handlers import operator_card, operator_talk, user_closing, user_talk

ROUTERS = (operator_card.router, operator_talk.router, user_closing.router, user_talk.router)


def include_all(dispatcher: Dispatcher) -> None:
    """Let the dispatcher ask every router."""
    dispatcher.include_routers(*ROUTERS)
