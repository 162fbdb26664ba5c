"""What people read of HTML, and replacing a part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.visible import plain, visible


def test_people_read_no_tags_and_no_entities():
    assert (
        visible('<b>a</b> &lt; <a href="https://x.example/?a=1&amp;b=2">b</a> &amp;lt; &#1103;').text == "a < b &lt; я"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>a</b> &lt; b", "a < b"),
        ('см. <a href="https://x.example/?a=1&amp;b=2"><b>здесь</b></a>', "см. здесь (https://x.example/?a=1&b=2)"),
        ('<a href="https://x.example/?a=1&amp;b=2">https://x.example/?a=1&amp;b=2</a>', "https://x.example/?a=1&b=2"),
        ('<a href="tg://user?id=5">Анна</a>', "Анна"),
        (
            '<a href="https://a.example">раз</a> и\n<a href="http://b.example">два</a>',
            "раз (https://a.example) и\nдва (http://b.example)",
        ),
    ],
)
def test_where_nothing_is_formatted_links_are_spelled_out(html: str, text: str):
    assert plain(html) == text


@pytest.mark.parametrize(
    ("html", "word", "new", "made"),
    [
        ("на серваке", "серваке", "сервере", "на сервере"),
        ("на <b>серваке</b>!", "серваке", "сервере", "на <b>сервере</b>!"),
        ("на сер<b>ваке</b>!", "серваке", "сервере", "на сервере<b></b>!"),
        ("a &amp; b", "&", "<и>", "a &lt;и&gt; b"),
        ("a &amp; сервак", "сервак", "сервер", "a &amp; сервер"),
        ("&AMP; сервак", "сервак", "сервер", "&AMP; сервер"),
        ("&#X26; сервак", "сервак", "сервер", "&#X26; сервер"),
        ("на\n<a\nhref=''>серваке</a>", "серваке", '"сервере"', "на\n<a\nhref=''>\"сервере\"</a>"),
    ],
)
def test_a_part_is_replaced_and_the_markup_stays(html: str, word: str, new: str, made: str):
    seen = visible(html)
    start = seen.text.index(word)
    assert seen.html_with([(start, start + len(word), new)]) == made


@pytest.mark.parametrize(
    ("html", "quoted"),
    [
        ("a <code>b</code> c <pre>d\ne</pre>", ((2, 3), (6, 9))),
        ("<b>&amp;</b><pre><code class='x'>b</code></pre>", ((1, 2),)),
        ("<i>a</i>", ()),
    ],
)
def test_what_a_machine_says_is_quoted(html: str, quoted: tuple[tuple[int, int], ...]):
    seen = visible(html)
    assert seen.quoted == quoted
    assert seen.quoted is seen.quoted
    assert seen.text is seen.text


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "&amp;", "&#120;", "слово", " ", "&", "&LT;", "\n", "😀"])).map("".join)
)
def test_without_replacements_nothing_changes(html: str):
    seen = visible(html)
    assert seen.html_with([]) == html
    assert visible(seen.html_with([(0, len(seen.text), "")])).text == ""
