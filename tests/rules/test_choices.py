import pytest

from bot.rules.choices import LANGUAGES, chosen


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("ru", "ru"),
        (" Русский ", "ru"),
        ("на  русском", "ru"),
        ("«английский»", "en"),
        ("АНГЛ", "en"),
        ("по-английски", "en"),
        ("Eng", "en"),
        ("", None),
        ("р", None),
        ("по-", None),
        ("на ", None),
        ("de", None),
        ("русскийй", None),
    ],
)
def test_a_language_is_named_by_its_words_or_by_the_beginning_of_one(typed, language):
    assert chosen(typed, LANGUAGES) == language


def test_what_begins_the_words_of_two_choices_is_none_of_them_unless_it_is_a_whole_word():
    words = {1: ("март", "марта"), 2: ("мартовский",)}
    assert chosen("мартов", words) == 2
    assert chosen("мар", words) is None
    assert chosen("март", words) == 1
