"""The demo's guide (3.6): articles in Russian and English beside the sandbox, and the pages that their links lead to.

`demo_guide.csv` has the columns that `/import` knows; «link» is the last part of a page's address here.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

from aiohttp import web

from bot.rules.guide import guide_import, sheets
from bot.rules.guide.guide import Article
from db.engine import Database
from db.guide import articles

FILE = Path(__file__).with_name("demo_guide.csv")
_SHEET = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/static/theme.css">
<link rel="stylesheet" href="/static/guide.css">
<article>
<h1>{title}</h1>
{paragraphs}
</article>
"""


def path_of(article: Article) -> str:
    """Return the path of an article's page."""
    return f"/guide/{article.language}/{article.link}"


@cache
def listed() -> tuple[Article, ...]:
    """Return the articles as the file has them."""
    return tuple(_read())


def _read() -> Iterator[Article]:
    header, *rows = sheets.read(FILE.read_bytes())
    places, _named = guide_import.header(header)
    link = places["link"]
    for cells in rows:
        filled = [*cells[:link], f"http://localhost/{cells[link]}", *cells[link + 1 :]]
        article = guide_import.read(places, filled).article
        yield replace(article, link=cells[link])


async def seed(database: Database, address: str) -> None:
    """Give a desk the articles, whose pages are at `address`."""
    async with database.transaction() as connection:
        for article in listed():
            await articles.put(connection, replace(article, link=address + path_of(article)))


def attach(app: web.Application) -> None:
    """Add the pages to an application."""
    pages = {path_of(article): _page(article) for article in listed()}

    async def page(request: web.Request) -> web.Response:
        html = pages.get(request.path)
        if html is None:
            raise web.HTTPNotFound
        return web.Response(text=html, content_type="text/html")

    app.router.add_get("/guide/{language}/{name}", page)


def _page(article: Article) -> str:
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in article.text.splitlines())
    return _SHEET.format(language=article.language, title=escape(article.title), paragraphs=paragraphs)
