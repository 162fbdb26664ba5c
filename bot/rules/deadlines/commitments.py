"""Words by which the desk commits itself (3.4): «исправим», «коллеги позвонят», «обновление выйдет», «дайте мне час».

Forms are made from stems and endings. What others will do («поставщик отгрузит»), what ends by itself («тариф
закончится») and what is disclaimed («не обещаю, что») commits nobody. Texts are as `time_words.spelled` returns them.
"""

import re

_CONJUGATIONS = (
    (
        "ю им ит ят",
        "(?:пере|до)?провер уточн (?:на|пере|по)стро устран выполн выясн замен измен удал дополн (?:пере|по)звон",
        "ускор объясн почин сохран сравн продл",
    ),
    (
        "лю им ит ят",
        "(?:ис|по)прав (?:от|на)прав подготов восстанов добав обнов оформ предостав (?:у|вы|по)став",
        "(?:у|пере|на)станов объяв появ справ управ",
    ),
    ("у им ит ат", "сообщ (?:за|о)конч заверш реш получ (?:под|пере|от|в)ключ"),
    ("жу зим зит зят", "(?:за|вы|пере)гру"),
    ("чу тим тит тят", "отве возвра"),
    ("жу дим дит дят", "подтвер освобо"),
    ("щу стим стит стят", "разме (?:вы|за|переза|до)пу"),
    ("рю рим рит рят", "посмот рассмот"),
    (
        "у ем ет ут",
        "(?:на|о|от|под|до|вы|пере)пиш (?:раз|со)бер верн найд (?:в|пере)нес подним начн займ свяж (?:под|рас)скаж",
    ),
    (
        "ю ем ет ют",
        "(?:с|пере|до)?дела (?:от|за)кро (?:до|раз|об|за|от)работа (?:при|вы|пере|до)шл успе согласу опублику",
        "(?:про)?информиру гарантиру обеща постара пересчита (?:про)?анализиру (?:про)?тестиру узна синхронизиру",
    ),
    ("м дим ст дут", "(?:пере|вы|соз|от)?да"),
)
"""Endings of the first person, one and many, and of the third; the stems that take them."""


def _forms(*persons: int) -> str:
    return "|".join(
        f"(?:{'|'.join(' '.join(stems).split())})(?:{'|'.join(endings.split()[person] for person in persons)})"
        for endings, *stems in _CONJUGATIONS
    )


_OURS = re.compile(
    rf"\b(?<!не )(?:(?:{_forms(0, 1)})(?:сь|ся)?|обещают|за нами"
    "|(?:планируем|рассчитываем|надеемся|собираемся|намерены|постараемся|сможем|готовы"
    "|должны) (?:[а-я]+ )?[а-я]+т(?:ь|ься)"
    "|буд(?:у|ем) (?!работать)[а-я]+ть"
    "|(?:дайте|дай) (?:мне|нам|еще)|(?:мне|нам) (?:еще )?(?:нуж[а-я]+|понадобится|потребуется)"
    r"|(?:i|we)(?:'ll| will| shall| promise| are going to| am going to| plan to| expect to| hope to| need)"
    r"|you will (?:get|have|receive|hear)|will (?:be (?:ready|done|fixed|sent|solved)|get back)|give (?:me|us)"
    r"|(?:colleagues?|developers?|specialist|team|engineers?|manager) will|it'll be)\b"
)
_THEIRS = re.compile(
    rf"\b(?<!не )(?:(?:{_forms(3)})(?:ся)?|(?:{_forms(2)})ся"
    "|заработа(?:ет|ют)|появ(?:ится|ятся)|(?:при|вый|вой|уй)(?:дет|дут)|поступ(?:ит|ят)"
    "|получите|ста(?:нет|нут) (?!недоступ)[а-я]+|займ(?:ет|ут)|исчезнет|пройдет проверка"
    "|буд(?:ет|ут)(?! (?:недоступ|работать|закрыт|выходн|перерыв|доставл|отгруж|оплач|проводит|технич|удобно|идти"
    "|действ))"
    "|(?:за)?планир(?:овано|ован|ована|ованы|уется)(?: на| к)?(?=[^а-я]|$)|ожида(?:ется|ются)"
    "|ожидаем (?:исправлени|обновлени|релиз|решени|доработк|ответ (?:от|разработ))[а-я]*"
    "|(?:will be|is|are) (?:planned|scheduled|expected))(?![а-я])"
)
_OURSELVES = re.compile(
    rf"\b(?:коллег|разработчик|специалист|менеджер|инженер|программист|сотрудник|юрист|бухгалтер|отдел|команд"
    rf"|техподдержк|служб)"
    rf"[а-я]*\b.*?\b(?<!не )(?:{_forms(2)})\b"
)
_OTHERS = re.compile(
    r"\b(?:(?:заказчик|поставщик|контрагент|клиент|банк|курьер)и?|покупател[ьи]|доставка|доставят|отгруз[а-я]+|вы"
    r"|ваш[а-я]+ "
    r"(?:коллег|сотрудник|бухгалтер|юрист|менеджер)[а-я]*|плановые|технические работы)\b"
)
_EXPIRES = re.compile(
    r"\b(?:акци|скидк|подписк|сертификат|сесси|срок|тариф|период|лицензи|договор|доступ|подпис|парол|ссылк|офис"
    r"|магазин)[а-я]*"
    r"\b.*\b(?:(?:о|за)?кончится|завершится|закроется|прекратится|отключится|истеч)"
)
_CONDITION = re.compile(r"\b(?:если|когда|как только|пока|if|when|once)\b")
_DISCLAIMED = re.compile(
    r"\bне (?:обеща|гарантир|знаю|уверен|факт|раньше|ранее)|обычно|как правило|по регламенту|^раньше\b"
    r"|\b(?:usually|normally|cannot|can't|not sure)\b"
)

_NEEDS = re.compile(
    r"\b(?:(?:дайте|дай) (?:мне|нам|еще)|(?:мне|нам) (?:еще )?(?:нуж[а-я]+|понадобится|потребуется)|займ(?:ет|ут)|срок"
    r"|give (?:me|us)|(?:i|we) need|it will take)\b"
)


def commits(clause: str) -> bool:
    """Tell whether a clause says that the desk, or what is in its hands, will do something."""
    if _CONDITION.search(clause):
        return False
    if _OURS.search(clause) or _OURSELVES.search(clause):
        return True
    return bool(_THEIRS.search(clause)) and not _OTHERS.search(clause) and not _EXPIRES.search(clause)


def disclaimed(sentence: str) -> bool:
    """Tell whether a sentence says that nothing is promised, or how it usually is."""
    return _DISCLAIMED.search(sentence) is not None


def needs_time(clause: str) -> bool:
    """Tell whether a bare span in a clause is what we ask for: «дайте мне час», «проверка займёт два дня»."""
    return _NEEDS.search(clause) is not None
