"""Articles of the guide as people are shown them (3.6)."""

from collections.abc import Sequence

from aiogram.utils.i18n import gettext as _

from bot.actions.guide.guide import Article
from bot.phrasing import excerpt, quoted
from handlers.turns import Page
from keyboards import request

EXCERPT_LIMIT = 160
"""UTF-16 units of an article's text in a list."""


def link(article: Article) -> str:
    """Link to an article, and to its video if there is one."""
    html = f'<a href="{_attribute(article.link)}">{quoted(article.title)}</a>'
    if article.video is None:
        return html
    video = _("video")
    return f'{html} (<a href="{_attribute(article.video)}">{video}</a>)'


def numbered(articles: Sequence[Article]) -> str:
    """List articles under numbers, each with the beginning of its text; the only one needs no number."""
    if len(articles) == 1:
        return _entry("", articles[0])
    return "\n".join(_entry(f"{number}. ", article) for number, article in enumerate(articles, start=1))


def suggestion(articles: Sequence[Article]) -> Page:
    """Offer articles before a request is sent."""
    heading = _("<b>Perhaps this will help:</b>")
    question = _("If your question is answered, press “It helped”. Otherwise the request goes to the operators.")
    return Page("\n".join([heading, numbered(articles), "", question]), request.articles())


def helped() -> Page:
    """The dialogue ends without a request."""
    return Page(_("We are glad that the article helped. If a question remains, please write to us."))


def with_lessons(page: Page, articles: Sequence[Article]) -> Page:
    """Add the articles about a service to what the tariff says about it (5)."""
    if not articles:
        return page
    heading = _("From the guide:")
    return Page("\n".join([page.html, "", heading, *(f"• {link(each)}" for each in articles)]), page.keyboard)


def _entry(number: str, article: Article) -> str:
    about = excerpt(quoted(article.text), EXCERPT_LIMIT)
    return f"{number}{link(article)}" + (f"\n<i>{about}</i>" if about else "")


def _attribute(url: str) -> str:
    return quoted(url).replace('"', "&quot;")
