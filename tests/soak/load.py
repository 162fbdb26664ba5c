"""Requesters and an operator who write without pause, and what has reached the other side."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby

from bot.sandbox import cast, files
from bot.sandbox.client import PIXEL
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Content, Post, User
from tests.desks import working
from tests.factories import open_ticket

TICKETS = 10
IN_FLIGHT = 200
ALBUM_PARTS = 3
FIRST_REQUESTER = 5000


async def opened(database_url: str, sandbox: Sandbox, address: str) -> dict[int, int]:
    """Open a ticket each for new requesters; returns their topics."""
    async with working(database_url, sandbox, address) as stage:
        for number in range(TICKETS):
            sandbox.world.add_person(User(FIRST_REQUESTER + number, f"Заявитель {number}", started=True))
            await open_ticket(stage.desk, FIRST_REQUESTER + number)
        await stage.settled()
        topics = sandbox.world.chats[cast.GROUP].topics.values()
    return {FIRST_REQUESTER - 1 + int(topic.name.split("ЭО-")[1].split()[0]): topic.thread for topic in topics}


@dataclass
class Load:
    """Everybody who writes; a place is the chat a text must arrive in: a requester's, or negative their topic."""

    sandbox: Sandbox
    threads: dict[int, int]
    """Topics of the requesters, by their Telegram id."""
    albums: float = 0.0
    """The share of messages that are albums."""
    dice: random.Random = field(default_factory=lambda: random.Random(2026))
    written: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    operator: int = cast.VERA

    def write(self) -> None:
        """Let somebody write one message or album."""
        requester = self.dice.choice(list(self.threads))
        telegram, world = self.sandbox.telegram, self.sandbox.world
        by_requester = self.dice.random() < 0.5
        place, writer = (-requester, requester) if by_requester else (requester, self.operator)
        chat = world.chats[requester if by_requester else cast.GROUP]
        thread = None if by_requester else self.threads[requester]
        text = f"#{len(self.written[place])}"
        self.written[place].append(text)
        if self.dice.random() >= self.albums:
            telegram.post(chat, writer, Content(text=text), thread=thread)
            return
        album = telegram.new_name()
        for caption in (text, *[""] * (ALBUM_PARTS - 1)):
            picture = files.store(world, "photo", PIXEL, None)
            telegram.post(chat, writer, Content("photo", caption, file=picture), thread=thread, album=album)

    def top_up(self) -> None:
        """Bring the messages under way up to IN_FLIGHT."""
        for _ in range(IN_FLIGHT - self.missing()):
            self.write()

    def missing(self) -> int:
        """Count what has not arrived yet."""
        arrived = self.arrived()
        return sum(len(texts) - len(set(arrived[place])) for place, texts in self.written.items())

    def arrived(self) -> dict[int, list[str]]:
        """Return what the bot has brought, by place, in order."""
        brought, of_thread = defaultdict(list), {thread: -requester for requester, thread in self.threads.items()}
        for post in self._brought():
            if post.content.text.startswith("#"):
                brought[of_thread[post.thread] if post.thread else post.chat_id].append(post.content.text)
        return brought

    def doubled(self) -> int:
        """Count the messages that came more often than they were written."""
        return sum(map(len, self.arrived().values())) - sum(map(len, self.written.values()))

    def problems(self) -> Iterator[str]:
        """Say what was lost, reordered or torn apart; repetitions stand right behind each other and are no problem."""
        arrived = self.arrived()
        for place, texts in self.written.items():
            if [text for text, _ in groupby(arrived[place])] != texts:
                yield f"place {place}: {len(texts)} written, {len(set(arrived[place]))} arrived, or not in order"
        parts = Counter(post.album for post in self._brought() if post.content.kind == "photo")
        torn = sum(album is None or count != ALBUM_PARTS for album, count in parts.items())
        if torn and self.albums:  # others' pictures may lie among them
            yield f"{torn} albums were torn apart"

    def _brought(self) -> Iterator[Post]:
        chats = self.sandbox.world.chats
        posts = chain(*(chats[place].posts.values() for place in (cast.GROUP, *self.threads)))
        own = {None, *self.threads.values()}  # others may be there, who do as they like
        return (post for post in posts if post.sender_id == cast.BOT_ID and post.thread in own)
