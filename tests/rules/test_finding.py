import pytest

from bot.rules.people.finding import words_of_person, words_of_query


def test_a_person_is_found_by_all_that_they_are_called():
    found = words_of_person("anna@romashka.example", "Смирнова", "Алёна", None, "7707083893", "ООО «Ромашка-2»")
    assert found == {"anna@romashka.example", "смирнова", "алена", "7707083893", "ооо", "ромашка", "2"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Смирнова Алёна", ["смирнова", "алена"]),
        ("ООО «Ромашка»", ["ромашка"]),
        ("ООО", ["ооо"]),
        ("Anna@Romashka.example", ["anna@romashka.example"]),
        ("ИНН 7707083893", ["7707083893", "инн"]),
        ("анна анна", ["анна"]),
        ("«»", []),
    ],
)
def test_the_longest_word_is_looked_for_first(text, words):
    assert words_of_query(text) == words
