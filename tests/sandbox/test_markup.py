import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.markup import detect, parse_html, render, units
from bot.sandbox.refusals import Refusal


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("просто текст", "просто текст", []),
        ("<b>да</b> и <i>нет</i>", "да и нет", ["bold", "italic"]),
        ("<b><i>оба</i></b>", "оба", ["italic", "bold"]),
        ("<STRONG>громко</STRONG>", "громко", ["bold"]),
        ('<a href="https://ya.ru?a=1&amp;b=2">сюда</a>', "сюда", ["text_link"]),
        ('<span class="tg-spoiler">тайна</span>', "тайна", ["spoiler"]),
        ("<blockquote expandable>цитата</blockquote>", "цитата", ["expandable_blockquote"]),
        ('<pre><code class="language-python">x = 1</code></pre>', "x = 1", ["pre"]),
        ("&lt;b&gt; &amp; &quot; &#1071; &copy;", '<b> & " Я &copy;', []),
        ("AT&T & co", "AT&T & co", []),
        ("<b></b>пусто", "пусто", []),
        ('<a href="">никуда</a>', "никуда", []),
        ('<a href="javascript:alert(1)">опасно</a>', "опасно", []),
        ('<a href="ya.ru">без http</a>', "без http", ["text_link"]),
    ],
)
def test_html_becomes_text_and_entities(source, text, kinds):
    parsed, entities = parse_html(source)
    assert parsed == text
    assert sorted(entity["type"] for entity in entities) == sorted(kinds)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<b>нет конца", 'Can\'t find end tag corresponding to start tag "b"'),
        ("нет начала</b>", "Unexpected end tag at byte offset 19"),
        ("<b><i>накрест</b></i>", 'expected "</i>", found "</b>"'),
        ("<font>чужой</font>", 'Unsupported start tag "font" at byte offset 0'),
        ("<br>", 'Unsupported start tag "br"'),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("<span>голый</span>", 'must have class "tg-spoiler"'),
    ],
)
def test_broken_html_is_refused_with_its_place(source, why):
    with pytest.raises(Refusal, match="can't parse entities") as refusal:
        parse_html(source)
    assert why in refusal.value.description


def test_offsets_count_utf16_units():
    text, entities = parse_html("🔥🔥 <b>да</b>")
    assert entities == [{"type": "bold", "offset": 5, "length": 2}]
    assert units(text) == 7


def test_space_around_the_text_goes_and_entities_follow():
    text, entities = parse_html("  \n<b> да </b>\n")
    assert text == "да"
    assert entities == [{"type": "bold", "offset": 0, "length": 2}]


def test_a_time_keeps_its_instant_and_form():
    _, entities = parse_html('<tg-time unix="1770000000" format="D">завтра</tg-time>')
    known = {"type": "date_time", "unix_time": 1770000000, "date_time_format": "D"}
    assert entities == [{"offset": 0, "length": 6} | known]


def test_a_code_block_keeps_its_language():
    _, entities = parse_html('<pre><code class="language-sql">select 1</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 8, "language": "sql"}]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start@eo_support_bot now", [("bot_command", 0, 21)]),
        ("см. https://ya.ru/x и a@b.ru", [("url", 4, 15), ("email", 22, 6)]),
        ("спросите @vera_orlova #тест", [("mention", 9, 12), ("hashtag", 22, 5)]),
        ("и/или 1/2", []),
    ],
)
def test_telegram_finds_commands_links_and_mentions_by_itself(text, found):
    assert [(e["type"], e["offset"], e["length"]) for e in detect(text)] == found


def test_nothing_is_found_inside_of_what_is_marked():
    text, entities = parse_html("<code>/start</code> /help")
    assert [(e["type"], e["offset"]) for e in detect(text, entities)] == [("code", 0), ("bot_command", 7)]


@pytest.mark.parametrize(
    "source",
    [
        "<b>жирный <i>и косой</i></b> 🔥 <code>a &lt; b</code>",
        '<a href="https://ya.ru/?a=1&amp;b=2">ссылка</a>',
        "<blockquote>цитата</blockquote>\nпотом",
        '<pre><code class="language-sql">select 1</code></pre>',
    ],
)
def test_rendering_gives_back_what_was_parsed(source):
    assert render(*parse_html(source)) == source


def test_a_link_given_as_an_entity_is_shown_only_when_it_is_safe():
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": "javascript:alert(1)"}
    assert render("сюда", [entity]) == "сюда"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_of_any_kind_survives(text):
    parsed, entities = parse_html(html.escape(text))
    assert parsed == text.strip()
    assert entities == []


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_what_is_rendered_is_parsed_to_the_same(text, data):
    text = f"[{text}]"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    entity = {"type": "bold", "offset": units(text[:start]), "length": units(text[start:end])}
    assert parse_html(render(text, [entity])) == (text, [entity])
