"""Refusals in Telegram's own words (the bot matches their text, so the text is the contract)."""

from typing import Any


class Refusal(Exception):  # it is an answer, not a failure
    """A Bot API answer with `ok: false`; `parameters` may hold retry_after (seconds) or migrate_to_chat_id."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """What goes over the wire."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad(text: str, **parameters: Any) -> Refusal:
    """400: the request itself is wrong."""
    return Refusal(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> Refusal:
    """403: the bot may not do this there."""
    return Refusal(403, f"Forbidden: {text}")


def conflict(text: str) -> Refusal:
    """409: two ways of receiving updates at once."""
    return Refusal(409, f"Conflict: {text}")


def not_found() -> Refusal:
    """404: no such method."""
    return Refusal(404, "Not Found")


def unauthorized() -> Refusal:
    """401: not the token of this sandbox's bot."""
    return Refusal(401, "Unauthorized")


def too_large() -> Refusal:
    """413: an upload of more than 50 MB."""
    return Refusal(413, "Request Entity Too Large")


def too_many(seconds: int) -> Refusal:
    """429: come back after `seconds`."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def migrated(chat_id: int) -> Refusal:
    """400: the basic group became the supergroup `chat_id`."""
    return bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat_id)
