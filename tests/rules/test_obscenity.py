"""Obscene words are found in every disguise, and innocent ones are left alone: innocent.txt and a whole dictionary."""

from pathlib import Path

import pymorphy3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.moderation import obscenity
from bot.rules.moderation.lexicon.obscene import BARE, CORES
from bot.rules.moderation.names import belongs_to
from bot.rules.moderation.obscenity import obscenities
from tests.rules.dictionary import forms_with

INNOCENT = [
    line
    for line in (Path(__file__).parent / "innocent.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
PLAIN = """
хуй хуйня хуёвый нахуй охуел охуенно охуевший хуячить захуярил дохуя нихуя похуй похую хуесос хули архихуй
пизда пиздец пиздёж спиздили распиздяй пиздобол распиздяйство припиздь опизденеть
ебать ёбаный ебаный уёбок уебок уёбище заебал заебись заёбанный наебали выёбывается отъебись долбоёб ёб въебал взъебал
подъёб разъёб мозгоёб ёбнулся ебанутый ебло еблан ебёт ебут проёб недоёб объебал злоебучий
бля блядь блять блядский выблядок мудак мудила мудозвон мудацкий гандон гондон пидор пидорас пидарас пидр
сука суки сучара сучий залупа манда дрочить надрочил жопа жопой жопный говно говнюк ублюдок шлюха
засрал насрать сраный срать обосрался ссать обоссался ссыкун трахать трахнул затрахали пердеть пердун
охуительно похуизм пездец пздц заебок наебка йобаный пидрила педики гавно засранец мудень шалава
дебил идиот кретины придурок тупица сволочь дурак дура недоумок мразь
хер херня нахер похер охерел херово херачить минетчица нихерасе
сцуко песдец пестец писдец ибанутый млять хуль хуита чмошник чмырь мразота рукожоп высер объебос еблан бздеть
""".split()  # noqa: SIM905
DISGUISED = """
х*й х**ня х@й х#й х$й нах*й на*** бл*ть бл@дь п***ц п*здец пи*дец пиз**ц е*ать ё*аный за*бал ху** пи*** бл*** су*а с*ка
г*вно ж*па му**к пид*р ХУЙ БЛЯТЬ ЕбАтЬ
xуй xyй хyй xyй пи3да nизда cyка cука 6лять eбать ебaть eбaть xуёвый
х.у.й х-у-й х_у_й х*у*й х/у/й хуууй хуййй блядььь сссука ссссука пиздееец ебаааать бляяя ххуй ссука
nахуй pizдец еbать п1зда хуi ѕука су4ка п1здец бл4дь м4дак оху3ть
ху.й бл.ядь пи-здец на-ху.й 1хуй хуй1 _хуй_ хуй-то
χуй п[и]здец х"у"й х+у+й х🍆й п🌸здец идинахуй пзидец Ⓧⓨⓙ
""".split()  # noqa: SIM905
APART = [
    "ху й",
    "х уй",
    "бл ять",
    "п\xa0изда",
    "х у й",
    "с у к а",
    "иди на х у й",
    "б л я д ь",
    "х  у  й",
    "ну и с у к а",
    "х у й с ним",
    "х\u00a0у\u00a0й",
]
UNSEEN = ["ху\u0301й", "х\u00adуй", "х\u200bуй", "хуи\u0306", "б\u2060л\u2060ять"]
FANCY = ["ｆｕｃｋ", "ｈｕｙ", "𝐟𝐮𝐜𝐤", "ⓕⓤⓒⓚ", "⒡⒰⒞⒦"]
LATIN = """
huy huynya nahuy nahui pizdec pizda blyad blyat blya suka ebat zaebal yobany dolboeb mudak pidor gandon zalupa govno
fuck fucking motherfucker shit bullshit bitch cunt asshole wanker whore f*ck f**k sh*t s**t b*tch fuuuck FUCK
""".split()  # noqa: SIM905

SIGNS = ".…-_%?!+•*@#$~=^&/|№§°×:;,'\"<>«»¿"
"""Signs in the place of letters."""
CUT = ["х{}й", "б{}я", "х{}йня", "п{}здец", "с{}ка", "бл{}дь", "за{}бал", "пи{}дец"]
THINGS = [
    "Чайник, укажите модель и мощность",
    "Свинья, выращенная на ферме, поставляется целиком",
    "Не курица, а индейка указана в заявке",
    "Вы, видимо, не получили письмо",
    "Мозги куриные в перечне субпродуктов отсутствуют",
    "Полный песец серебристый, шкурка",
    "Пухов Ебелинг Карл указан в договоре",
    "Гандонян Артур",
    "Говнюков — фамилия верная",
    "Блядов переулок переименован",
    "деревня Дерьмовочка",
    "Сучкова О. и Жопаева М. в комиссии",
    "размеры S+M+L и поля x+y+z",
    "датчик 🔧 и ремонт ✅",
    "тупой угол",
    "тупой нож",
    "козёл отпущения",
    "козёл для пилки",
    "осёл и пони",
    "слепой метод",
    "глухая стена",
    "больной доставлен",
    "закройте крышку",
    "закройте заявку",
    "заткните отверстие",
    "пошли дожди",
    "идите прямо до ворот",
    "отвалите камень от ворот",
    "лечение зубов",
    "голова насоса",
    "рассказ «Идиот»",
    "роман Достоевского «Идиот»",
    "Дураков Иван Петрович",
    "Сволочков Пётр Ильич",
    "господину Дуракову",
    "сука породы такса",
    "игра в дурака, карты",
    "Б.Я. Иванов",
    "г-на Иванова",
    "что-то не так",
    "и/о директора",
    "6-я позиция",
    "1-й этап",
    "price_2026-12.xlsx",
    "ну… хорошо",
    "вам нужен тупой конец",
    "ваш тупой нож заменим",
    "Воры — книга, 2 экз.",
    "Очки купите у поставщика",
    "Мы достали товар со склада",
    "Наушники для глухих помещений",
    "Понимаем ваши проблемы",
    "Артикул б2б, к2к, 3шт, х2р",
]
AT_A_PERSON = [
    "Вы, видимо, совсем тупая",
    "неадекват",
    "Слепые что ли, всё написано в инструкции",
    "Жулики, воры и мошенники",
    "Для особо одарённых повторяю",
    "Пошли вы",
    "Да кто вы такой, чтобы мне указывать",
    "Чушь несёте",
    "Читать научитесь",
    "Это ваши проблемы",
    "Разгильдяи",
    "Ваш закупщик — безмозглая курица",
    "Вы что, слепой",
    "Старая кошёлка, научитесь читать",
    "Овца, пароль ввести не можешь",
    "Клоун, а не специалист",
    "Не директор, а посмешище",
    "Полный лох придумал эту форму",
    "Ну вы и баран",
    "Вам давно пора к психиатру",
    "Плевать нам на ваши сроки",
    "Какого х... вы молчите",
    "Твою ж мать, опять отказ",
    "Нафиг такие сроки",
    "Вы тупой",
    "Какой же вы тупой",
    "Вы осёл",
    "Сам ты козёл",
    "Ваш директор — козёл",
    "Заткнитесь",
    "Закройте рот",
    "Пошёл вон",
    "Идите лесом",
    "Отвалите",
    "Вам лечиться надо",
    "С головой дружите?",
    "Руки у вас не из того места",
    "Не тупите",
    "Уроды, верните деньги",
    "Глаза разуйте",
    "Вы меня бесите",
]

OBSCENE_LEMMAS = frozenset(
    """
бля блядский блядь выблядок гандон говно говнюк дрочить ебальник еблан жопа заебись засраный засрать куннилингус мудак
мудила нахуй нехуй охуение охуенно охуенный пидарас пидор пидорас пизда пиздец пиздобол посрать сраный срать срач
ссать сука сучий трахануть траханье трахать трахаться трахнуть трахнуться ублюдок ублюдочно ублюдочный хер херня
херовый хуй хуйня хули хулить хуёво хуёвый шлюха ёбаный ахуй ахуеть дерьмо дерьмовый дерьмократ
    дерьмовее курва падла падло отсосать срань черножопый мля
    """.split()  # noqa: SIM905
)
"""What the dictionary has of obscene words. «хулить» is innocent, but its «хули» is rare and the other one is not."""

INSULTING_LEMMAS = frozenset(
    """
дебил дебильно дебильный дура дурак засранец идиот идиотина идиотка идиотски идиотский идиотство имбецил кретин
кретинка кретинский мразь недоумок педераст педерастический педерастия придурковатость придурковатый придурок
сволочить сволочиться сволочной сволочь тупица шалава шалавый дурачьё дурень дурында заколебать заколебаться нахал
нахалка отребье полудурок полудурье брехун брехунья дурочка дурища скупердяга скупердяй скупердяйка
    """.split()  # noqa: SIM905
)
"""What it has of insults."""

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
SUSPICIOUS = frozenset({*CORES, *"-'’.0123456789", *(3 * letter for letter in LETTERS)})
"""Parts one of which a word must have to be found."""


@pytest.mark.parametrize("word", [*PLAIN, *DISGUISED, *APART, *UNSEEN, *FANCY, *LATIN])
def test_clause_3_1_an_obscene_word_is_found_however_it_is_written(word: str):
    assert obscenities(word)
    assert obscenities(f"Добрый день! Вот «{word}», и всё.")


@pytest.mark.parametrize("sign", SIGNS)
def test_clause_3_1_any_printable_sign_may_stand_for_a_letter(sign: str):
    for word in CUT:
        assert obscenities(f"Да {word.format(sign)} опять")


@pytest.mark.parametrize("word", ["х..й", "п…ц", "п...ц", "х__ня", "з--бал", "бл…", "ху...", "*уй", "п-ц", "ох..ели"])
def test_clause_3_1_one_to_three_signs_stand_for_about_as_many_letters(word: str):
    assert obscenities(f"Да {word} опять")


@pytest.mark.parametrize("text", AT_A_PERSON)
def test_clause_3_1_an_insult_at_a_person_is_found(text: str):
    assert obscenities(text)
    assert obscenities(f"Добрый день. {text}.")


@pytest.mark.parametrize("text", THINGS)
def test_clause_3_1_the_same_words_about_things_and_names_pass(text: str):
    for written in (text, f"Добрый день, {text}, спасибо"):
        assert obscenities(written) == ()


@pytest.mark.parametrize(
    ("word", "names", "expected"),
    [
        ("Дураков", ["Дураков"], True),
        ("дуракову", ["Дураков"], True),
        ("Сука", ["Сука"], True),
        ("Суки", ["Сука"], True),
        ("дурак", ["Дураков"], False),
        ("Идиотов", ["Дураков"], False),
        ("сука", [], False),
    ],
)
def test_clause_3_1_a_name_is_known_in_every_case(word: str, names: list[str], expected: bool):
    assert belongs_to(word, names) is expected


@pytest.mark.parametrize("word", PLAIN)
def test_clause_3_1_a_plain_word_is_found_in_its_place_only(word: str):
    before, after = "Мы — команда, ", ", застрахуй рубль"
    (found,) = obscenities(f"{before}{word}{after}")
    assert (found.start, found.end, found.word) == (len(before), len(before) + len(word), word)


def test_clause_3_1_two_words_are_found_in_their_order():
    assert [each.word for each in obscenities("сука и х*й, fuck")] == ["сука", "х*й", "fuck"]


def test_clause_3_1_parts_of_one_word_are_one_finding():
    assert [each.word for each in obscenities("иди на-хуй")] == ["на-хуй"]


@pytest.mark.parametrize("text", ["хер-5", "ХЕР", "ХЕР - 5", "ХЕР.5", "ХУЙ-5", "ШЛЮХА", "Шлюхи"])
def test_clause_3_1_only_names_of_goods_and_people_are_excepted(text: str):
    assert obscenities(text)


@pytest.mark.parametrize("text", ["ХЕР-5", "артикул ХЕР5", "5-ХЕР, 2 шт.", "XEP-12", "ЧМО-3"])
def test_clause_3_1_a_name_of_goods_passes(text: str):
    assert obscenities(text) == ()


def test_blanks_to_fill_in_beside_a_stretched_word_are_no_word():
    assert obscenities("ООО «________», именуемое ___") == ()


def test_there_are_at_least_four_hundred_innocent_words():
    assert len(set(INNOCENT)) == len(INNOCENT) >= 400


@pytest.mark.parametrize("text", INNOCENT)
def test_clause_3_1_an_innocent_word_passes(text: str):
    for written in (text, text.upper(), text.capitalize()):
        assert obscenities(written) == ()


def test_clause_3_1_innocent_words_pass_side_by_side():
    assert obscenities("; ".join(INNOCENT)) == ()


def test_clause_3_1_in_the_whole_dictionary_only_the_obscene_are_found():
    analyzer, known = pymorphy3.MorphAnalyzer(), OBSCENE_LEMMAS | INSULTING_LEMMAS
    forms = list(forms_with(analyzer.dictionary.words, SUSPICIOUS))
    assert len(forms) > 100_000
    found = {each.word for each in obscenities("\n".join(forms))}
    assert {form for form in found if known.isdisjoint(each.normal_form for each in analyzer.parse(form))} == set()


@given(st.text(alphabet=LETTERS).filter(lambda word: not any(part in word for part in SUSPICIOUS)))
def test_a_word_of_the_dictionary_is_innocent_without_a_core_a_sign_or_a_stretched_letter(word: str):
    assert obscenities(word) == ()


def test_every_word_that_a_mask_may_hide_is_obscene_and_has_a_core():
    for word in BARE:
        assert obscenity.is_obscene(word)
        assert any(core in word for core in CORES)


@given(
    st.text(alphabet=st.sampled_from("хуйебляпиздасксу *@.-_ё0346xyaİßﬃ\u0301\u00ad") | st.characters(), max_size=80)
)
def test_positions_lie_in_the_text_and_no_text_is_too_much(text: str):
    found = obscenities(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(text[each.start : each.end] == each.word for each in found)
    assert list(found) == sorted(found, key=lambda each: each.start)


@given(st.text(max_size=40), st.sampled_from(["хуй", "б***ь", "сука", "xyй"]))
def test_no_surroundings_hide_a_word(text: str, word: str):
    assert any(word in each.word for each in obscenities(f"{text} — {word} — {text}"))


@pytest.mark.parametrize(
    "piece", ["х ", "ху", "х*", "*", "хуй ", "еб-", "a", "aя", "ааа", "п**", "\u0301х", "İ", "ебx"]
)
def test_twice_the_text_is_twice_the_work(piece: str, monkeypatch):
    """Counts the letters that are looked at closely; a word counts once for every core it has."""
    looked = 0
    really = obscenity.is_obscene

    def counting(word: str) -> bool:
        nonlocal looked
        looked += len(word)
        return really(word)

    monkeypatch.setattr(obscenity, "is_obscene", counting)
    work = []
    for size in (1024, 2048, 4096):
        looked = 0
        obscenities(piece * size)
        work.append(looked)
    assert work[1] <= 2.1 * work[0] + 16
    assert work[2] <= 2.1 * work[1] + 16


@pytest.mark.parametrize("text", ["100 у. е. б/у", "У. Е. Б.", "Цена 10 у.е. б", "еб", "Е. Б. Иванова"])
def test_clause_3_1_what_initials_and_units_make_is_no_word(text: str):
    assert obscenities(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Иди }{уй знает куда",
        "Полная }|{опа",
        "}{yй",
        "бл9дь опять",
        "6л9дь",
        "блR дь",
        "Суk@, читайте",
        "пid0p",
        ")(уйня",
    ],
)
def test_clause_3_1_signs_and_digits_that_look_like_letters_hide_nothing(text: str):
    (found,) = obscenities(f"Да, {text}")
    assert found.word in text


@pytest.mark.parametrize(
    "text",
    [
        "Ну и баран же вы",
        "Вы жалкий лжец",
        "У вас мозгов как у курицы",
        "Куриные у вас мозги",
        "Таких бестолочей поискать",
        "Вы как баран упёрлись",
        "Вы неадекватны",
        "Да пошли вы",
        "Олень, ты где",
    ],
)
def test_clause_3_1_an_animal_or_a_trait_said_of_a_person_is_an_insult(text: str):
    assert obscenities(f"{text}.")


@pytest.mark.parametrize(
    "text",
    [
        "Полный козел отопления заказан",
        "Олень, вы указали в заявке, снят с продажи",
        "Корова, вы писали, отгружена",
        "Мозги куриные в каталоге есть",
        "Они пошли вместе на склад",
        "Блок 6 л, 9 дюймов",
        "if (a) { b } {c}",
    ],
)
def test_clause_3_1_an_animal_alone_or_signs_of_code_are_nothing(text: str):
    assert obscenities(text) == ()
