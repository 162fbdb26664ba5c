"""What supervisors do with commands, and what everybody else is told who tries."""

from bot.sandbox import cast
from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket

ROMASHKA = "7707083893"


async def answer(person: Person, command: str) -> str:
    """What the desk says to a command, at last: on a busy machine it may say first that it takes a while."""
    sent = await person.send(command)
    first = (await person.sees("", after=sent)).text
    if "ответ придёт сюда" not in first:
        return first
    assert person.settled is not None
    await person.settled()
    return (await person.last()).text


async def solve(anna: Person, vera: Person) -> None:
    """The operator answers and asks, the requester confirms."""
    topic = vera.in_topic("ЭО-1")
    await topic.send("Исправили, проверьте")
    await topic.click("Решено")
    await anna.click("Да, вопрос решён")


async def test_statistics_count_a_period(stage: Stage, anna: Person, vera: Person, dina: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    stage.move(hours=1)
    await solve(anna, vera)
    await anna.click("4 ⭐")
    await open_ticket(stage.desk, cast.BORIS)
    stage.move(days=7)
    await stage.settled()
    report = await answer(dina, "/stats 2026-02")
    for line in (
        "Статистика: 01.02.2026 – 28.02.2026",
        "Зарегистрировано: 2",
        "Закрыто: 1",
        "Закрыто в срок: 100%",
        "Первый ответ, медиана: 1 раб. ч",
        "Решение, медиана: 1 раб. ч",
        "Сейчас открыто: 1\n• новое: 1\nПросрочено: 1",
        "Оценка: 4,0 из 5 (1 оценка)",
        "Зарегистрировано по услугам\n• Доступ в Систему: 2",
        "Вера Орлова: закрыто 1, открыто 0\nответ 1 раб. ч, решение 1 раб. ч, оценка 4,0 из 5 (1 оценка)",
    ):
        assert line in report
    quiet = await answer(dina.in_group(), "/stats day")
    assert "не открывались и не закрывались" in quiet
    assert "Сейчас открыто: 1" in quiet


async def test_help_lists_their_commands_to_supervisors_alone(anna: Person, dina: Person):
    assert "/audit ЭО-1 — журнал обращения" in await answer(dina, "/help")
    assert "/audit" not in await answer(anna, "/help")


async def test_a_wrong_period_is_answered_with_examples(dina: Person):
    for period in ("позавчера", "2026-13", "9999-12-31..9999-12-31", "<b>week</b>", "я" * 4000):
        assert "Это не период. Примеры:\n/stats день" in await answer(dina, f"/stats {period}")
    assert "раньше, чем начинается" in await answer(dina, "/stats 2026-02-02..2026-02-01")


async def test_a_tariff_is_shown_and_extended_from_its_end(stage: Stage, dina: Person):
    assert "Посмотреть тариф" in await answer(dina, "/tariff")
    assert "организация пока не обращалась" in await answer(dina, f"/tariff {ROMASHKA}")
    await open_ticket(stage.desk)
    shown = await answer(dina, f"/tariff {ROMASHKA}")
    assert "ООО «Ромашка» · ИНН 7707083893\nТариф сейчас: Базовый\nОплаченных периодов нет." in shown
    first = await answer(dina.in_group(), f"/tariff {ROMASHKA} 1")
    assert "Тариф «Расширенный» продлён на 1 месяц: 03.02.2026 – 02.03.2026." in first
    second = await answer(dina, f"/tariff {ROMASHKA} 3")
    assert "продлён на 3 месяца: 03.03.2026 – 02.06.2026" in second
    assert "Тариф сейчас: Расширенный\nОплаченные периоды:\n• 03.02.2026 – 02.03.2026\n• 03.03.2026" in second


async def test_a_wrong_tariff_command_is_explained_and_changes_nothing(dina: Person):
    answers = {
        "770708389": "Указано цифр: 9",
        "7707083894": "Контрольные цифры",
        "0000000000": "двух нулей",
        "7" * 3000: "не более 100 знаков",
        "\u200b <b>x</b> 'drop'": "Посмотреть тариф",
        f"{ROMASHKA} 0": "от 1 до 36",
        f"{ROMASHKA} 37": "от 1 до 36",
        f"{ROMASHKA} -3": "от 1 до 36",
        f"{ROMASHKA} {'9' * 3000}": "от 1 до 36",
        f"{ROMASHKA} три": "от 1 до 36",
        f"{ROMASHKA} 3 4": "Посмотреть тариф",
    }
    for typed, expected in answers.items():
        assert expected in await answer(dina, f"/tariff {typed}")
    assert "Оплаченных периодов нет" in await answer(dina, f"/tariff {ROMASHKA}")


async def test_clause_3_2_a_supervisor_closes_with_a_reason_and_the_requester_may_reopen(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    for missing in ("/close", "/close ЭО-1", "/close ЭО-1 \u200b …", "/close первое нет ответа"):
        assert "Укажите обращение и причину" in await answer(dina, missing)
    assert "не больше 1000 знаков" in await answer(dina, f"/close ЭО-1 {'я' * 1001}")
    assert "Обращения ЭО-7 нет" in await answer(dina, "/close ЭО-7 Нет ответа")
    assert "ЭО-1 закрыто" in await answer(dina, "/close эо-1 Нет ответа <b>неделю</b>\nи больше")
    told = await anna.sees("закрыто руководителем поддержки")
    assert "Причина: Нет ответа <b>неделю</b>\nи больше" in told.text
    assert told.buttons == ("Открыть снова",)
    await vera.in_topic("✅ ЭО-1").sees("Обращение закрыл руководитель: Дина Павлова")
    assert "ЭО-1 уже закрыто." in await answer(dina, "/close ЭО-1 ещё раз")
    await anna.click("Открыть снова")
    await vera.in_topic("🛠 ЭО-1").sees("снова открыл обращение")


async def test_clause_3_4_the_record_of_a_ticket_can_be_read(stage: Stage, anna: Person, vera: Person, dina: Person):
    await open_ticket(stage.desk)
    await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    await vera.in_topic("ЭО-1").click("Взять")
    await vera.in_topic("ЭО-1").send("Исправлено, проверьте")
    await vera.in_topic("ЭО-1").click("Решено")
    await anna.click("Нет, остались вопросы")
    await answer(dina, "/close ЭО-1 Повтор <i>ЭО-3</i>")
    record = await answer(dina.in_group(), "/audit ЭО-1")
    assert "03.02.2026 10:00 МСК · Анна Смирнова · зарегистрировано\n    услуга: Доступ в Систему" in record
    assert "Вера Орлова · взято в работу" in record
    assert "Анна Смирнова · остались вопросы" in record
    assert "Дина Павлова · закрыто руководителем\n    причина: Повтор <i>ЭО-3</i>" in record
    assert "Обращения ЭО-2 нет" in await answer(dina, "/audit ЭО-2")
    for unreadable in ("", "ЭО-", "ЭО-99999999999999999999", "ЭО-1; drop table tickets"):
        assert "Укажите обращение" in await answer(dina, f"/audit {unreadable}")


async def test_clause_3_4_the_record_shows_what_people_said_and_no_keys(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.click("Запросить данные")
    for label in ("Номер заказа", "Браузер и версия"):
        await topic.click(f"☐ {label}")
        await stage.settled()
    await topic.click("Далее")
    await topic.click("чтобы найти ваш заказ")
    await topic.click("Отправить")
    await stage.settled()
    record = await answer(dina, "/audit ЭО-1")
    assert "что: номер заказа, браузер и версия" in record
    await solve(anna, vera)
    await anna.click("4 ⭐")
    await anna.send("Быстро и понятно")
    record = await answer(dina, "/audit ЭО-1")
    assert "оценено\n    оценка: 4 из 5" in record
    assert "    текст: Быстро и понятно" in record
    assert "Bot API" not in record


async def test_everybody_else_is_refused_politely(stage: Stage, anna: Person, vera: Person, dina: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    for command in ("/stats", "/close ЭО-1 Надоело", "/audit ЭО-1", f"/tariff {ROMASHKA} 3"):
        for somebody in (anna, vera, vera.in_group(), topic):
            assert "только руководителям" in await answer(somebody, command)
    assert "только руководителям" in await answer(vera.in_group(), "/tariff")
    assert "только руководителям" not in await answer(anna, "/tariff")
    anonymous = await dina.in_group().send("/stats", anonymous=True)
    await dina.in_group().sees("не анонимно", after=anonymous)
    assert "Оплаченных периодов нет" in await answer(dina, f"/tariff {ROMASHKA}")
    await stage.settled()
    await anna.does_not_see("закрыто")
