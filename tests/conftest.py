"""What holds for every test: nobody talks to the outside."""

import ipaddress
import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from bot import logs, quick_types  # noqa: F401 -- before any test imports aiogram

pytest_plugins = ["tests.databases", "tests.desks", "tests.remembering"]

logs.configure("text")
settings.register_profile("ours", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")  # a busy machine is not a failure

INTERNET = (socket.AF_INET, socket.AF_INET6)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what one worker has to do alone: begun last, it would keep the others waiting."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


class OutsideError(AssertionError):
    """A test reached for the network."""


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Sockets reach loopback addresses only, and no name is looked up; asyncio goes through the same methods."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _resolving_nothing(socket.getaddrinfo))
        yield


def _guarded(call):
    def guarded(self: socket.socket, *args):
        address = args[-1]
        if self.family in INTERNET and not _is_loopback(address[0]):
            raise OutsideError(f"a test tried to reach {address[0]}")
        return call(self, *args)

    return guarded


def _resolving_nothing(resolve):
    def guarded(host, *args, **options):
        if host not in (None, "", "localhost") and not _is_address(host):
            raise OutsideError(f"a test asked where {host} is")
        return resolve(host, *args, **options)

    return guarded
