"""Endings of Russian words by declension and conjugation class.

Nouns and adjectives: nominative, genitive, dative, accusative, instrumental, prepositional, in singular and in plural.
«0» means no ending. Verbs: infinitive; past masculine, feminine, neuter, plural; imperative, singular and plural;
six persons; short passive participle, masculine, feminine, neuter, plural. The imperative comes before the persons, as
«запостите» asks rather than tells. «-» is a form that a verb does not have.
"""

MISSING = "-"
_PAST, _THIRD_PLURAL, _PASSIVE = 1, 12, 13
"""Places in a row of PERSONS."""
LOCATIVE = 5
"""Place of the prepositional singular."""
PLURAL = 6
"""Place of the first form in the plural."""

CASES: dict[str, str] = {
    "m": "0 а у 0 ом е ы ов ам ы ами ах",  # сервер
    "ma": "0 а у а ом е ы ов ам ов ами ах",  # абонент
    "mk": "0 а у 0 ом е и ов ам и ами ах",  # сервак
    "mka": "0 а у а ом е и ов ам ов ами ах",  # технарик
    "msh": "0 а у 0 ем е и ей ам и ами ах",  # платеж
    "ml": "ь я ю ь ем е и ей ям и ями ях",  # профиль
    "mla": "ь я ю я ем е и ей ям ей ями ях",  # пользователь
    "mj": "й я ю й ем е и ев ям и ями ях",  # сбой
    "mja": "й я ю я ем и и ев ям ев ями ях",  # гений
    "f": "а ы е у ой е ы 0 ам ы ами ах",  # винда, программа
    "fk": "а и е у ой е и 0 ам и ами ах",  # прога
    "fkk": "ка ки ке ку кой ке ки ок кам ки ками ках",  # загрузка, переноска
    "fke": "ка ки ке ку кой ке ки ек кам ки ками ках",  # рамочка
    "fsh": "а и е у ей е и 0 ам и ами ах",  # задача
    "fts": "а ы е у ей е ы 0 ам ы ами ах",  # таблица
    "fl": "я и е ю ей е и ь ям и ями ях",  # прокся
    "fi": "я и и ю ей и и й ям и ями ях",  # верси-я
    "fs": "ь и и ь ью и и ей ям и ями ях",  # сет-ь
    "n": "о а у о ом е а 0 ам а ами ах",  # письмо, устройство
    "ni": "е я ю е ем и я й ям я ями ях",  # обновлени-е
    "nd": "0 0 0 0 0 0 0 0 0 0 0 0",  # Windows
    "mok": "ок ка ку ок ком ке ки ков кам ки ками ках",  # снимок
    "pk": "- - - - - - и ов ам и ами ах",  # доки: only in the plural
    "am": "ый ого ому ый ым ом ые ых ым ые ыми ых",  # системн-ый
    "amj": "ий его ему ий им ем ие их им ие ими их",  # внешн-ий
    "amo": "ой ого ому ой ым ом ые ых ым ые ыми ых",  # мобильн-ой: запасн-ой
    "ama": "ый ого ому ого ым ом ые ых ым ых ыми ых",  # системн-ый администратор
    "amk": "ий ого ому ий им ом ие их им ие ими их",  # техническ-ий
    "af": "ая ой ой ую ой ой ые ых ым ые ыми ых",  # электронн-ая
    "afk": "ая ой ой ую ой ой ие их им ие ими их",  # техническ-ая
    "an": "ое ого ому ое ым ом ые ых ым ые ыми ых",  # мобильн-ое
    "ank": "ое ого ому ое им ом ие их им ие ими их",  # техническ-ое
}

ADJECTIVES: dict[str, str] = {
    "h": "ый ого ому ым ом ая ой ую ое ые ых ыми",
    "k": "ий ого ому им ом ая ой ую ое ие их ими",
    "s": "ий его ему им ем ая ей ую ее ие их ими",
}

