"""What a row of an imported table says about an article (3.6)."""

import pytest

from bot.rules.guide import guide_import
from bot.rules.guide.guide import Article
from bot.rules.guide.guide_import import Change, Reason, header, is_link, read, table
from bot.rules.guide.spreadsheet import Linked
from bot.rules.refusals import Refused

LINK = "https://tbshelp.ru/in"
HEAD = ["title", "link", "text", "video", "services", "language", "remove"]
PLACES = {name: place for place, name in enumerate(HEAD)}


def row(**cells: str) -> list[str]:
    return [{"title": "Вход", "link": LINK, **cells}.get(name, "") for name in HEAD]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("title", "title,Название,ЗАГОЛОВОК,статья,Наименование,Название статьи,Название:,«Название»,Название *"),
        ("link", "link,URL,ссылка,адрес,Ссылка на статью,адрес  страницы"),
        ("text", "text,текст,описание,Содержание,Текст статьи"),
        ("video", "video,видео"),
        ("services", "services,service,услуги,услуга"),
        ("language", "language,язык"),
        ("remove", "remove,удалить,Удалить?"),
    ],
)
def test_a_column_may_be_named_in_either_language(name: str, words: str):
    for word in words.split(","):
        others = ["link" if name == "title" else "title", "url" if name not in ("title", "link") else "text"]
        places, named = header([f" {word} ", "", *others])
        assert named
        assert places[name] == 0
        assert set(places.values()) == {0, 2, 3}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Вход", LINK], ({"title": 0, "link": 1}, False)),
        (["Вход", LINK, "ещё"], ({"title": 0, "link": 1}, False)),
        (["название", "ссылка"], ({"title": 0, "link": 1}, True)),
        (["ссылка", "", "название"], ({"title": 2, "link": 0}, True)),
    ],
)
def test_a_list_of_titles_and_links_needs_no_names(cells: list[str], expected: tuple[dict[str, int], bool]):
    assert header(cells) == expected


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["название"], Reason.NO_COLUMNS),
        (["ссылка"], Reason.NO_COLUMNS),
        ([], Reason.NO_COLUMNS),
        (["Вход"], Reason.UNKNOWN_COLUMN),
        (["Вход", "tbshelp.ru"], Reason.UNKNOWN_COLUMN),
        (["", LINK], Reason.UNKNOWN_COLUMN),
        (["название", "ссылка", "цвет"], Reason.UNKNOWN_COLUMN),
        (["название", "ссылка", "заголовок"], Reason.COLUMN_TWICE),
    ],
)
def test_a_table_without_its_columns_is_refused(cells: list[str], reason: Reason):
    with pytest.raises(Refused) as refused:
        header(cells)
    assert refused.value.reason is reason


def test_rows_keep_their_lines_and_empty_ones_are_left_out():
    places = {"title": 0, "link": 1}
    first, second = ["Вход", LINK], ["Выход", LINK]
    assert table([["title", "link"], first, ["", ""], second]) == (places, [(2, first), (4, second)])
    assert table([first, [], second]) == (places, [(1, first), (3, second)])


def test_a_row_says_everything_about_an_article():
    full = row(
        text=" Как \u200bвойти ", video="https://v.ru/1", services="8, 9;10.0 11", language=" EN ", title=" В\nход "
    )
    article = Article(0, "В ход", LINK, "Как войти", "https://v.ru/1", (8, 9, 10, 11), "en")
    assert read(PLACES, full) == Change(article, remove=False)


def test_what_a_row_leaves_out_is_empty_and_russian():
    expected = Change(Article(0, "Вход", LINK, "", None, (), "ru"), remove=False)
    assert read(PLACES, row()) == expected
    assert read({"title": 0, "link": 1}, ["Вход", LINK]) == expected
    assert read(PLACES, ["Вход", LINK]) == expected


@pytest.mark.parametrize(
    "word", ["да", "ДА", "yes", "1", "1.0", "x", "х", "+", "ИСТИНА", "TRUE", "✓", "✔\ufe0f", "Удалить", "v", "delete"]
)
def test_a_row_may_forget_an_article_and_needs_no_title_then(word: str):
    assert read(PLACES, row(remove=word)).remove
    assert read(PLACES, row(remove=word, title="")).article.link == LINK


@pytest.mark.parametrize("word", ["", " ", "нет", "Нет", "no", "0", "ЛОЖЬ", "FALSE", "-", "—", "не удалять"])
def test_an_article_stays_where_that_is_said(word: str):
    assert not read(PLACES, row(remove=word)).remove


