"""In which encoding a table was saved: labelled cases, of which half was kept apart while the rule was made."""

import pytest

from bot.rules.guide.encodings import ENCODINGS, guessed

SEEN = (
    "Название;Ссылка\nВход в систему;https://tbshelp.ru/a",
    "Как войти в личный кабинет",
    "Прайс-лист",
    "Оплата счёта",
    "НАЗВАНИЕ;ССЫЛКА\nВХОД;https://t.ru",
    "Вход",
    "Ошибка «Доступ запрещён»",
    "Загрузка прайс-листа из Excel",
    "название;ссылка\nкак загрузить каталог;https://t.ru/1",
    "Что делать, если не приходит письмо — ответы",
    "ЭДО",
    "Настройка фильтров № 5",
    "Регистрация поставщика и подтверждение e-mail",
    "Я забыл пароль",
    "Ещё раз о сертификатах",
)
APART = (
    "Заголовок;Адрес\nСмена пароля;https://tbshelp.ru/b",
    "Подключение электронной подписи",
    "Тарифы",
    "Журнал событий",
    "ИНСТРУКЦИЯ ПО РАБОТЕ С ЗАКАЗАМИ",
    "Заказ",
    "Кнопка «Отправить» недоступна",
    "Выгрузка отчёта в 1С",
    "наименование;url\nправа доступа;https://t.ru/2",
    "Частые вопросы — и ответы на них",
    "ИНН",
    "Раздел № 12: возврат товара",
    "Уведомления по SMS и e-mail",
    "Юридический адрес",
    "Объявления и съёмка",
    "Гость",
    "Ящик",
    "ФИО",
    "цены",
    "Область поиска; щит",
    "Щёлкните мышью",
    "Заявка на обучение;https://tbshelp.ru/c",
    "Добавление пользователей",
    "Участники",
    "Каталог товаров и услуг",
    "ЧТО НОВОГО",
    "Поиск",
    "Сообщение «Сессия истекла»",
    "Импорт заказов в формате XML",
    "адрес;название\nhttps://t.ru/3;шаблоны писем",
    "Почему не открывается страница — причины",
    "КПП",
    "Таблица № 3 (цены)",
    "Интеграция с CRM через API",
    "Электронная площадка",
    "Эксперименты и съёмные носители",
    "Чек",
    "Эхо",
    "Бухгалтерия",
    "номер",
    "Хранение; язык",
    "Ёлка и ёж",
    "Название\tСсылка\nАрхив\thttps://t.ru",
    "Жалобы…",
    "Я и вы",
    "Отчёт за I квартал 2026 г.",
    "Цена: 1 500 руб.",
)


def saved(text: str) -> list[tuple[str, bytes]]:
    """The text in each encoding that has its signs."""
    found = []
    for encoding in ENCODINGS:
        try:
            found.append((encoding, text.encode(encoding)))
        except UnicodeEncodeError:
            continue
    return found


@pytest.mark.parametrize("text", [*SEEN, *APART])
@pytest.mark.parametrize("head", ["Название;Ссылка\n", "НАИМЕНОВАНИЕ;АДРЕС;ТЕКСТ\n"])
def test_a_table_is_read_in_whatever_encoding_it_was_saved(text: str, head: str):
    table = f"{head}{text};https://tbshelp.ru/a\n"
    for encoding, data in saved(table):
        assert guessed(data) == table, encoding


@pytest.mark.parametrize("text", [each for each in (*SEEN, *APART) if len(each) > 9])
def test_of_a_single_line_nothing_wrong_is_taken(text: str):
    """Where two readings are about equal, the file is refused."""
    for line in (text, f"название;ссылка\n{text};https://tbshelp.ru/a\n"):
        for encoding, data in saved(line):
            assert guessed(data) in (line, None), encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(("Café à la crème, naïve", "latin-1"), ("Größe;https://t.de", "latin-1"), ("Žluťoučký kůň", "cp1250")),
        *(("日本語のページ", "shift_jis"), ("中文标题网站", "gbk")),
    ],
)
def test_other_languages_are_not_taken_for_russian(text: str, encoding: str):
    assert guessed(text.encode(encoding)) is None


def test_other_letters_of_windows_are_kept_and_ascii_is_itself():
    assert guessed("Вхід до системи;https://t.ua".encode("cp1251")) == "Вхід до системи;https://t.ua"
    assert guessed(b"title;https://t.ru") == "title;https://t.ru"