PERSONS: dict[str, str] = {
    "ать": "ать ал ала ало али ай айте аю аешь ает аем аете ают ан ана ано аны",  # скачать, сделать
    "ять": "ять ял яла яло яли яй яйте яю яешь яет яем яете яют ян яна яно яны",  # проверять
    "ить": "ить ил ила ило или и ите ю ишь ит им ите ят ен ена ено ены",  # настроить: настро-ить
    "итьь": "ить ил ила ило или ь ьте ю ишь ит им ите ят ен ена ено ены",  # провер-ить: проверьте
    "литьь": "ить ил ила ило или ь ьте лю ишь ит им ите ят лен лена лено лены",  # исправ-ить: исправьте
    "ойть": "ить ил ила ило или й йте ю ишь ит им ите ят ен ена ено ены",  # настро-ить: настройте
    "нить": "нить нил нила нило нили нь ньте ню нишь нит ним ните нят нен нена нено нены",  # залоги-ниться
    "лить": "ить ил ила ило или и ите лю ишь ит им ите ят лен лена лено лены",  # установ-ить
    "шить": "ить ил ила ило или и ите у ишь ит им ите ат ен ена ено ены",  # заверш-ить
    "зить": "зить зил зила зило зили зи зите жу зишь зит зим зите зят жен жена жено жены",  # загру-зить
    "тить": "тить тил тила тило тили ти тите щу тишь тит тим тите тят щен щена щено щены",  # очис-тить is щу
    "чить": "тить тил тила тило тили ть тьте чу тишь тит тим тите тят чен чена чено чены",  # сабми-тить is чу
    "сить": "сить сил сила сило сили си сите шу сишь сит сим сите сят шен шена шено шены",  # пофик-сить
    "стить": "стить стил стила стило стили сти стите щу стишь стит стим стите стят щен щена щено щены",  # запу-стить
    "дить": "дить дил дила дило дили ди дите жу дишь дит дим дите дят жден ждена ждено ждены",  # подтвер-дить
    "нуть": "нуть нул нула нуло нули ни ните ну нешь нет нем нете нут нут нута нуто нуты",  # кликнуть
    "уть": "уть ул ула уло ули ь ьте у ешь ет ем ете ут ут ута уто уты",  # форвардн-уть: форвардните
    "овать": "овать овал овала овало овали уй уйте ую уешь ует уем уете уют ован ована овано ованы",  # копир-овать
    "жать": "жать жал жала жало жали жми жмите жму жмешь жмет жмем жмете жмут жат жата жато жаты",  # на-жать
    "лать": "слать слал слала слало слали шли шлите шлю шлешь шлет шлем шлете шлют слан слана слано сланы",  # при-слать
    "йти": "йти шел шла шло шли йди йдите йду йдешь йдет йдем йдете йдут - - - -",  # во-йти
    "писать": "сать сал сала сало сали ши шите шу шешь шет шем шете шут сан сана сано саны",  # напи-сать
    "еть": "еть ел ела ело ели и ите ю ишь ит им ите ят - - - -",  # смотр-еть
    "ивать": "ивать ивал ивала ивало ивали ивай ивайте иваю иваешь ивает иваем иваете ивают - - - -",
    "авать": "авать авал авала авало авали авай авайте аю аешь ает аем аете ают - - - -",  # переда-вать
    "ести": "сти л ла ло ли ди дите ду дешь дет дем дете дут ден дена дено дены",  # произве-сти
}


def cases(stem: str, kind: str) -> list[str]:
    """Decline a word; a form that it does not have is «-»."""
    return [_put(stem, ending) for ending in CASES[kind].split()]


def persons(stem: str, kind: str) -> list[str]:
    """Conjugate a verb; reflexive ones have a class that ends in «ся»."""
    forms = [_put(stem, ending) for ending in PERSONS[kind.removesuffix("ся")].split()]
    return [_reflexive(form) for form in forms[:13]] + [MISSING] * 4 if kind.endswith("ся") else forms


def adjective(stem: str, kind: str) -> list[str]:
    """Decline in every gender: «h» is «-ый», «k» «-ий» behind к, «s» a participle like «-вший»."""
    return [stem + ending for ending in ADJECTIVES[kind].split()]


def participles(stem: str, kind: str, *, rare: bool) -> list[str]:
    """Return the passive participles of a verb in every form; with `rare` the others too, and its gerunds."""
    past, third, passive = (
        _put(stem, PERSONS[kind.removesuffix("ся")].split()[at]) for at in (_PAST, _THIRD_PLURAL, _PASSIVE)
    )
    whole = passive + "н" if passive.endswith("н") else passive
    found = [] if passive == MISSING or kind.endswith("ся") else adjective(whole, "h")
    if rare:
        active = [*adjective(f"{past[:-1]}вш", "s"), *adjective(f"{third[:-1]}щ", "s")]
        found += (
            [f"{form}ся" for form in active] if kind.endswith("ся") else [*active, f"{past[:-1]}в", f"{third[:-2]}я"]
        )
    return found


def _put(stem: str, ending: str) -> str:
    return MISSING if ending == MISSING else stem + ending.replace("0", "")


def _reflexive(form: str) -> str:
    return MISSING if form == MISSING else form + ("сь" if form[-1] in "аеиоуыюя" else "ся")
