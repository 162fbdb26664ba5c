"""What the bot says in every conversation test is read once more: in one language, and nothing of the program's own.

People's words may be in any language: whatever came to the bot in a test, names and files among it, is nobody's fault.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from typing import Any

from aiogram.methods import TelegramMethod
from aiohttp import web

from bot.sandbox.server import Sandbox

RUSSIAN, ENGLISH = "ru", "en"
CHOICE = "choice of a language"
SWITCHES = {"The language is English now.": ENGLISH, "Язык сообщений: русский.": RUSSIAN}
"""What is said to whoever has chosen a language."""

ALLOWED = frozenset(
    [
        *("telegram", "bot", "api", "botfather", "postgresql", "sqlite", "excel", "csv", "xlsx", "readme", "sitemap"),
        *("yookassa", "юkassa"),
        *("e-mail", "email", "mail", "english", "русский", "msk", "ru", "en", "ext", "disable", "token"),
        *("backup_failed", "input_failed", "database_away", "quick_check"),
    ]
)
"""Names, in lower case: of products, formats, buttons of Telegram, headings and lines of the log that are English."""
SCRIPT = {RUSSIAN: re.compile(r"[a-z]", re.IGNORECASE), ENGLISH: re.compile(r"[а-яё]", re.IGNORECASE)}
"""The letters of the other language."""

_QUOTED = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
"""What is to be copied, and what other programs said."""
_TAGS = re.compile(r"<[^>]*>")
_ADDRESSES = re.compile(
    r"ЭО-\d\S*|https?://\S+|\S+@\S+|@\w+|(?<![\w<])/\w+|\S*/\S*/\S*|\w+/[\w./-]+"  # links, people, commands, paths
    r"|[“«]Is it alive[”»]"  # a heading in English documentation
    r"|`[^`]*`|\w+\.(?:md|csv|xlsx|db|env|ru|png|pdf|sqlite3?)\b|[a-z]+://|\b\w+Error\b"
    r"|(?:Bad Request|Forbidden|Unauthorized|Not Found|Conflict|Too Many Requests|Internal Server Error)\b.*"
    r"|\b[245]\d\d[ -].*",  # what other servers answer
)
_WORD = re.compile(r"[^\W\d_](?:[\w-]*\w)?")
_KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_FIELD = re.compile(r"\{[a-z_]*\}")
_CAPITALS = re.compile(r"[A-Z][A-Z_0-9-]*")


@dataclass(frozen=True, slots=True)
class Saying:
    """A text of the bot: by which method, into which chat (None: the answer to a press or to an inline query)."""

    method: str
    chat: int | None
    text: str


@dataclass(slots=True)
class Watch:
    """What was said in a conversation, and the words of people in it."""

    language: str = RUSSIAN
    """Of those who have not chosen one."""
    said: list[Saying] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def hear(self, thing: Any, bot: int) -> None:
        """Learn the words of people from a part of an update; the bot's own messages teach nothing."""
        if isinstance(thing, dict):
            if isinstance(sender := thing.get("from"), dict) and sender.get("id") == bot:
                return
            for each in thing.values():
                self.hear(each, bot)
        elif isinstance(thing, list | tuple):
            for each in thing:
                self.hear(each, bot)
        elif isinstance(thing, str):
            self.learn(thing)

    def learn(self, text: str) -> None:
        """Count the words of a text as people's own."""
        self.known.update(each.casefold() for each in _WORD.findall(text))
        self.known.update(each.casefold() for each in _KEY.findall(text))

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with what was said, in order."""
        chosen: dict[int | None, str] = {}
        judged: set[tuple[int | None, str]] = set()
        for saying in self.said:
            if saying.method == CHOICE:
                chosen[saying.chat] = saying.text
                continue
            if (switch := SWITCHES.get(saying.text)) is not None:
                chosen[saying.chat] = switch  # by webhook presses are not seen
            language = chosen.get(saying.chat, self.language)
            if saying.chat is None and chosen:  # it is not said to whom
                continue
            if (saying.chat, saying.text) in judged:  # buttons may be taken off a text that was in another language
                continue
            judged.add((saying.chat, saying.text))
            for fault in wrong(saying.text, language, self.known):
                yield f"{saying.method} to {saying.chat}: {fault}: {saying.text}"


def wrong(text: str, language: str, known: Iterable[str] = ()) -> Iterator[str]:
    """Yield what nobody should read in a text, which may be HTML."""
    plain = _ADDRESSES.sub(" ", unescape(_TAGS.sub(" ", _QUOTED.sub(" ", text))))
    if not text.strip():
        yield "nothing"
    if _FIELD.search(plain):
        yield "a field"
    for key in _KEY.findall(plain):
        if key not in ALLOWED and key not in known:
            yield f"the key {key}"
    for word in _WORD.findall(plain):
        lower = word.casefold()
        if lower not in known and lower not in ALLOWED and not _CAPITALS.fullmatch(word) and "_" not in word:
            if word == "None":
                yield "None"
            elif SCRIPT[language].search(word) and len(word) > 1:
                yield f"a word of the other language, “{word}”"


class Watched(Sandbox):
    """A sandbox that keeps what the bot says and hears."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.watch = Watch()

    async def _carried_out(self, request: web.Request, method: str, call: TelegramMethod[Any]) -> Any:
        self.watch.said += sayings(method, call)
        result = await super()._carried_out(request, method, call)
        if method == "getupdates":
            for update in result:
                self._note_language(update.get("callback_query") or {})
            self.watch.hear(result, self.world.bot.id)
        return result

    def _note_language(self, press: dict[str, Any]) -> None:
        """Note a press that chooses a language: what was asked is answered in it."""
        prefix, _, language = str(press.get("data")).partition(":")
        if prefix == "speak":
            self.watch.said.append(Saying(CHOICE, press["from"]["id"], language))

    def check(self) -> None:
        """Raise AssertionError over what nobody should have read."""
        for user in self.world.users.values():
            self.watch.learn(f"{user.name} {user.username}")
        for chat in self.world.chats.values():
            self.watch.learn(chat.title)
            for post in chat.posts.values():
                if post.sender_id != self.world.bot.id:
                    self.watch.learn(post.content.text)
        for file in self.world.files.values():
            self.watch.learn(f"{file.name} {written_in(file.data)}")
        found = list(dict.fromkeys(self.watch.faults()))
        assert not found, "nobody should read this:\n" + "\n".join(found)


def sayings(method: str, call: TelegramMethod[Any]) -> Iterator[Saying]:
    """Yield every text of a call that people read."""
    if not method.startswith(("send", "edit", "answer", "copy", "createforum")) or method == "sendchataction":
        return
    chat = getattr(call, "chat_id", None)
    for name in ("text", "caption", "name"):
        text = getattr(call, name, None)
        if isinstance(text, str) and (text or (name == "text" and method != "answercallbackquery")):
            yield Saying(method, chat, text)
    markup = getattr(call, "reply_markup", None)
    for name in ("inline_keyboard", "keyboard"):
        for row in getattr(markup, name, None) or ():
            yield from (Saying(f"a button of {method}", chat, button.text) for button in row)


def written_in(data: bytes) -> str:
    """Return what can be read in a file: text, or the XML of a spreadsheet."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "ignore") + data.decode("cp1251", "ignore")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    except zipfile.BadZipFile:
        return ""
