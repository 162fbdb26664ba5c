"""Everything the sandbox's Telegram remembers, as plain values in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path, PurePath
from typing import Any

JSON = dict[str, Any]

ADMINS = ("creator", "administrator")
PRESENT = ("creator", "administrator", "member")


@dataclass(slots=True)
class User:
    """A person or the bot; `started` and `blocked` tell how the person stands to the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str | None = None
    role: str = "requester"
    note: str = ""
    language: str = "ru"
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        """First and last name as shown to people."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True)
class Member:
    """Somebody's place in a group; `status` is Telegram's word (creator, administrator, member, left, kicked)."""

    status: str = "member"
    rights: frozenset[str] = frozenset()

    @property
    def present(self) -> bool:
        """Whether they are in the group at all."""
        return self.status in PRESENT

    @property
    def admin(self) -> bool:
        """Whether they are the owner or an administrator."""
        return self.status in ADMINS

    def may(self, right: str) -> bool:
        """Whether they hold an administrator's right such as can_manage_topics."""
        return self.status == "creator" or (self.admin and right in self.rights)


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; `kind` is the Bot API's field name (photo, voice ...), sizes are pixels, `duration` seconds."""

    id: str
    kind: str
    name: str
    mime: str
    data: bytes
    width: int = 0
    height: int = 0
    duration: int = 0
    emoji: str | None = None

    @property
    def path(self) -> str:
        """Where getFile says it lies."""
        return f"{self.kind}s/{self.id}{PurePath(self.name).suffix}"


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says: text or caption, a file, or `data` of the Bot API object named by `kind`."""

    kind: str = "text"
    text: str = ""
    entities: tuple[JSON, ...] = ()
    file: File | None = None
    data: Any = None
    service: bool = False
    spoiler: bool = False
    above: bool = False
    """The caption stands above its file."""
    preview: JSON | None = None
    """The Bot API's LinkPreviewOptions, where they were chosen."""


@dataclass(slots=True)
class Post:
    """A message; `thread` is None in General and outside topics, `album` is Telegram's media_group_id.

    `quote` and `external` are the Bot API's TextQuote and ExternalReplyInfo.
    """

    id: int
    chat_id: int
    sender_id: int
    date: datetime
    content: Content
    thread: int | None = None
    reply_to: int | None = None
    album: str | None = None
    markup: JSON | None = None
    forward: JSON | None = None
    anonymous: bool = False
    via_bot: bool = False
    quote: JSON | None = None
    external: JSON | None = None
    edited: datetime | None = None
    payload: str = ""
    """What an invoice is to the bot; shown to nobody."""
    reactions: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Topic:
    """A forum topic; its thread is the id of the service message that opened it."""

    thread: int
    name: str
    color: int
    icon_id: str | None = None
    closed: bool = False

    def api(self) -> JSON:
        """The Bot API's ForumTopic."""
        icon = {"icon_custom_emoji_id": self.icon_id} if self.icon_id else {}
        return {"message_thread_id": self.thread, "name": self.name, "icon_color": self.color, **icon}


@dataclass(slots=True)
class Chat:
    """A private chat with the bot (its id is the person's), a group or a supergroup; ids start at 2: 1 is General.

    Forums have topics, and private chats of people who opened some.
    """

    id: int
    type: str
    title: str = ""
    forum: bool = False
    username: str | None = None
    """Of a public group."""
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    deleted: bool = False
    last_id: int = 1

    @property
    def private(self) -> bool:
        """Whether it is somebody's chat with the bot."""
        return self.type == "private"

    def member(self, user_id: int) -> Member:
        """The place of a user; somebody unknown has left."""
        return self.members.get(user_id, Member("left"))


@dataclass(slots=True)
class World:
    """All users, chats and files, and the counters that name new ones."""

    bot: User
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    read: dict[tuple[int, int, int | None], int] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    counter: Iterator[int] = field(default_factory=lambda: count(1))
    reads_all: bool = False
    """Whether the bot's privacy mode is off: then it hears every message of groups."""
    local: Path | None = None
    """Where files are put that a bot fetches, as a Bot API server with --local does; None: they are downloaded."""

    def add_person(self, user: User) -> User:
        """Take a person in, with an empty private chat."""
        self.users[user.id] = user
        chat = Chat(user.id, "private")
        chat.members = {user.id: Member(), self.bot.id: Member()}
        self.chats[user.id] = chat
        return user

    def next_id(self, chat: Chat) -> int:
        """A message id: supergroups count their own, private chats and basic groups share one row, as in Telegram."""
        shared = [other for other in self.chats.values() if other.type != "supergroup"]
        rows = [chat] if chat.type == "supergroup" else shared
        chat.last_id = 1 + max(row.last_id for row in rows)
        return chat.last_id

    def admins(self, chat: Chat) -> list[int]:
        """Ids of the owner and administrators."""
        return [user_id for user_id, member in chat.members.items() if member.admin]