@pytest.mark.parametrize("word", ["может быть", "не да", "?", "2", "✗", "завтра", "д а"])
def test_what_is_neither_yes_nor_no_is_refused(word: str):
    with pytest.raises(Refused) as refused:
        read(PLACES, row(remove=word))
    assert (refused.value.reason, refused.value.details) == (Reason.UNKNOWN_REMOVE, {"word": word})


@pytest.mark.parametrize(
    ("cells", "reason", "details"),
    [
        (row(link=""), Reason.NO_LINK, {}),
        (row(link="tbshelp.ru/x"), Reason.BAD_LINK, {"link": "tbshelp.ru/x"}),
        (row(link="ftp://" + "x" * 90), Reason.BAD_LINK, {"link": "ftp://" + "x" * 74}),
        (row(title=""), Reason.NO_TITLE, {}),
        (row(title="я" * 301), Reason.TOO_LONG, {"column": "title", "limit": "300"}),
        (row(link=LINK + "x" * 480), Reason.TOO_LONG, {"column": "link", "limit": "500"}),
        (row(video=LINK + "x" * 480), Reason.TOO_LONG, {"column": "video", "limit": "500"}),
        (row(text="я" * 100_001), Reason.TOO_LONG, {"column": "text", "limit": "100000"}),
        (row(video="v.ru"), Reason.BAD_LINK, {"link": "v.ru"}),
        (row(video="v" * 90), Reason.BAD_LINK, {"link": "v" * 80}),
        (row(services="8, 99"), Reason.UNKNOWN_SERVICE, {"service": "99"}),
        (row(services="0"), Reason.UNKNOWN_SERVICE, {"service": "0"}),
        (row(services="18"), Reason.UNKNOWN_SERVICE, {"service": "18"}),
        (row(services="8.5"), Reason.UNKNOWN_SERVICE, {"service": "8.5"}),
        (row(services="9" * 90), Reason.UNKNOWN_SERVICE, {"service": "9" * 80}),
        (row(language="de"), Reason.UNKNOWN_LANGUAGE, {"language": "de"}),
        (row(language="d" * 90), Reason.UNKNOWN_LANGUAGE, {"language": "d" * 80}),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_read_is_named(cells: list[str], reason: Reason, details: dict[str, str]):
    with pytest.raises(Refused) as refused:
        read(PLACES, cells)
    assert (refused.value.reason, refused.value.details) == (reason, details)


def test_what_just_fits_is_read():
    link = LINK + "x" * 479
    read(PLACES, row(title="я" * 300, link=link, video=link, text="я" * 100_000))


def test_a_long_name_of_a_column_is_cut():
    with pytest.raises(Refused) as refused:
        header(["я" * 90])
    assert refused.value.details == {"column": "я" * 80}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://tbshelp.ru", True),
        ("http://tbshelp.ru/a?b=1#c", True),
        ("HTTPS://TBSHELP.RU", True),
        ("ftp://tbshelp.ru", False),
        ("tbshelp.ru", False),
        ("https://", False),
        ("https:///path", False),
        ("https://tbshelp.ru/a b", False),
        ("https://tbshelp.ru/<b>", False),
        ('https://tbshelp.ru/"', False),
        ("https://[tbshelp", False),
        ("https://tbshelp.ru:8443/", True),
        ("https://tbshelp.ru:65535/", True),
        ("https://tbshelp.ru:65536/", False),
        ("https://tbshelp.ru:99999/", False),
        ("https://tbshelp.ru:0/", False),
        ("https://tbshelp.ru:порт/", False),
        ("", False),
    ],
)
def test_a_link_is_the_address_of_a_page(text: str, expected: bool):
    assert is_link(text) is expected


def test_every_service_of_section_5_can_be_named():
    assert read(PLACES, row(services=" ".join(map(str, range(1, 18))))).article.services == tuple(range(1, 18))
    assert guide_import.LANGUAGES == ("ru", "en")


@pytest.mark.parametrize("above", [[], [[]], [["Статьи справочника"], []], [["Отчёт", "2026"], ["", ""]]])
def test_the_names_stand_in_the_first_row_that_has_them(above: list[list[str]]):
    rows = [*above, ["Название", "Ссылка"], [], ["Вход", "https://tbshelp.ru/in"]]
    skipped = [(line, []) for line, cells in enumerate(above, 1) if any(cells)]
    assert table(rows) == ({"title": 0, "link": 1}, [*skipped, (len(above) + 3, ["Вход", "https://tbshelp.ru/in"])])


def test_what_stands_above_is_left_out_and_named():
    with pytest.raises(Refused) as refused:
        read({"title": 0, "link": 1}, [])
    assert refused.value.reason is Reason.ABOVE


