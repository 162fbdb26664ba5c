"""Statistics as messages: nothing is cut, however many operators there are."""

from datetime import date, timedelta

import pytest

from bot.actions.desk.reports import Summary
from bot.channels.telegram import report_page
from bot.languages import Languages
from bot.rules.desk.statistics import OperatorSummary, Ratings
from bot.rules.text import utf16_len
from bot.rules.tickets.tickets import State

DAY = date(2026, 2, 3)
HOUR = timedelta(hours=1)


def summary(operators: int) -> Summary:
    busy = OperatorSummary("Оператор с очень длинным именем и <b>", 100, 20, HOUR, 9 * HOUR, Ratings(90, 400))
    return Summary(
        opened=9,
        closed=9,
        open_by_state=dict.fromkeys(State, 1),
        overdue=1,
        share_within_deadline=0.9,
        median_first_answer=HOUR,
        median_solution=HOUR,
        by_operator=(busy,) * operators,
        ratings=Ratings(3, 8),
        by_service=tuple((number, 3) for number in range(18)),
    )


@pytest.mark.parametrize(("operators", "pages"), [(0, 1), (3, 1), (60, 2)])
def test_a_long_report_is_parted_between_operators(operators: int, pages: int):
    with Languages("ru").speaking("ru"):
        found = report_page.report(summary(operators), DAY, DAY)
    assert len(found) == pages
    assert all(utf16_len(page) < 4096 for page in found)
    assert sum(page.count("закрыто 100, открыто 20\nответ 1 раб. ч, решение 9 раб. ч") for page in found) == min(
        operators, 40
    )
    assert ("И ещё 20." in found[-1]) == (operators == 60)


@pytest.mark.parametrize(
    ("locale", "said"), [("ru", "Оценка: 2,7 из 5 (3 оценки)"), ("en", "Rating: 2.7 of 5 (3 ratings)")]
)
def test_an_average_is_written_as_the_reader_writes_numbers(locale: str, said: str):
    with Languages("ru").speaking(locale):
        assert said in report_page.report(summary(0), DAY, DAY)[0]
