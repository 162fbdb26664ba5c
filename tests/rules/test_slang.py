"""Slang and its proper terms (3.5). The sentences were written for these tests, in the manner of support desks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.moderation.lexicon.table import forms
from bot.rules.moderation.moderation import judge
from bot.rules.moderation.slang import corrected, is_advice, slang

SENTENCES = [
    ("прокся не пускает, а проксю сменили", "прокси-сервер не пускает, а прокси-сервер сменили"),
    ("На серваке стоит винда", "На сервере стоит Windows"),
    ("СЕРВАК недоступен", "СЕРВЕР недоступен"),
    ("Серваки и сервака, к серваку", "Серверы и сервера, к серверу"),
    ("Напишите сисадмину", "Напишите системному администратору"),
    ("Вы вышли из учётки?", "Вы вышли из учётной записи?"),
    ("Проапдейтьте прогу", "Обновите программу"),
    ("Перелогиньтесь, пожалуйста", "Авторизуйтесь повторно, пожалуйста"),
    ("Оперативки хватает, без оперативки никак", "Оперативной памяти хватает, без оперативной памяти никак"),
    ("Это по дефолту", "Это по умолчанию"),
    ("Щас посмотрю, спс", "Сейчас посмотрю, спасибо"),
    ("На проксе и в админке", "На прокси-сервере и в разделе администратора"),
    ("Вопрос по проксе", "Вопрос по прокси-серверу"),
    ("Доступ из админки, к админке", "Доступ из раздела администратора, к разделу администратора"),
    ("Сервачок с виндосом, в экселе", "Сервер с Windows, в Excel"),
    ("клава и КЛАВА", "клавиатура и КЛАВИАТУРА"),
]
ONLY_SHOWN = [
    ("Залогиньтесь и скиньте скрин на мыло", ["Залогиньтесь", "скиньте", "скрин", "на мыло"]),
    ("Мы пофиксили баг и задеплоили апдейт", ["пофиксили", "баг", "задеплоили", "апдейт"]),
    ("Чекните личку", ["Чекните", "личку"]),
    ("У юзеров глючит клава", ["юзеров", "глючит", "клава"]),
    ("Тыкните на кнопку", ["Тыкните"]),
    ("Он разлогинился", ["разлогинился"]),
    ("Сделайте бэкап конфига", ["бэкап", "конфига"]),
    ("Сервер упал, система тормозит", ["тормозит"]),
    ("Установите дрова на принтер", ["дрова"]),
    ("Запостите и зафиксите, логиньтесь", ["Запостите", "зафиксите", "логиньтесь"]),
    ("Лаги сайта — наш косяк", ["Лаги", "косяк"]),
    ("Накатите обновление, битый файл загуглите", ["Накатите", "битый", "загуглите"]),
    ("Работаю на удалёнке", ["удалёнке"]),
    ("Заскриньте эту страницу", ["Заскриньте"]),
    ("Пришлите скрин экрана", ["скрин"]),
    ("Зафиксим цену", ["Зафиксим"]),
    ("Сервак упал", ["Сервак"]),
    ("Залогиньтесь в систему", ["Залогиньтесь"]),
    ("Исправили два бага", ["бага"]),
    ("Скиньте, пожалуйста, номер", ["Скиньте"]),
    ("Пофикшенные баги, пофикшено", ["Пофикшенные", "баги", "пофикшено"]),
    ("Баг-то не тот, веб-прога тоже", ["Баг", "прога"]),
]
FINE = [
    "Проверьте прокси, логин и кэш браузера",
    "Мыло заканчивается, ось симметрии, дрова в печи, мать и камень",
    "Они выпили чай и запили водой",
    "Нормы времени, тип цен, типа цен, каталог товаров",
    "Ссылка: https://сервак.рф/винда, файл прога.xlsx, почта юзер@mail.ru, @винда",
    "Скидка: скинуть цену до 100 рублей",
    "Спросите Клаву Петровну, Клава сегодня работает",
    "Лаги половые, 20 лаг, дверной косяк",
    "Сервер доступен, интернет работает",
    "Прилагаем документы, полагаем, что этого хватит",
    "По 44-ФЗ и 223-ФЗ, файл до 5 МБ, 5 проц., бух. учёт, инф. письмо, табл. 3",
    "Без неё и с ней, оплата онлайн, пароль сброшен, нажмите «ОК»",
    "Люстра висит на крюке, объявление висит на стенде",
    "Снесли старый дом, ящик упал с погрузчика, тормозные колодки",
    "😀😀😀",
    "",
]


@pytest.mark.parametrize(("written", "proper"), SENTENCES)
def test_clause_3_5_slang_is_replaced_in_its_form_and_case(written: str, proper: str):
    found = slang(written, {})
    assert corrected(written, found) == judge(written, {}).corrected == proper
    assert all(written[each.start : each.end] == each.word for each in found)


@pytest.mark.parametrize(("written", "words"), ONLY_SHOWN)
def test_clause_3_5_words_are_shown_with_their_terms_where_these_cannot_just_be_put_in(written: str, words: list[str]):
    verdict = judge(written, {})
    assert [word for word, _ in verdict.slang] == words
    assert verdict.corrected is None


@pytest.mark.parametrize("text", FINE)
def test_clause_3_5_terms_ambiguous_words_and_addresses_pass(text: str):
    assert slang(text, {}) == ()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Платёжка прошла", False),
        ("Платёжка № 5 от 3 марта на 100 рублей вчера не пришла", False),
        ("Ваша платёжка ещё в пути", False),
        ("Платёжка не нужна", False),
        ("Проверьте новую платёжку", False),
        ("В вашей второй платёжке ошибка", False),
        ("Пришлите платёжку, которую оплатили", False),
        ("Софт обновлён", False),
        ("Ваш тикет закрыт", False),
        ("Прокся найдена", False),
        ("Проверьте платёжку", True),
        ("В платёжке ошибка", True),
        ("Платёжки прошли", False),
        ("Пришлите платёжки", False),
        ("Пришлите номер платёжки", True),
        ("После вашей учётки", True),
        ("Платёжками не пользуемся", True),
        ("Система работала. Платёжка в пути", True),
        ("Наша клава сломалась", True),
        ("Сервак доступен", True),
        ("Винда установлена", True),
        ("По новому тикету ответим завтра", True),
        ("Причина в новом баге", False),
        ("Причина в баге", True),
        ("Исправили два бага", False),
        ("Исправили пять багов", True),
        ("Обе платёжки не найдены", False),
    ],
)
def test_clause_3_5_a_term_is_not_put_where_words_agree_with_the_slang_or_its_number_is_in_doubt(text: str, fits: bool):
    (found,) = slang(text, {})
    assert found.fits is fits
    assert (judge(text, {}).corrected is not None) is fits


def test_no_term_is_slang_itself():
    for term in {form.term for form in forms().values()}:
        assert slang(term, {}) == ()
    for written, _ in SENTENCES:
        proper = corrected(written, slang(written, {}))
        assert slang(proper, {}) == ()


def test_a_companys_own_words_come_first_and_may_have_any_ending():
    own = {"эоха": "Электронный Ордер", "тикетниц*": "система обращений", "сервак": "узел"}
    assert corrected("Эоха пуста, в тикетнице пусто, сервак", slang("Эоха пуста, в тикетнице пусто, сервак", own)) == (
        "Электронный Ордер пуста, в система обращений пусто, узел"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Откройте 1Ску, 1ска-2.", "Откройте 1С, 1ска-2."),
        ("вин10 или вин8", "Windows 10 или Windows8"),
        ("Пара «ВИН10»", "Пара «WINDOWS 10»"),
        ("W7 стоит", "Windows 7 стоит"),
        ("тикет24у и тикет24", "заявка и заявка"),
        ("21ску, ску 1, 1 ску, а1ску, 1ску2, w70", "21ску, ску 1, 1 ску, а1ску, 1ску2, w70"),
        ("https://w7.рф/w7 и w7@example.ru", "https://w7.рф/w7 и w7@example.ru"),
    ],
)
def test_a_companys_own_words_may_have_digits(text: str, expected: str):
    own = {"1ску": "1С", "вин10": "Windows 10", "w7": "Windows 7", "тикет24*": "заявка", "вин*": "Windows"}
    assert corrected(text, slang(text, own)) == expected


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("İ сервак", {}, "İ сервер"),
        ("WİN стоит", {"win": "Windows"}, "WINDOWS стоит"),
        ("заявочка", {"зая*": "а", "заявочк*": "узлы", "заяв*": "б"}, "узлы"),
        ("a123", {"a*": "в", "a12*": "узлы", "a1*": "б"}, "узлы"),
        ("почта a@ сервак", {}, "почта a@ сервер"),
        ("a@b\nсервак c@d", {}, "a@b\nсервер c@d"),
        ("сервак a@b сервак", {}, "сервер a@b сервер"),
        ("сервак,сервак@b сервак", {}, "сервак,сервак@b сервер"),
    ],
)
def test_the_longest_beginning_counts_and_only_what_belongs_to_an_address_is_left(
    text: str, own: dict[str, str], expected: str
):
    assert corrected(text, slang(text, own)) == expected


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("Это по дефолту", {}, "Это по умолчанию"),
        ("W7 стоит", {"w7": "Windows 7"}, "Windows 7 стоит"),
        ("Платёжка прошла", {"платежка": "Оплата"}, "Оплата прошла"),
        ("Этого на щас хватит", {}, "Этого на сейчас хватит"),
    ],
)
def test_clause_3_5_phrases_and_own_words_can_always_be_replaced(text: str, own: dict[str, str], expected: str):
    assert judge(text, own).corrected == expected


def test_what_a_machine_says_is_quoted_as_it_is():
    verdict = judge("Ошибка <code>no винда</code> &amp; <pre>сервак</pre>, но винда", {})
    assert verdict.slang == (("винда", "Windows"),)
    assert verdict.corrected == "Ошибка <code>no винда</code> &amp; <pre>сервак</pre>, но Windows"


@given(st.text(alphabet=st.sampled_from("прокся винда сервак İß😀ё@./:-сокрщаз ПРОКСЯ") | st.characters(), max_size=60))
def test_positions_lie_in_the_text_and_what_is_corrected_needs_no_correction(text: str):
    found = slang(text, {})
    assert all(text[each.start : each.end] == each.word for each in found)
    assert [each.start for each in found] == sorted({each.start for each in found})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Хотелок накопилось много", "Хотелок"),
        ("Нужна тулза для проверки", "тулза"),
        ("Отчёт подглючивает", "подглючивает"),
        ("Пинганите нас завтра", "Пинганите"),
        ("Мы протупили", "протупили"),
        ("Ответьте реплаем", "реплаем"),
        ("Снесите плагин", "Снесите"),
        ("Незалогиненный пользователь", "Незалогиненный"),
        ("Не парьтесь", "парьтесь"),
        ("Две локалки и пять виртуалок", "виртуалок"),
    ],
)
def test_clause_3_5_families_of_words_are_found_in_every_form(text: str, word: str):
    assert word in [each for each, _ in judge(text, {}).slang]


@pytest.mark.parametrize(
    "text",
    ["Дефолт контрагента подтверждён судом", "Движок мотоблока бензиновый", "Забейте гвозди", "Митинг у администрации"],
)
def test_clause_3_5_the_same_words_about_things_pass(text: str):
    assert judge(text, {}).slang == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Вас разбанили", "разблокировать"),
        ("Вас забанили", "заблокировать"),
        ("Кнопку выпилили из раздела", "удалить"),
        ("Это юрики", "юридическое лицо"),
    ],
)
def test_clause_3_5_what_undoes_something_has_a_term_of_its_own(text: str, shown: str):
    assert [proper for _, proper in judge(text, {}).slang] == [shown]


@pytest.mark.parametrize(
    ("text", "proper"),
    [
        ("Скиньте снимок в чат", "Пришлите"),
        ("Скинь снимок в чат", "Пришлите"),
        ("Позже скину снимок в чат", "пришлю"),
        ("Мне нужно скинуть снимок в чат", "прислать"),
        ("Перезалейте файл", "Загрузите заново"),
        ("Заассайньте на меня", "Назначьте"),
    ],
)
def test_clause_3_5_what_asks_for_something_is_shown_as_a_request(text: str, proper: str):
    assert [each.proper for each in slang(text, {})] == [proper]


@pytest.mark.parametrize(
    ("proper", "advice"), [("без уменьшительных слов", True), ("Без таких слов", True), ("безналичный", False)]
)
def test_advice_how_to_do_without_a_word_is_no_term(proper: str, advice: bool):
    assert is_advice(proper) is advice
