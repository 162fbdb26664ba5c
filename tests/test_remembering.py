"""A desk that is given what an earlier one found out has the same handlers in the same order."""

from bot.languages import Languages
from handlers import dispatching, modules
from handlers.routers import Doors
from tests.remembering import Registered

EVERY = modules.MODULES  # as they are at import, before the tests begin


def registered(every) -> list[tuple[str, str, object]]:
    """Register with a new desk; returns each handler and inner middleware with its router and kind of update."""
    doors = Doors(dispatching.build(Languages("ru"))[0])
    for module in every:
        module.register(doors)
    return [
        (router.name, name, getattr(each, "callback", type(each)))
        for router in (doors.first, doors.commands, doors.group, doors.private, doors.rest)
        for name, observer in router.observers.items()
        for each in (*observer.handlers, *observer.middleware)
    ]


def test_every_desk_has_the_handlers_that_the_modules_register():
    remembered = (Registered(EVERY),)
    first, second = registered(remembered), registered(remembered)
    names = [(kind, getattr(each, "__qualname__", repr(type(each)))) for _, kind, each in registered(EVERY)]
    for desk in (first, second):
        assert [(kind, getattr(each, "__qualname__", repr(type(each)))) for _, kind, each in desk] == names
    assert len(names) > 100
