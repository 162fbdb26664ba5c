"""From Telegram's entities to the text inside the desk."""

from html import escape

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import HtmlDecoration


class _Html(HtmlDecoration):
    """The library's, but for the language of code: Telegram takes that as a class."""

    def pre_language(self, value: str, language: str) -> str:
        """Write code with its language."""
        return f'<pre><code class="language-{escape(language)}">{value}</code></pre>'


_HTML = _Html()


def as_html(text: str, entities: list[MessageEntity] | None) -> str:
    """Return a text with its entities as HTML."""
    return _HTML.unparse(text, entities)
