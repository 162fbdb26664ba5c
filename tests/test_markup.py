"""Telegram's entities as HTML of the desk, and what is read back from it."""

import pytest
from aiogram.types import MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.moderation.instructions import has_guide_link
from bot.rules.visible import plain, visible
from bot.sandbox.client import Person
from bot.sandbox.markup import parse_html
from handlers.markup import as_html
from tests.desks import Stage
from tests.factories import open_ticket

ADDRESSES = [
    *('https://x.ru/?q="a"', "https://x.ru/?q=<b>жир", "https://x.ru/?a=1&lt=4&amp=5", "https://x.ru/?a=1&copy;=2"),
    *("https://x.ru/?q='a'&b=&#39;", 'https://x.ru/"><b>', "https://x.ru/?a=&amp;lt;", "tg://user?id=5&x=<"),
]


def linked(address: str) -> str:
    return as_html("здесь", [MessageEntity(type="text_link", offset=0, length=5, url=address)])


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_read_back_as_it_was(address: str):
    html = linked(address)
    assert parse_html(html) == ("здесь", [{"type": "text_link", "url": address, "offset": 0, "length": 5}])
    assert visible(html).text == "здесь"
    if address.startswith("https"):
        assert plain(html) == f"здесь ({address})"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30))
def test_whatever_stands_in_an_address_stays_there(rest: str):
    address = f"https://x.ru/?{rest}"
    _, [entity] = parse_html(linked(address))
    assert entity["url"] == address


def test_a_link_to_the_guide_is_known_by_its_host_and_not_by_what_is_asked_there():
    assert has_guide_link(linked('https://tbshelp.ru/?q="a"&lt=4'), frozenset({"tbshelp.ru"}))
    assert not has_guide_link(linked('https://x.ru/?q="a"&lt=4'), frozenset({"tbshelp.ru"}))


def test_the_language_of_code_and_the_form_of_a_date_are_escaped():
    code = MessageEntity(type="pre", offset=0, length=5, language='a"><b>')
    assert as_html("здесь", [code]) == '<pre><code class="language-a&quot;&gt;&lt;b&gt;">здесь</code></pre>'
    date = MessageEntity(type="date_time", offset=0, length=5, unix_time=1, date_time_format='"<')
    assert 'format="&quot;&lt;"' in as_html("здесь", [date])


async def test_addresses_arrive_as_they_were_sent_and_edited(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    for writer, reader in ((anna, topic), (topic, anna)):
        for number, address in enumerate(ADDRESSES):
            escaped = linked(address).replace("здесь", f"здесь {number}")
            sent = await writer.send(f"слово {number}")
            await writer.edit(sent, escaped, html=True)
            await stage.settled()
            assert parse_html((await reader.sees(f"здесь {number}")).html)[1][0]["url"] == address