@pytest.mark.parametrize(
    "names",
    [
        *(["Имя", "Ссылка", "Текст", "Удалить"], ["Название", "Веб-страница"], ["Назвние", "Линк", "Тескт"]),
        *(["Название нашей статьи", "Где лежит"], ["Page", "Link", "Text"], ["№", "Текст"]),
    ],
)
def test_names_of_which_a_needed_one_is_missing_are_no_title(names: list[str]):
    """Else the rows below would be taken for a list of titles and links, and lose their texts."""
    for above in ([], [["Справочник"]]):
        with pytest.raises(Refused) as refused:
            table([*above, names, ["Вход", LINK, "новый", "да"]])
        assert (refused.value.reason, refused.value.details["line"]) == (Reason.UNKNOWN_HEADER, str(len(above) + 1))


@pytest.mark.parametrize("words", [["Справочник"], ["Отчёт", "2026"], ["Составил", "Иванов И. И.", "03.02.2026"]])
def test_a_title_above_a_list_is_none(words: list[str]):
    assert table([words, ["Вход", LINK]]) == ({"title": 0, "link": 1}, [(1, []), (2, ["Вход", LINK])])


def test_usual_names_of_columns_are_known():
    columns, [(_, cells)] = table([["Наименование", "Адрес", "Содержание", "Удалить"], ["А", LINK, "новый", "да"]])
    change = read(columns, cells)
    assert (change.article.title, change.article.text, change.remove) == ("А", "новый", True)


def test_a_column_that_is_not_known_is_named_below_a_title_too():
    with pytest.raises(Refused) as refused:
        table([["Статьи"], ["название", "ссылка", "цвет"], ["Вход", "https://tbshelp.ru/in", "синий"]])
    assert refused.value.reason is Reason.UNKNOWN_COLUMN


def test_a_quote_that_nothing_closes_is_named():
    with pytest.raises(Refused) as refused:
        read({"title": 0, "link": 1}, ['"Вход', "https://tbshelp.ru/in"])
    assert refused.value.reason is Reason.OPEN_QUOTE


def linked(text: str, link: str = LINK) -> Linked:
    return Linked(text, link)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["название", "ссылка"], ["Вход", linked("открыть")]], (2, "Вход", LINK)),
        ([["название", "ссылка"], [linked("Вход", "https://t.ru"), LINK]], (2, "Вход", LINK)),
        ([["название", "ссылка"], ["Вход", linked(LINK, "https://t.ru")]], (2, "Вход", LINK)),
        ([["название"], [linked("Вход")]], (2, "Вход", LINK)),
        ([["Отчёт"], ["название", "услуги"], [linked("Вход")]], (3, "Вход", LINK)),
        ([[linked("Вход")]], (1, "Вход", LINK)),
        ([["Отчёт"], [], [linked("Вход"), "8"]], (3, "Вход", LINK)),
        ([["Вход", linked("открыть")]], (1, "Вход", LINK)),
        ([[linked("Справочник", "https://t.ru")], ["название", "ссылка"], ["Вход", LINK]], (3, "Вход", LINK)),
    ],
)
def test_a_link_behind_words_stands_where_a_link_is_wanted(rows: list[list[str]], expected: tuple[int, str, str]):
    columns, found = table(rows)
    [(line, cells)] = [each for each in found if each[1]]
    article = read(columns, cells).article
    assert (line, article.title, article.link) == expected


def test_a_link_of_a_video_may_lie_behind_words_too():
    columns, [(_, cells)] = table([["название", "ссылка", "видео"], ["Вход", LINK, linked("смотреть", "https://v.ru")]])
    assert read(columns, cells).article.video == "https://v.ru"


@pytest.mark.parametrize("rows", [[["название"], ["Вход"]], [["название"], [linked("Вход", "mailto:a@t.ru")]]])
def test_titles_without_links_are_no_table(rows: list[list[str]]):
    with pytest.raises(Refused) as refused:
        table(rows)
    assert refused.value.reason is Reason.NO_COLUMNS


def test_what_stands_in_no_column_is_left_out_and_what_is_too_long_stays_so():
    _, [(_, cells)] = table([["ссылка", "", "текст", "название"], [LINK, "x" * 9, "я\n" * 200_000, "Вход", "ещё"]])
    assert [len(cell) for cell in cells] == [len(LINK), 100_001, 4]
    spaced = "я" + " " * 200_000
    assert table([["ссылка", "название"], [LINK, spaced]])[1][0][1][1].rstrip("…").strip() == "я"
