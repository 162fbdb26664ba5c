"""`/mydata`: a requester takes along what is stored about them, and nothing of others (152-ФЗ)."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.channels import mydata
from bot.sandbox import cast
from bot.sandbox.client import Person
from tests.desks import Stage, playing
from tests.factories import open_ticket
from tests.flows.requester_steps import choose, describe, identify


async def archive(stage: Stage, person: Person) -> ZipFile:
    """Ask for the file, and open it."""
    await person.send("/mydata")
    await person.sees("Файл с данными о вас готовится")
    sent = await person.sees("Для чтения в архиве есть страница")
    assert sent.media
    return ZipFile(BytesIO(stage.sandbox.world.files[sent.media["file_id"]].data))


async def test_all_about_them_comes_as_json_a_page_and_files(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk, cast.BORIS, "Цены Бориса", login="boris@vector.example")
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Другой вопрос")
    await anna.send_file("Прайс.pdf", b"%PDF Anna", "document", "Каталог <пуст>")
    await anna.sees("Сообщений: 1")
    await anna.click("Готово")
    await anna.click("Отправить")
    topic = vera.in_topic("ЭО-2")
    await topic.sees("Смирнова")
    await topic.send("Кэш чистили?")
    await anna.sees("Кэш чистили?")
    await topic.send("//тайное от всех")
    await topic.send("/note Записка коллегам")
    await stage.settled()
    found = await archive(stage, anna)
    page, said = found.read("index.html").decode(), json.loads(found.read("data.json"))
    for part in (
        "Смирнова",
        "7707083893",
        "ЭО-2",
        "Каталог &lt;пуст&gt;",
        "Кэш чистили?",
        "дано",
        "anna@romashka.example",
    ):
        assert part in page
    assert [each["login"] for each in said["identities"]] == ["anna@romashka.example"]
    assert [each["number"] for each in said["tickets"]] == [2]
    [file] = [name for name in found.namelist() if name.startswith("files/")]
    assert file.endswith("-Прайс.pdf")
    assert found.read(file) == b"%PDF Anna"
    assert file in page
    for inside in ("тайное", "Записка", "Бориса"):
        assert inside not in page + json.dumps(said, ensure_ascii=False)
    assert "boris" not in (page + json.dumps(said)).casefold()


async def test_what_does_not_fit_is_left_out_and_said(sqlite_files, monkeypatch):
    monkeypatch.setattr(mydata, "ROOM", 10)
    async with playing(sqlite_files.new()) as stage:
        anna = stage.people["anna"]
        await anna.send("/new")
        await identify(anna)
        await choose(anna, "Другой вопрос")
        await anna.send_file("1.pdf", b"%PDF 1234567890", "document", "Раз")
        await describe(anna)
        await anna.click("Отправить")
        await anna.sees("под номером ЭО-1")
        found = await archive(stage, anna)
        await anna.sees("Не вошло файлов (слишком большие или больше недоступны): 1.")
        assert "не вошло" in found.read("index.html").decode()


async def test_who_has_asked_nothing_yet_gets_their_account(sqlite_files):
    async with playing(sqlite_files.new(), agreed=False) as stage:
        found = await archive(stage, stage.people["anna"])
        said = json.loads(found.read("data.json"))
        assert [each["address"] for each in said["accounts"]] == [str(cast.ANNA)]
        assert said["tickets"] == said["identities"] == said["messages"] == []


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("Прайс.pdf", "Прайс.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\a.exe", "a.exe"),
        ("/", "file"),
        ("", "file"),
        (None, "file"),
        ("\u202egnp.exe", "gnp.exe"),
        ("?*", "file"),
        ("а" * 300 + ".pdf", "а" * 76 + ".pdf"),
    ],
)
def test_no_name_of_a_file_leads_out_of_the_archive(name: str | None, packed: str):
    assert mydata.plain_name(name) == packed
