"""What requesters do again and again in conversations."""

from bot.sandbox.client import Person
from tests.factories import IDENTITY

ANSWERS = (IDENTITY["login"], "Смирнова Анна Ивановна", IDENTITY["inn"], IDENTITY["company"])

ODD = [
    "\u200b\u202e",
    "а" * 4096,
    "<b>Анна</b> & <script>",
    "\u202eанна\u202c",
    "🙂🙂🙂",
    "'; DROP TABLE people; --",
    "/etc/passwd; rm -rf /",
    "0000000000",
    "нет",
]
"""What people type by mistake, for fun, or to break in."""


GROUPS = {
    "Доступ в Систему": "Регистрация и доступ",
    "Верификация в Системе": "Регистрация и доступ",
    "Загрузка прайс-листа": "Каталог и цены",
    "Проверка корректности настроек каталога для отображения у Заказчика": "Каталог и цены",
}
"""Where services stand that conversations are about."""


async def identify(person: Person, *answers: str) -> None:
    """Answer the questions of the identification, and confirm."""
    for answer in answers or ANSWERS:
        await person.send(answer)
    await person.click("Всё верно")


async def choose(person: Person, service: str) -> None:
    """Choose a service, out of its group if it stands in one."""
    await person.sees("К какой услуге")
    if group := GROUPS.get(service):
        await person.click(group)
        await person.sees(f"{group}:")
    await person.click(service)


async def describe(person: Person, *texts: str) -> None:
    """Describe the question, and end the description."""
    await person.sees("Опишите, пожалуйста, ваш вопрос")
    for text in texts:
        await person.send(text)
    await person.click("Готово")


async def begin_extension(topic: Person, choice: str = "+8 часов") -> None:
    """Choose how far to extend a deadline in a ticket's topic; the reason is asked for then, unless more is."""
    await topic.click("Продлить срок")
    await topic.click(choice)


async def extend(topic: Person, choice: str = "+8 часов", reason: str = "Ждём ответа банка", *, until: str) -> None:
    """Extend a deadline by hours until a moment that the card then shows."""
    await begin_extension(topic, choice)
    await topic.send(reason)
    await topic.sees(f"Срок: {until} МСК")
