"""Which operator group a ticket goes to (6.1)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from bot.rules.services import OTHER, SERVICES
from bot.rules.tariffs import Tariff

Choice = TypeVar("Choice")
Share = frozenset[tuple[int, Tariff]]
"""Kinds of requests: a service and a tariff each."""
EVERYTHING: Share = frozenset((service.number, tariff) for service, tariff in product((*SERVICES, OTHER), Tariff))


@dataclass(frozen=True, slots=True)
class Binding:
    """What a supervisor bound to a group; an empty set means all."""

    chat_id: int
    services: frozenset[int] = frozenset()
    tariffs: frozenset[Tariff] = frozenset()

    def takes(self, service: int, tariff: Tariff) -> bool:
        """Whether such tickets come here."""
        return (not self.services or service in self.services) and (not self.tariffs or tariff in self.tariffs)

    def joined(self, other: "Binding") -> "Binding":
        """Return the narrowest binding of this group that takes what either takes."""
        return Binding(self.chat_id, _either(self.services, other.services), _either(self.tariffs, other.tariffs))


def _either(some: frozenset[Choice], others: frozenset[Choice]) -> frozenset[Choice]:
    return some | others if some and others else frozenset()


def route(bindings: Iterable[Binding], service: int, tariff: Tariff, fallback: int | None) -> int | None:
    """The group's chat id: bound to service and tariff, to the service, to the tariff, to all; then `fallback`.

    Of several equally good groups the one with the lowest chat id is taken.
    """
    fitting = [binding for binding in bindings if binding.takes(service, tariff)]
    return min(fitting, key=_preference).chat_id if fitting else fallback


def shares(bindings: Collection[Binding], fallback: int | None) -> Mapping[int, Share]:
    """Return what really goes to each group, by chat id; who gets nothing is not among them."""
    found: dict[int, set[tuple[int, Tariff]]] = {}
    for service, tariff in EVERYTHING:
        chat = route(bindings, service, tariff, fallback)
        if chat is not None:
            found.setdefault(chat, set()).add((service, tariff))
    return {chat: frozenset(share) for chat, share in found.items()}


def _preference(binding: Binding) -> tuple[bool, bool, int]:
    return not binding.services, not binding.tariffs, binding.chat_id
