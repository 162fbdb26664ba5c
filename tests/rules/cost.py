"""What it costs to look at an operator's message before delivery: python -m tests.rules.cost."""

from collections.abc import Sequence
from timeit import repeat

from bot.rules.moderation.moderation import judge

SENTENCES = (
    "Добрый день, Ирина Петровна. Ваше обращение принято, мы проверяем загрузку прайс-листа на 1540 позиций; "
    "ответим завтра до обеда. Заказ № 5512 уже отгружен, накладная прикреплена. "
)
MESSAGES = {
    "nothing to find": SENTENCES,
    "an instruction": SENTENCES + "Откройте раздел «Каталог» и нажмите «Загрузить». ",
    "slang and obscenity": SENTENCES + "Да х*й его знает, сервак опять лежит. ",
}
LENGTH, TEXTS, REPEATS = 1000, 10, 200
"""No text is looked at twice in a row: what is kept of the last ones must not count."""


def milliseconds(texts: Sequence[str]) -> float:
    """Return the least of many short measurements: what else the machine does is not ours."""

    def each() -> None:
        for text in texts:
            judge(text, {})

    return min(repeat(each, number=1, repeat=REPEATS)) / len(texts) * 1000


def main() -> None:
    """Print the cost for each kind of message; the first calls, which make the tables, are not counted."""
    for name, piece in MESSAGES.items():
        texts = [f"№ {number}. {piece * LENGTH}"[:LENGTH] for number in range(TEXTS)]
        judge(texts[0], {})
        print(f"{name}: {milliseconds(texts):.3f} ms for {LENGTH} characters")


if __name__ == "__main__":
    main()
