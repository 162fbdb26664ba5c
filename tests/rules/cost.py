"""What it costs to look at an operator's message before delivery: python -m tests.rules.cost."""

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
LENGTH, CALLS = 1000, 500


def milliseconds(text: str) -> float:
    """Return the least of five measurements: what else the machine does is not ours."""
    return min(repeat(lambda: judge(text, {}), number=CALLS, repeat=5)) / CALLS * 1000


def main() -> None:
    """Print the cost for each kind of message; the first calls, which make the tables, are not counted."""
    for name, piece in MESSAGES.items():
        text = (piece * LENGTH)[:LENGTH]
        judge(text, {})
        print(f"{name}: {milliseconds(text):.3f} ms for {LENGTH} characters")


if __name__ == "__main__":
    main()
