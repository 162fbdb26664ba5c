"""The demo's people and their group."""

from bot.sandbox.objects import RIGHTS
from bot.sandbox.world import Chat, Member, User, World

BOT_ID = 1000
ANNA, BORIS, VERA, GLEB, DINA = 101, 102, 201, 202, 301
GROUP, BASIC_GROUP = -1001000000001, -500
BOT_RIGHTS = frozenset({"can_manage_chat", "can_manage_topics", "can_delete_messages", "can_pin_messages"})


def add_basic_group(world: World) -> Chat:
    """A basic group of the supervisor and an operator with the bot as a plain member: what an upgrade needs."""
    group = Chat(BASIC_GROUP, "group", "Вторая линия")
    group.members = {DINA: Member("creator"), VERA: Member(), world.bot.id: Member()}
    world.chats[group.id] = group
    return group


def seed_empty(world: World) -> None:
    """The demo's people before their desk is in service: nobody ever started the bot, and it is in none of the groups.

    One group has topics, the other has yet to get them.
    """
    seed(world)
    add_basic_group(world)
    for group in (world.chats[GROUP], world.chats[BASIC_GROUP]):
        del group.members[world.bot.id]
    for person in world.users.values():
        person.started = False
    world.users[DINA].note = "создаёт поддержку"


def new_world() -> World:
    """A world with nobody in it but the bot."""
    bot = User(BOT_ID, "Электронный Ордер · поддержка", username="eo_support_bot", role="bot", is_bot=True)
    world = World(bot)
    world.users[bot.id] = bot
    return world


def seed(world: World) -> None:
    """Two requesters, two operators and a supervisor, and the forum the bot administers."""
    people = (
        User(
            ANNA, "Анна", "Смирнова", "anna_smirnova", "requester", "ООО «Ромашка» · тариф «Базовый» · ИНН 7707083893"
        ),
        User(
            BORIS,
            "Борис",
            "Кузнецов",
            "boris_kuznetsov",
            "requester",
            "АО «Вектор» · тариф «Расширенный» · ИНН 7736050003",
        ),
        User(VERA, "Вера", "Орлова", "vera_orlova", "operator", "оператор", started=True),
        User(GLEB, "Глеб", "Соколов", "gleb_sokolov", "operator", "оператор", started=True),
        User(DINA, "Дина", "Павлова", "dina_pavlova", "supervisor", "руководитель", started=True),
    )
    for person in people:
        world.add_person(person)
    group = Chat(GROUP, "supergroup", "Поддержка ЭО", forum=True)
    group.members = {
        world.bot.id: Member("administrator", BOT_RIGHTS),
        DINA: Member("creator"),
        VERA: Member("administrator", frozenset(RIGHTS)),
        GLEB: Member(),
    }
    world.chats[group.id] = group
