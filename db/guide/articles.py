"""Articles of the guide: kept by their link, searched by stems."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import TextClause, bindparam, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.guide.guide import STEM_LIMIT, Article, stems
from db.rows import columns, inserts
from db.statements import Command, Query
from db.tables import articles, guide_hosts, guide_words

TITLE_WEIGHT = 6.0
"""How much more a word in the title says than one in the text."""

_ALL = select(*columns(articles, Article))
_BY_ID = Query(Article, _ALL.where(articles.c.id == bindparam("of")))
_BY_LINK = Query(Article, _ALL.where(articles.c.link == bindparam("at")))
_KEPT = ("title", "text", "video", "services", "language", "title_stems", "text_stems")
_PUT = Command(
    {
        name: insert.on_conflict_do_update(
            index_elements=["link"], set_={column: insert.excluded[column] for column in _KEPT}
        )
        for name, insert in inserts(articles).items()
    }
)
_REMOVE = Command(delete(articles).where(articles.c.link == bindparam("at")))
_HOSTS = select(guide_hosts.c.host)  # a handful, read as a whole
_ADD_HOST = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(guide_hosts).items()})
_SEARCH: dict[str, TextClause] = {
    "sqlite": text(
        f"""select rowid from article_index where article_index match :words
        order by bm25(article_index, {TITLE_WEIGHT}, 1.0), rowid limit :most"""  # noqa: S608
    ),
    "postgresql": text(
        """select id from articles, to_tsquery('simple', :words) as words where article_index @@ words
        order by ts_rank(article_index, words) desc, id limit :most"""
    ),
}

MOST_COUNTED = 1000
"""Articles with a word: beyond them it is a common one."""
_COUNT_EACH: dict[str, TextClause] = {
    "sqlite": text(
        f"""select asked.value, (select count(*) from (
            select 1 from article_index where article_index match '"' || asked.value || '"' limit {MOST_COUNTED}
        )) from json_each(:words) as asked"""  # noqa: S608
    ),
    "postgresql": text(
        f"""select asked.word, (select count(*) from (
            select 1 from articles where article_index @@ to_tsquery('simple', asked.word) limit {MOST_COUNTED}
        ) as found) from json_array_elements_text(cast(:words as json)) as asked(word)"""  # noqa: S608
    ),
}
_KNOW = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(guide_words).items()})
_LIKE = Query(
    str,
    select(guide_words.c.word).where(
        guide_words.c.word >= bindparam("first"),
        guide_words.c.word < bindparam("behind"),
        func.length(guide_words.c.word) >= bindparam("least"),
    ),
)

_PLACES: dict[str, TextClause] = {
    "sqlite": text(
        """select distinct substr(rest, 1, instr(rest || '/', '/') - 1)
        from (select substr(link, instr(link, '//') + 2) as rest from articles)"""
    ),
    "postgresql": text("select distinct split_part(link, '/', 3) from articles"),
}
"""What stands between «//» and the next «/» of their links."""


async def find(connection: AsyncConnection, article: int) -> Article | None:
    """Return an article, or None."""
    found = await _BY_ID.first(connection, {"of": article})
    return _whole(found) if found else None


async def search(
    connection: AsyncConnection,
    words: Sequence[str],
    most: int,
    *,
    prefix: bool = False,
) -> list[Article]:
    """Return the articles with any of these stems, best first; with `prefix` the last may be the beginning of one."""
    if not words:
        return []
    dialect = connection.dialect.name
    asked = {"words": _asked(dialect, words, prefix=prefix), "most": most}
    found = [row[0] for row in await connection.execute(_SEARCH[dialect], asked)]
    return [article for number in found if (article := await find(connection, number)) is not None]


async def frequencies(connection: AsyncConnection, words: Collection[str]) -> dict[str, int]:
    """Return how many articles have each of these stems, up to MOST_COUNTED."""
    if not words:
        return {}
    found = await connection.execute(_COUNT_EACH[connection.dialect.name], {"words": json.dumps(sorted(words))})
    return {word: number for word, number in found if number}


async def some(connection: AsyncConnection) -> int:
    """Count the articles up to MOST_COUNTED."""
    some_ids = select(articles.c.id).limit(MOST_COUNTED).subquery()
    return await connection.scalar(select(func.count()).select_from(some_ids)) or 0


async def words_like(connection: AsyncConnection, word: str) -> list[str]:
    """Return the stems of titles that begin like a word and are not much shorter."""
    first = word[0]
    bounds = {"first": first, "behind": chr(ord(first) + 1), "least": min(len(word), STEM_LIMIT) - 1}
    return await _LIKE.all(connection, bounds)


def _asked(dialect: str, words: Sequence[str], *, prefix: bool) -> str:
    """Join stems by OR; they hold letters and digits only, so nothing in them is an operator."""
    if dialect == "sqlite":
        quoted = [f'"{word}"' for word in words]
        return " OR ".join([*quoted[:-1], quoted[-1] + ("*" if prefix else "")])
    return " | ".join([*words[:-1], words[-1] + (":*" if prefix else "")])


class Kept(Enum):
    """What became of an article that was put."""

    ADDED = auto()
    CHANGED = auto()
    UNCHANGED = auto()


async def put(connection: AsyncConnection, article: Article) -> Kept:
    """Keep an article in the place of the one with its link."""
    known = await _BY_LINK.first(connection, {"at": article.link})
    if known is not None and replace(_whole(known), id=article.id) == article:
        return Kept.UNCHANGED
    row: dict[str, Any] = {
        "link": article.link,
        "title": article.title,
        "text": article.text,
        "video": article.video,
        "services": list(article.services),
        "language": article.language,
        "title_stems": " ".join(stems(article.title)),
        "text_stems": " ".join(stems(article.text)),
    }
    await _PUT.run(connection, row)
    await _KNOW.run_each(connection, [{"word": word} for word in sorted({*stems(article.title)})])
    await _ADD_HOST.run(connection, {"host": urlsplit(article.link).hostname or ""})
    return Kept.ADDED if known is None else Kept.CHANGED


async def remove(connection: AsyncConnection, link: str) -> bool:
    """Forget the article with a link; False when there is none. After the last one see `forget_lost_hosts`."""
    return await _REMOVE.run(connection, {"at": link}) == 1


async def any_there(connection: AsyncConnection) -> bool:
    """Tell whether there are any."""
    return bool(await connection.scalar(select(select(articles.c.id).exists())))


async def count(connection: AsyncConnection) -> int:
    """Count the articles."""
    return await connection.scalar(select(func.count()).select_from(articles)) or 0


async def hosts(connection: AsyncConnection) -> list[str]:
    """Return the hosts that articles are on."""
    return list(await connection.scalars(_HOSTS))


async def forget_lost_hosts(connection: AsyncConnection) -> None:
    """Forget the hosts that no article is on any more. It looks at the links of all articles, once for each import."""
    places = await connection.scalars(_PLACES[connection.dialect.name])
    present = {urlsplit(f"//{place}").hostname or "" for place in places}
    await connection.execute(delete(guide_hosts).where(guide_hosts.c.host.not_in(present)))


def _whole(article: Article) -> Article:
    return Article(
        article.id,
        article.title,
        article.link,
        article.text,
        article.video,
        tuple(article.services),
        article.language,
    )
