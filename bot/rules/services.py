"""The services and what each tariff includes of them (5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.tariffs import Tariff
from bot.rules.text import N_


class Entitlement(StrEnum):
    """What a tariff says about a service."""

    YES = "yes"
    """Served."""
    SELF = "self"
    """The requester does it, with the guide; help is a text instruction (CONSULTATION) or the upgrade."""
    OPERATOR = "operator"
    """An operator does it."""
    NO = "no"
    """Not part of the tariff: the upgrade is offered."""


@dataclass(frozen=True, slots=True)
class Service:
    """A row of section 5; `title` is a message id of the catalogs."""

    number: int
    title: str


OTHER = Service(0, N_("Another question"))
CONSULTATION = 4
TECHNICAL_ERROR = 7

SERVICES = (
    Service(1, N_("Registration in the System")),
    Service(2, N_("Verification in the System")),
    Service(3, N_("Access to the System")),
    Service(CONSULTATION, N_("Text instructions")),
    Service(5, N_("Video lessons")),
    Service(6, N_("Access to the “Frequently asked questions” section of the site")),
    Service(TECHNICAL_ERROR, N_("Reports of errors in the System")),
    Service(8, N_("Setting up the account to match the company's ordering process")),
    Service(9, N_("Price list upload")),
    Service(10, N_("Updating prices and stock in the catalogue")),
    Service(11, N_("Changing order statuses")),
    Service(12, N_("Attaching scans of accompanying documents")),
    Service(13, N_("Creating and setting up a digital contract")),
    Service(14, N_("Attaching a scan of the contract")),
    Service(15, N_("Matching product categories")),
    Service(16, N_("Managing and setting up price types")),
    Service(17, N_("Checking how the catalogue is set up for the customer's view")),
)


class Group(StrEnum):
    """Services that are offered together."""

    ACCESS = "access"
    INSTRUCTIONS = "instructions"
    CATALOGUE = "catalogue"
    ORDERS = "orders"


GROUPS: Mapping[Group, tuple[int, ...]] = {
    Group.ACCESS: (1, 2, 3),
    Group.INSTRUCTIONS: (CONSULTATION, 5, 6),
    Group.CATALOGUE: (9, 10, 15, 16, 17),
    Group.ORDERS: (8, 11, 12, 13, 14),
}
"""The numbers of their services."""

_BY_NUMBER = {service.number: service for service in (OTHER, *SERVICES)}
OFFERED: tuple[Group | Service, ...] = (
    Group.ACCESS,
    Group.INSTRUCTIONS,
    _BY_NUMBER[TECHNICAL_ERROR],
    Group.CATALOGUE,
    Group.ORDERS,
    OTHER,
)
"""What is offered first, in this order."""

_TERMS: Mapping[int, tuple[Entitlement, Entitlement]] = {  # on basic, on extended
    **dict.fromkeys(range(8), (Entitlement.YES, Entitlement.YES)),
    **dict.fromkeys(range(8, 17), (Entitlement.SELF, Entitlement.OPERATOR)),
    17: (Entitlement.NO, Entitlement.YES),
}


def by_number(number: int) -> Service:
    """The service of this number, OTHER for 0; KeyError when there is none."""
    return _BY_NUMBER[number]


def in_group(group: Group) -> tuple[Service, ...]:
    """Return the services of a group, in their order."""
    return tuple(_BY_NUMBER[number] for number in GROUPS[group])


def entitlement(service_number: int, tariff: Tariff) -> Entitlement:
    """What `tariff` says about the service; KeyError when there is no such service."""
    basic, extended = _TERMS[service_number]
    return extended if tariff is Tariff.EXTENDED else basic
