"""From what Telegram sent to an update: what cannot be read is left out, and the rest goes its way.

So a type that next year's Bot API brings costs no more than itself.
"""

import json
from functools import cache
from typing import Any

import structlog
from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.channels.errors import UnreadableError
from bot.channels.telegram.readable import is_plain, readable
from bot.logs import SAME_SECONDS, Seldom

ROUNDS = 16
"""Each leaves out what holds what the last one left out."""
SAID = frozenset({"message", "edited_message", "callback_query"})
"""Updates that somebody waits for an answer to. The others tell of something, which is not to be known then."""
STAND_IN = {"date": 0, "first_name": "—", "is_bot": False}
"""For what is needed and can be done without."""

Path = tuple[str | int, ...]

log = structlog.get_logger(__name__)


class Reader:
    """Reads updates, and logs once an hour for each kind what was left out of them."""

    def __init__(self, bot: Bot) -> None:
        """Let updates know their bot."""
        self._bot = bot
        self._seldom = Seldom(SAME_SECONDS)

    def read(self, payload: str) -> Update | None:
        """Return the update, None for one that tells of nothing the desk knows. Raises UnreadableError."""
        given = json.loads(payload)
        if not is_plain(payload):
            given = readable(given)
        for _ in range(ROUNDS):
            try:
                update = Update.model_validate(given, context={"bot": self._bot})
            except ValidationError as error:
                self._leave_out(given, error.errors(include_url=False, include_context=False, include_input=False))
                given = readable(given)
            else:
                _check_author(update)
                return None if _kinds().isdisjoint(given) else update
        raise UnreadableError("nothing is left of it")

    def _leave_out(self, given: Any, errors: list[ErrorDetails]) -> None:
        lost = {path for error in errors if (path := _mended(given, error)) is not None}
        for path in sorted(lost, reverse=True):  # of a list the last first, of what is nested the inner first
            where = ".".join(step for step in path if isinstance(step, str))
            if not path or (len(path) == 1 and path[0] in SAID):
                raise UnreadableError(f"{where or 'the update'} lacks what it is about")
            if self._seldom.is_new(where):
                log.warning("left_out_of_update", where=where)
            del _at(given, path[:-1])[path[-1]]


@cache
def _kinds() -> frozenset[str]:
    """Return all that an update can tell of."""
    return frozenset(Update.model_fields) - {"update_id"}


def _check_author(update: Update) -> None:
    said = update.message or update.edited_message
    if said is not None and said.from_user is None:
        raise UnreadableError("nobody wrote it")


def _mended(given: Any, error: ErrorDetails) -> Path | None:
    """Put in what can stand in for what is missing; returns the way to what has to be left out instead, if so."""
    *holder, last = error["loc"] or ("",)
    path = _reached(given, error["loc"])
    if error["type"] != "missing" or last not in STAND_IN or path != tuple(holder):
        return path
    _at(given, path)[last] = STAND_IN[str(last)]
    return None


def _reached(given: Any, loc: Path) -> Path:
    """Return how far a place that the validator names is a place in the data: it names types of a union as well."""
    here: Any = given
    for depth, step in enumerate(loc):
        if not (step in here if isinstance(here, dict) else isinstance(here, list) and isinstance(step, int)):
            return loc[:depth]
        here = here[step]
    return loc


def _at(given: Any, path: Path) -> Any:
    for step in path:
        given = given[step]
    return given
