"""The guide (3.6): searching it, and what an article has spared."""

from collections.abc import Sequence

from bot.actions.work import Person, Work
from bot.rules import guide as rules
from bot.rules.guide import Article
from db import articles, deflections

__all__ = ["Article", "about", "deflected", "find", "fitting", "has_articles", "hosts", "offered", "search"]

MOST_LESSONS = 3
LOOKED_AT = 12
"""Articles that a search gives, of which the fitting ones are taken."""


async def search(work: Work, text: str, most: int, *, skip: int = 0, typing: bool = False) -> list[Article]:
    """Give the articles that a question finds, the best first; while it is typed its last word may be incomplete."""
    return await articles.search(work.db, rules.stems_of_query(text), most, skip=skip, prefix=typing)


async def fitting(work: Work, text: str, most: int = 3, service: int | None = None) -> list[Article]:
    """Give the articles that a text is likely to be about, those about its service first."""
    words = rules.stems_of_query(text)
    found = await articles.search(work.db, words, LOOKED_AT)
    fits = [each for each in found if rules.fits(each, words) and rules.serves(each, service)]
    return fits[:most]


async def offered(work: Work, text: str, most: int) -> list[Article]:
    """Give articles for an instruction: those that fit, or else those that its words find at all."""
    return await fitting(work, text, most) or await search(work, text, most)


async def about(work: Work, service: int, title: str) -> list[Article]:
    """Give articles about a service of section 5, those first that its title finds."""
    found = await search(work, title, LOOKED_AT)
    return [each for each in found if service in each.services][:MOST_LESSONS]


async def has_articles(work: Work) -> bool:
    """Tell whether there is anything to search."""
    return await articles.any_there(work.db)


async def find(work: Work, article: int) -> Article | None:
    """Give an article, or None when it was removed."""
    return await articles.find(work.db, article)


async def hosts(work: Work) -> frozenset[str]:
    """Give the hosts whose links count as links to the guide (3.6)."""
    return work.policy.guide_hosts | frozenset(await articles.hosts(work.db))


async def deflected(work: Work, person: Person, service: int, shown: Sequence[int]) -> None:
    """Count a request that was not sent because articles helped."""
    await deflections.add(work.db, person.id, service, list(shown), work.now)
