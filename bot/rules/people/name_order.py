"""The order of a person's name (6.2): who types «Иван Иванович Иванов» is asked whether «Иванов» is the surname."""

import re

from bot.rules.people.full_names import FullName

_PATRONYMIC = re.compile("(?:[оеё]вич|[ао]?ввич|савич|ьич|[кмт]ич|[оеё]вна|ична)$", re.IGNORECASE)
_SURNAME = re.compile(
    "(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|ск(?:ий|ой|ая)|цк(?:ий|ой|ая)|енко|[уюч]к|швили|дзе|янц?)$", re.IGNORECASE
)
_GIVEN = re.compile(
    "александра?|алексей|ал[её]на|алина|алиса|алла|альберт|анастасия|анатолий|ангелина|андрей|анна|антонина?|ари[на]а?|"
    "арт[её]м|артур|богдан|борис|вадим|валентина?|валери[йя]|варвара|василий|вера|вероника|виктор|виктория|виталий|"
    "владимир|владислава?|вячеслав|галина|геннадий|георгий|глеб|григорий|дарья|денис|диана|дина|дмитрий|евгени[йя]|егор|"
    "екатерина|елена|елизавета|жанна|захар|зинаида|зоя|иван|игорь|илья|инна|ирина|карина|кирилл|константин|кристина|"
    "ксения|лариса|лев|леонид|лидия|любовь|людмила|максим|маргарита|марина|мария|марк|матвей|милана|михаил|надежда|"
    "наталь?[ия]я?|никита|николай|нина|оксана|олег|ольга|павел|п[её]тр|полина|раиса|регина|рената?|роман|руслана?|савелий|"
    "светлана|семен|семён|сергей|софи?[яь]я?|станислав|степан|тамара|татьяна|тимофей|тимур|ульяна|фаина|ф[её]дор|эдуард|"
    "эльвира|юлия|юрий|яков|яна|ярослава?",
    re.IGNORECASE,
)
"""Frequent given names: without a patronymic only they tell which word is the surname."""


def in_order(name: FullName) -> FullName:
    """Return a name with its surname first where what was typed begins otherwise beyond doubt; else the same."""
    first, second, third = name.surname, name.name, name.patronymic
    if third is None:
        return FullName(second, first, None) if is_given(first) and not is_given(second) else name
    if _is_patronymic(second) and not _is_patronymic(third):
        leads = _is_surname(first) and not is_given(first) and (is_given(third) or not _is_surname(third))
        return FullName(first, third, second) if leads else FullName(third, first, second)
    swapped = _is_patronymic(third) and is_given(first) and not is_given(second) and _is_surname(second)
    return FullName(second, first, third) if swapped else name


def _is_patronymic(part: str) -> bool:
    return _PATRONYMIC.search(part) is not None


def _is_surname(part: str) -> bool:
    return _SURNAME.search(part) is not None


def is_family(part: str) -> bool:
    """Tell whether a word ends as surnames or patronymics do."""
    return _is_surname(part) or _is_patronymic(part)


def is_given(part: str) -> bool:
    """Tell whether a word is a frequent given name, in whatever letters."""
    return _GIVEN.fullmatch(part) is not None
