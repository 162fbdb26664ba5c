"""The few routers there are. What a door lets through is asked once for all the handlers behind it."""

from dataclasses import dataclass, field

from aiogram import Router

from handlers.filters import GROUP, PRESSED_IN_PRIVATE, PRIVATE, Slashed


def _commands() -> Router:
    router = Router(name="commands")
    router.message.filter(Slashed())
    return router


def _group() -> Router:
    router = Router(name="group")
    router.message.filter(GROUP)
    router.edited_message.filter(GROUP)
    router.my_chat_member.filter(GROUP)
    return router


def _private() -> Router:
    router = Router(name="private")
    router.message.filter(PRIVATE)
    router.edited_message.filter(PRIVATE)
    router.callback_query.filter(PRESSED_IN_PRIVATE)
    router.my_chat_member.filter(PRIVATE)
    return router


@dataclass(frozen=True, slots=True)
class Doors:
    """Where updates come in, in the order in which the doors are asked."""

    first: Router
    """What can be told from everything else at a glance: it need not be compared with all that others wait for."""
    commands: Router = field(default_factory=_commands)
    """What begins with a slash, in whatever chat: the rest need not be compared with every command.

    With it the buttons under answers that stand in whatever chat."""
    group: Router = field(default_factory=_group)
    """Its buttons say whom they are for, also where they are pressed by forgery."""
    private: Router = field(default_factory=_private)
    rest: Router = field(default_factory=Router)
    """What nobody knows."""
