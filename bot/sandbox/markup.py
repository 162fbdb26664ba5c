"""Telegram's HTML: strict parsing into text with entities, and entities back into safe HTML.

Offsets and lengths count UTF-16 units, as the Bot API does.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.sandbox.refusals import Refusal, bad
from bot.sandbox.world import JSON

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "blockquote": "blockquote",
}
TOKEN = re.compile(r"<(/?)([a-zA-Z0-9-]*)((?:\s+[^<>]*?)?)\s*>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
PLAIN = re.compile(
    r"(?P<bot_command>(?<![\w/])/[a-zA-Z0-9_]{1,32}(?:@\w{3,32})?)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<url>https?://[^\s<>]+)"
    r"|(?P<mention>(?<!\w)@\w{4,32})"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
SCHEMES = ("http://", "https://", "tg://", "mailto:", "tel:")
WRAPPERS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


@dataclass(slots=True)
class Open:
    """A tag that waits for its end; an empty entity marks nothing."""

    tag: str
    start: int
    entity: JSON


@dataclass(slots=True)
class Parser:
    """Text and entities gathered so far, in order."""

    source: str
    text: str = ""
    entities: list[JSON] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)

    def run(self) -> tuple[str, list[JSON]]:
        """Read the whole source; Refusal where Telegram refuses."""
        done = 0
        for token in TOKEN.finditer(self.source):
            self.text += self.source[done : token.start()]
            done = token.end()
            self._take(token)
        self.text += self.source[done:]
        if self.stack:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return self.text, self.entities

    def _take(self, token: re.Match[str]) -> None:
        if token[0].startswith("&"):
            self.text += html.unescape(token[0])
        elif token[1]:
            self._end(token)
        else:
            self._begin(token)

    def _begin(self, token: re.Match[str]) -> None:
        at = len(self.source[: token.start()].encode())
        tag = (token[2] or "").lower()
        if tag not in TAGS:
            raise cannot_parse(f'Unsupported start tag "{tag}" at byte offset {at}')
        attributes = {name.lower(): a or b or c for name, a, b, c in ATTRIBUTE.findall(token[3] or "")}
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self.stack.append(Open(tag, units(self.text), self._entity(tag, attributes)))

    def _entity(self, tag: str, attributes: dict[str, str]) -> JSON:
        """What a start tag marks; the code right inside of a pre only gives it a language."""
        language = attributes.get("class", "").removeprefix("language-")
        if tag == "code" and language and self.stack and self.stack[-1].tag == "pre":
            self.stack[-1].entity["language"] = language
            return {}
        return entity_of(tag, attributes)

    def _end(self, token: re.Match[str]) -> None:
        at = len(self.source[: token.start()].encode())
        tag = token[2].lower()
        if not self.stack:
            raise cannot_parse(f"Unexpected end tag at byte offset {at}")
        opened = self.stack.pop()
        if tag != opened.tag:
            raise cannot_parse(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{tag}>"')
        length = units(self.text) - opened.start
        if length and opened.entity:
            self.entities.append({"offset": opened.start, "length": length} | opened.entity)


def entity_of(tag: str, attributes: dict[str, str]) -> JSON:
    """The entity a start tag opens, without its place; a link to nowhere opens none."""
    if tag == "a":
        url = address(ENTITY.sub(lambda found: html.unescape(found[0]), attributes.get("href", "")))
        return {"type": "text_link", "url": url} if url else {}
    if tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
    if tag == "tg-time":
        form = {"date_time_format": attributes["format"]} if attributes.get("format") else {}
        return {"type": "date_time", "unix_time": int(attributes.get("unix") or 0)} | form
    if tag == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    return {"type": TAGS[tag]}


def address(href: str) -> str | None:
    """A link Telegram opens, `http` added where no scheme is; None for any other."""
    if href.lower().startswith(SCHEMES):
        return href
    return f"http://{href}" if "." in href and ":" not in href else None


def cannot_parse(why: str) -> Refusal:
    """The refusal of broken markup."""
    return bad(f"can't parse entities: {why}")


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[JSON]]:
    """Text and entities of Telegram's HTML; a Refusal («can't parse entities: …») when it is broken."""
    text, entities = Parser(source).run()
    return trimmed(text, entities)


def trimmed(text: str, entities: Iterable[JSON]) -> tuple[str, list[JSON]]:
    """Telegram drops space around a text; entities move and shrink with it."""
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, units(text))
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return text, sorted(kept, key=lambda e: (e["offset"], -e["length"]))


def detect(text: str, given: Iterable[JSON] = ()) -> list[JSON]:
    """`given` and the commands, links, addresses, mentions and hashtags Telegram finds by itself outside of them."""
    given = list(given)
    found = []
    for match in PLAIN.finditer(text):
        start, length = units(text[: match.start()]), units(match[0])
        if not any(e["offset"] < start + length and start < e["offset"] + e["length"] for e in given):
            found.append({"type": str(match.lastgroup), "offset": start, "length": length})
    return sorted(given + found, key=lambda e: (e["offset"], -e["length"]))


def wrapper(entity: JSON, covered: str) -> tuple[str, str]:
    """The tags around an entity's text; entities a page need not show have none."""
    kind = entity["type"]
    links = {"text_link": entity.get("url", ""), "url": covered, "email": f"mailto:{covered}"}
    if url := address(links.get(kind, "")):
        return f'<a href="{html.escape(url)}">', "</a>"
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{html.escape(entity["language"])}">', "</code></pre>"
    return WRAPPERS.get(kind, ("", ""))


def render(text: str, entities: Iterable[JSON]) -> str:
    """Safe HTML of a text: everything is escaped but the tags of its entities."""
    raw = text.encode("utf-16-le")
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        before, after = wrapper(entity, raw[start * 2 : end * 2].decode("utf-16-le", "replace"))
        opens.setdefault(start, []).append(before)
        closes.setdefault(end, []).insert(0, after)
    marks = sorted({0, units(text), *opens, *closes})
    out = []
    for here, there in zip(marks, [*marks[1:], None], strict=True):
        out += closes.get(here, []) + opens.get(here, [])
        if there is not None:
            out.append(html.escape(raw[here * 2 : there * 2].decode("utf-16-le", "replace")))
    return "".join(out)
