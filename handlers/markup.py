"""From Telegram's entities to the text inside the desk."""

from html import escape

from aiogram.enums import MessageEntityType
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import HtmlDecoration

_KNOWN = frozenset(MessageEntityType)


class _Html(HtmlDecoration):
    """The library's, but for the language of code, which Telegram takes as a class, and for marks of next year.

    It writes addresses as they are; one with a quotation mark or what looks like an entity would become another.
    """

    def apply_entity(self, entity: MessageEntity, text: str) -> str:
        """Write a mark; what nobody knows leaves the words within as they are (the library escapes them again)."""
        return super().apply_entity(entity, text) if entity.type in _KNOWN else text

    def _tag(
        self, tag: str, content: str, *, attrs: dict[str, str] | None = None, flags: list[str] | None = None
    ) -> str:
        escaped = {name: escape(value) for name, value in (attrs or {}).items()}
        return super()._tag(tag, content, attrs=escaped, flags=flags)

    def pre_language(self, value: str, language: str) -> str:
        """Write code with its language."""
        return f'<pre><code class="language-{escape(language)}">{value}</code></pre>'


_HTML = _Html()


def as_html(text: str, entities: list[MessageEntity] | None) -> str:
    """Return a text with its entities as HTML."""
    return _HTML.unparse(text, entities) if entities else _HTML.quote(text)
