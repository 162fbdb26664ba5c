"""The guide (3.6): searching it, and what an article has spared."""

from collections.abc import Sequence

from bot.actions.work import Person, Work
from bot.rules.guide import asking
from bot.rules.guide import guide as guide_rules
from bot.rules.guide.asking import Synonyms
from bot.rules.guide.guide import Article
from bot.rules.guide.synonyms import together
from db.guide import articles, deflections
from db.guide import synonyms as synonyms_rows

__all__ = ["Article", "about", "deflected", "find", "fitting", "has_articles", "hosts", "offered", "search"]

MOST_LESSONS = 3
LOOKED_AT = 40
"""Articles that a database finds, of which the best are taken."""


async def search(
    work: Work, text: str, most: int, *, language: str | None = None, skip: int = 0, typing: bool = False
) -> list[Article]:
    """Return the articles that a question finds, the best first, those in the reader's language before others as good.

    While it is typed its last word may be incomplete.
    """
    found = await _scored(work, text, language, typing=typing)
    least = 0.0 if typing else guide_rules.FOUND  # the word that is being typed is not understood yet
    return [article for score, article in found if score >= least][skip : skip + most]


async def fitting(work: Work, text: str, most: int = 3, service: int | None = None) -> list[Article]:
    """Return the articles that a text is likely to be about, the best first; with a service, of those about it."""
    found = await _scored(work, text)
    fits = [
        article for score, article in found if score >= guide_rules.HELPFUL and guide_rules.serves(article, service)
    ]
    return fits[:most]


async def offered(work: Work, text: str, most: int) -> list[Article]:
    """Return articles for an instruction: those that fit, or else those that its words find at all."""
    found = await _scored(work, text)
    return await fitting(work, text, most) or [article for _score, article in found[:most]]


async def _scored(
    work: Work, text: str, language: str | None = None, *, typing: bool = False
) -> list[tuple[float, Article]]:
    """Return what a database finds with its score, the best first: databases rank alike only up to a point."""
    asked = asking.asked_words(text)
    known = await articles.frequencies(work.db, asking.stems_to_count(asked))
    unknown = [word for word in asked[: -1 if typing else None] if not known.get(guide_rules.stem(word))]
    known |= await articles.frequencies(
        work.db, {each for word in unknown for pair in asking.parts(word) for each in pair}
    )
    own = ((each.word, each.meaning) for each in await synonyms_rows.listed(work.db))
    synonyms = Synonyms.of(together(own).values())
    query = asking.understood(asked, known, synonyms, await _mistyped(work, unknown))
    known |= await articles.frequencies(work.db, set(query.stems) - known.keys())
    total = await articles.some(work.db)
    weights = [asking.weight(term, known, total) for term in query.terms]
    last = guide_rules.stem(asked[-1]) if asked else ""  # of which, while it is typed, there may be more to come
    stems = [*(each for each in query.stems if each != last), *([last] if last else ())]
    found = await articles.search(work.db, stems, LOOKED_AT, prefix=typing)
    scored = [(guide_rules.score(each, query, weights), each) for each in found]
    return sorted(scored, key=lambda each: (-guide_rules.rank(each[1], each[0], language), each[1].id))


async def _mistyped(work: Work, unknown: Sequence[str]) -> dict[str, list[str]]:
    """Return for words that no article has those they may be meant for."""
    return {
        word: asking.near(word, await articles.words_like(work.db, word))
        for word in unknown
        if asking.may_be_mistyped(word)
    }


async def about(work: Work, service: int, title: str) -> list[Article]:
    """Return articles about a service of section 5, those first that its title finds."""
    found = await search(work, title, LOOKED_AT)
    return [each for each in found if service in each.services][:MOST_LESSONS]


async def has_articles(work: Work) -> bool:
    """Tell whether there is anything to search."""
    return await articles.any_there(work.db)


async def find(work: Work, article: int) -> Article | None:
    """Return an article, or None when it was removed."""
    return await articles.find(work.db, article)


async def hosts(work: Work) -> frozenset[str]:
    """Return the hosts whose links count as links to the guide (3.6)."""
    return work.policy.guide_hosts | frozenset(await articles.hosts(work.db))


async def deflected(work: Work, person: Person, service: int, shown: Sequence[int]) -> None:
    """Count a request that was not sent because articles helped."""
    await deflections.add(work.db, person.id, service, list(shown), work.now)
