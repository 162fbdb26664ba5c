"""Addresses of places in groups."""

SUPERGROUP_PREFIX = "-100"


def to_place(chat: int, thread: int | None, card: int | None) -> str | None:
    """Return the address of a topic or card; messages of basic groups have none."""
    target = thread or card
    if target is None or not str(chat).startswith(SUPERGROUP_PREFIX):
        return None
    return f"https://t.me/c/{str(chat).removeprefix(SUPERGROUP_PREFIX)}/{target}"


def linked(text: str, address: str | None) -> str:
    """Make an escaped text a link, if there is an address."""
    return f'<a href="{address}">{text}</a>' if address else text
