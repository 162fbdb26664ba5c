"""Links to the bot that people open: to start it with a code, or to add it to a group with rights."""

from urllib.parse import parse_qs, urlsplit

from bot.sandbox.objects import ASKED
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import JSON, Chat, Content, Member, User


def open_link(tg: Telegram, me: User, url: str, fields: JSON) -> None:
    """Follow a link as Telegram's apps do; one to a group takes the `chat`, and its rights unless `rights` is false."""
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if (parts.scheme, parts.netloc, parts.path) != ("https", "t.me", f"/{tg.world.bot.username}"):
        raise ValueError("this link does not lead to the bot")
    if "startgroup" in asked:
        _add(tg, me, group_of(tg, me, int(fields["chat"])), asked, with_rights=fields.get("rights") is not False)
        return
    me.started = True
    tg.post(tg.world.chats[me.id], me.id, Content(text=f"/start {asked.get('start', '')}".strip()))


def group_of(tg: Telegram, me: User, chat_id: int) -> Chat:
    """A group of the person that the bot is not in."""
    chat = tg.world.chats.get(chat_id)
    if chat is None or chat.private or chat.migrated_to or not chat.member(me.id).present:
        raise ValueError("you are not in that chat")
    if chat.member(tg.world.bot.id).present:
        raise ValueError("the bot is in that group already")
    return chat


def _add(tg: Telegram, me: User, chat: Chat, asked: dict[str, str], *, with_rights: bool) -> None:
    wanted = {f"can_{right}" for right in asked.get("admin", "").replace("+", " ").split()} & {*ASKED}
    if wanted and with_rights and chat.member(me.id).admin:
        seat = Member("administrator", frozenset({"can_manage_chat", *wanted}))
    else:
        seat = Member()
    tg.seat_bot(chat, seat, me.id)
    if asked["startgroup"]:
        tg.post(chat, me.id, Content(text=f"/start@{tg.world.bot.username} {asked['startgroup']}"))
