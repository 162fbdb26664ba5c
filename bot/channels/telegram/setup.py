"""Showing a supervisor how far their new desk is: one page, always below what was said since."""

import hashlib
from typing import Any

from bot.actions.desk import setup
from bot.actions.desk.setup import Standing
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.notices.base import Words
from bot.channels.telegram.places import resolve
from bot.channels.telegram.setup_page import View, words
from bot.rules.addresses import ToPerson
from bot.rules.desk.setup import Seat, step, trial_step
from bot.rules.tickets.tickets import State
from db.groups import groups
from db.outbox import Parcel

OUT = ("left", "kicked")
GONE = ("message to delete not found", "message can't be deleted")


async def show(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Send the page as it is now, and take away the one before; one that says the same stays."""
    assert isinstance(parcel.to, ToPerson)
    person = parcel.to.id
    async with telegram.database.transaction() as connection:
        standing = await setup.standing(telegram.work(connection), person)
    where = await resolve(telegram, parcel)
    view = await _view(telegram, standing)
    with telegram.languages.speaking(where.locale):
        page = words(view)
    digest = _digest(page)
    if digest == standing.setup.shown_digest:
        return Receipt()
    params = where.params() | _markup(page)
    sent = await telegram.send(params.pop("chat_id"), page.html, **params)
    async with telegram.database.transaction() as connection:
        await setup.shown(telegram.work(connection), person, sent, digest)
    if standing.setup.shown_message is not None:
        old = {"chat_id": where.chat_id, "message_id": standing.setup.shown_message}
        await telegram.call("deleteMessage", old, *GONE)
    return Receipt()


def _markup(page: Words) -> dict[str, Any]:
    return {"reply_markup": page.keyboard.model_dump(exclude_none=True)} if page.keyboard else {}


def _digest(page: Words) -> str:
    return hashlib.sha256(f"{page.html}{_markup(page)}".encode()).hexdigest()


async def _view(telegram: Telegram, standing: Standing) -> View:
    """Find out what comes next; Telegram is asked how things are, since it does not tell of all of them."""
    me = await telegram.api.call("getMe", {})
    chat, trial, bound = standing.setup.chat_id, standing.trial, standing.groups
    group, seat = ({}, None) if chat is None else await _look(telegram, chat, me)
    next_step = step(seat, has_groups=bool(bound), in_trial=trial is not None, done=standing.done)
    known = trial.group_id if trial is not None and trial.group_id else bound[0].chat_id if bound else 0
    shown = chat if seat is not None and (seat.member or not bound) else known
    return View(
        next_step,
        me["username"],
        shown or 0,
        group.get("title") or await _title(telegram, shown or 0),
        seat,
        "username" in group,
        None if trial is None else trial_step(State(trial.state), is_answered=trial.first_answer_at is not None),
    )


async def _title(telegram: Telegram, chat: int) -> str:
    """Return what a group is called; one of the settings may never have been heard of yet."""
    async with telegram.reading() as connection:
        group = await groups.find(connection, chat)
    if group is not None and group.title:
        return group.title
    try:
        told = await telegram.api.call("getChat", {"chat_id": chat}) if chat else {}
    except ApiError as error:
        if not error.permanent:
            raise
        told = {}
    return str(told.get("title", "…"))


async def _look(telegram: Telegram, chat: int, me: dict[str, Any]) -> tuple[dict[str, Any], Seat]:
    """Return a group and the bot's place there, and remember what concerns its work. Raises DeliveryError."""
    try:
        group = await telegram.api.call("getChat", {"chat_id": chat})
        member = await telegram.api.call("getChatMember", {"chat_id": chat, "user_id": me["id"]})
    except ApiError as error:
        if error.moved_to is not None:
            async with telegram.database.transaction() as connection:
                await groups.move(connection, chat, error.moved_to)
            raise DeliveryError(error.reason, retry_after=0) from error
        if not error.gone:
            raise
        return {}, Seat(member=False)
    seat = Seat(
        member=member["status"] not in OUT,
        forum=group.get("is_forum", False),
        admin=member["status"] == "administrator",
        topics=member.get("can_manage_topics", False),
        delete=member.get("can_delete_messages", False),
        pin=member.get("can_pin_messages", False),
        reads_all=me.get("can_read_all_group_messages", False),
    )
    async with telegram.database.transaction() as connection:
        await groups.learn(
            connection,
            chat,
            title=group["title"],
            is_forum=seat.forum,
            can_manage_topics=seat.topics,
            is_public="username" in group,
            **({"can_pin": True} if seat.pin else {}),
        )
    return group, seat
