"""Having the desk examined: what is right, what is wrong, what to do about it."""

from typing import Any

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.work import Person, Work


async def order(work: Work, supervisor: Person, chat: int, beside: dict[str, Any]) -> None:
    """Have it examined while other work goes on; the answer comes to a chat.

    `beside` are the parameters that put it beside the question. Raises AccessDenied.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    body = {
        "locale": supervisor.locale or work.policy.default_locale,
        "answer_to": str(await outgoing.to_wherever(work, chat)),
        "beside": beside,
    }
    await outgoing.examination(work, supervisor.id, body)
