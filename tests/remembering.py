"""Remembers what every desk would find out anew about its program: each test builds one, the program is the same."""

from collections import defaultdict
from collections.abc import Iterator, MutableMapping
from dataclasses import fields
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from aiogram import Router
from sqlalchemy import Dialect

from db import engine
from handlers import modules
from handlers.routers import Doors


class Registered:
    """Registers the handlers of all modules with the first desk; to later ones it gives the same handlers."""

    def __init__(self, every: tuple[ModuleType, ...]) -> None:
        self._modules = every
        self._added: list[list[Any]] = []

    def register(self, doors: Doors) -> None:
        """Do what the modules do, in the place of all of them."""
        lists = [*_kept_by(doors)]
        if not self._added:
            before = [len(each) for each in lists]
            for module in self._modules:
                module.register(doors)
            self._added = [each[count:] for each, count in zip(lists, before, strict=True)]
            return
        for each, added in zip(lists, self._added, strict=True):
            each += added


def _kept_by(doors: Doors) -> Iterator[list[Any]]:
    """Yield the lists to which a module may add."""
    for door in fields(doors):
        router: Router = getattr(doors, door.name)
        for observer in router.observers.values():
            yield observer.handlers
            yield observer._handler.filters
            yield observer.middleware._middlewares
            yield observer.outer_middleware._middlewares


class Statements(MutableMapping[tuple[Any, ...], Any]):
    """What SQLAlchemy has compiled for databases of one kind; its keys begin with the dialect, one for each engine."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[Any, ...], Any] = {}

    def __getitem__(self, key: tuple[Any, ...]) -> Any:
        return self._compiled[key[1:]]

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._compiled[key[1:]] = compiled

    def __delitem__(self, key: tuple[Any, ...]) -> None:
        del self._compiled[key[1:]]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._compiled)

    def __len__(self) -> int:
        return len(self._compiled)


def sharing(create, known: defaultdict[type[Dialect], Statements], *given, **more):
    """Create an engine that knows what those of its kind have compiled."""
    made = create(*given, **more)
    made.sync_engine.update_execution_options(compiled_cache=known[type(made.dialect)])
    return made


@pytest.fixture(autouse=True, scope="session")
def remembering() -> Iterator[None]:
    """Start a desk in half the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(modules, "MODULES", (Registered(modules.MODULES),))
        create = partial(sharing, engine.create_async_engine, defaultdict(Statements))
        patch.setattr(engine, "create_async_engine", create)
        yield
