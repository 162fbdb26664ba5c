"""Supervisors import articles of the guide (3.6)."""

import asyncio
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from bot import clock
from bot.actions.guide import imports as actions
from bot.actions.work import Work
from bot.channels import tables
from bot.channels.files import Files
from bot.rules.files import File
from bot.sandbox.client import Person
from db.guide import articles
from tests.desks import Stage, telegram, working
from tests.guide import big, count

HEAD = "Название;Ссылка;Текст;Услуги;Язык;Удалить\n"


async def load(person: Person, name: str, data: bytes) -> None:
    await person.send("/start")
    await person.send_file(name, data, caption="/import")


async def test_good_rows_are_taken_and_bad_ones_are_named_with_their_lines(stage: Stage, dina: Person):
    rows = (
        "Вход;https://help.example.ru/login;Как войти;3;ru;\n"
        "Без ссылки;;;;;\n"
        "Плохая ссылка;tbshelp.ru/x;;;;\n"
        "Услуга;https://help.example.ru/y;;99;;\n"
        ";https://help.example.ru/z;;;;\n"
        "Язык;https://help.example.ru/l;;;de;\n"
    )
    await load(dina, "статьи.csv", (HEAD + rows).encode("cp1251"))
    told = (await dina.sees("статьи.csv: загружено.")).text
    assert "новых — 1, изменённых — 0, удалённых — 0" in told
    for line, why in ((3, "нет ссылки"), (4, "не ссылка"), (5, "99"), (6, "нет названия"), (7, "de")):
        assert f"строка {line}: " in told
        assert why in told
    await load(dina, "снова.csv", (HEAD + rows.splitlines()[0] + "\n").encode())
    same = (await dina.sees("снова.csv: загружено.")).text
    assert "новых — 0, изменённых — 0, удалённых — 0" in same
    assert "Без изменений: 1." in same
    again = "Вход в Систему;https://help.example.ru/login;;;;\nВход;https://help.example.ru/login;;;;да\n"
    await load(dina, "ещё.csv", (HEAD + again).encode())
    assert "новых — 0, изменённых — 1, удалённых — 1" in (await dina.sees("ещё.csv: загружено.")).text
    assert await count(stage) == 0


async def test_every_fault_of_a_row_is_named_at_once(stage: Stage, dina: Person):
    await load(dina, "раз.csv", (HEAD + ";tbshelp.ru/x;;99, 3, 44;de;может быть\n").encode())
    told = (await dina.sees("раз.csv: загружено.")).text
    assert "Не принята 1 строка" in told
    for why in ("«tbshelp.ru/x» — не ссылка", "99, 44", "de", "«может быть»"):
        assert why in told
    row = f"{'я' * 300};{'x' * 80};;{','.join(['77'] * 30)};{'y' * 80};{'z' * 80}\n"
    await load(dina, "два.csv", (HEAD + row * 20).encode())
    assert (await dina.sees("два.csv: загружено.")).text.endswith("…")


async def test_names_that_are_not_known_are_refused_and_what_was_there_stays(stage: Stage, dina: Person):
    link = "https://help.example.ru/a"
    await load(dina, "раз.csv", f"Название;Ссылка;Текст\nПрайс;{link};прежний\n".encode())
    await dina.sees("раз.csv: загружено.")
    await load(dina, "два.csv", f"Имя;Ссылка;Текст;Удалить\nПрайс;{link};новый;да\n".encode())
    told = (await dina.sees("два.csv: строка 1 похожа на названия столбцов")).text
    assert "название, ссылка, текст, видео, услуги, язык, удалить" in told
    await load(dina, "три.csv", f"Справочник\nНазвание;Ссылка;Удалить\nПрайс;{link};может быть\n".encode())
    told = (await dina.sees("три.csv: загружено.")).text
    assert "строка 1: стоит выше статей" in told
    assert "строка 3: «может быть» в столбце «удалить»" in told
    async with stage.desk.database.reading() as connection:
        assert [each.text for each in await articles.search(connection, ["прайс"], 5)] == ["прежний"]


async def test_a_file_of_a_server_with_local_paths_is_read_where_it_lies(stage: Stage, dina: Person, tmp_path: Path):
    stage.sandbox.world.local = tmp_path
    await load(dina, "статьи.csv", (HEAD + "Вход;https://help.example.ru/login;;;;\n").encode())
    await dina.sees("статьи.csv: загружено.")
    assert await count(stage) == 1


async def test_a_spreadsheet_and_a_sitemap_are_read(stage: Stage, dina: Person):
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["title", "link", "services"], ["Прайс-лист", "https://help.example.ru/price", 9], [None, None, None]):
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    await load(dina, "guide.xlsx", stream.getvalue())
    await dina.sees("guide.xlsx: загружено.")
    sitemap = "<urlset><url><loc>https://help.example.ru/kak-voiti.html</loc></url></urlset>"
    await load(dina, "sitemap.xml", sitemap.encode())
    await dina.sees("sitemap.xml: загружено.")
    await load(dina, "список.txt", "Оплата\thttps://help.example.ru/pay\n".encode())
    await dina.sees("список.txt: загружено.")
    async with stage.desk.database.reading() as connection:
        titles = {
            each.title for word in ("прайс", "voiti", "оплат") for each in await articles.search(connection, [word], 5)
        }
    assert titles == {"Прайс-лист", "Kak voiti", "Оплата"}


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("пусто.csv", b" ", "файл пуст"),
        ("не таблица.xlsx", b"PK\x03\x04 nonsense", "не удалось прочитать"),
        ("двоичный.csv", b"\x00\x01\x02" * 50, "не удалось прочитать"),
        ("столбцы.csv", "Название;Цвет\n".encode(), "столбца «Цвет» нет"),
        ("без ссылок.csv", "Название;Текст\nВход;…\n".encode(), "обязательны"),
    ],
)
async def test_a_file_that_is_no_table_is_refused_with_the_reason(
    stage: Stage, dina: Person, name: str, data: bytes, why: str
):
    await load(dina, name, data)
    await dina.sees(why)
    assert await count(stage) == 0


async def test_without_a_file_it_is_explained_and_others_may_not(stage: Stage, anna: Person, dina: Person):
    await dina.send("/import")
    assert "Статей в руководстве: 0" in (await dina.sees("с подписью /import")).text
    await anna.send("/import")
    await anna.sees("доступна только руководителям")
    await load(anna, "чужое.csv", HEAD.encode())
    await stage.settled()
    assert await count(stage) == 0


async def test_progress_is_shown_and_a_restart_goes_on_where_it_was(database_url: str, monkeypatch):
    monkeypatch.setattr(clock, "TICK_SECONDS", 0.02)
    monkeypatch.setattr(actions, "SHOWN_EVERY", actions.timedelta(0))
    monkeypatch.setattr(actions, "STEP", 10)
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address) as stage:
            dina = stage.people["dina"]
            await load(dina, "большая.csv", big(400))
            await dina.sees("загружено строк — 30 из 400", timeout=10)
        async with working(database_url, sandbox, address) as stage:
            await stage.people["dina"].sees("новых — 400", timeout=20)
            assert await count(stage) == 400


async def test_an_import_can_be_cancelled(stage: Stage, dina: Person, monkeypatch):
    monkeypatch.setattr(actions, "STEP", 1)
    await load(dina, "долгая.csv", big(400))
    await dina.click("Отмена")
    await dina.sees("загрузка отменена")
    assert await count(stage) < 400


async def test_what_is_cancelled_while_its_file_is_fetched_stays_so(stage: Stage, dina: Person, monkeypatch):
    fetched, cancelled = asyncio.Event(), asyncio.Event()

    async def slowly(self: Files, file: File) -> bytes:
        fetched.set()
        await cancelled.wait()
        return await quickly(self, file)

    quickly = Files.read
    monkeypatch.setattr(Files, "read", slowly)
    await load(dina, "долгая.csv", big(400))
    await fetched.wait()
    await dina.click("Отмена")
    await dina.sees("загрузка отменена")
    cancelled.set()
    await stage.settled()
    async with stage.desk.database.transaction() as connection:
        assert await actions.load(Work(connection, stage.desk.now(), stage.desk.policy)) == 0
    await dina.sees("загрузка отменена")
    assert await count(stage) == 0


async def test_a_spreadsheet_that_breaks_off_is_refused(stage: Stage, dina: Person):
    stream = BytesIO()
    openpyxl.Workbook().save(stream)
    spoilt = BytesIO()
    with ZipFile(stream) as good, ZipFile(spoilt, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name)[:60] if "sheet1" in name else good.read(name))
    await load(dina, "обрыв.xlsx", spoilt.getvalue())
    await dina.sees("не удалось прочитать")


async def test_a_row_that_no_database_would_take_holds_up_no_other(stage: Stage, dina: Person):
    rows = (
        f"Видео;https://help.example.ru/v;https://video.example.ru/{'я' * 600}\n"
        f"{'Слово ' * 20}\u202e;https://help.example.ru/w;\n"
    )
    await load(dina, "длинная.csv", ("Название;Ссылка;Видео\n" + rows).encode())
    assert "строка 2" in (await dina.sees("длинная.csv: загружено.")).text
    assert await count(stage) == 1
    await load(dina, f"{'имя' * 100}.csv", ("Название;Ссылка\nВход;https://help.example.ru/x\n").encode())
    await dina.sees("новых — 1")


async def test_links_to_a_host_count_as_long_as_an_article_is_on_it(stage: Stage, dina: Person):
    first, second = "https://Help.example.ru/1", "https://help.example.ru:8443?2"
    await load(dina, "две.csv", f"Название;Ссылка\nВход;{first}\nВыход;{second}\nДом;https://other.ru\n".encode())
    await dina.sees("новых — 3")
    for name, link, left in (("раз", first, {"help.example.ru", "other.ru"}), ("два", second, {"other.ru"})):
        await load(dina, f"{name}.csv", f"Название;Ссылка;Удалить\n;{link};да\n".encode())
        await dina.sees(f"{name}.csv: загружено.\nСтатьи: новых — 0, изменённых — 0, удалённых — 1")
        async with stage.desk.database.reading() as connection:
            assert set(await articles.hosts(connection)) == left


async def test_whatever_a_reader_stumbles_over_is_told_and_ends(stage: Stage, dina: Person, monkeypatch):
    monkeypatch.setattr(tables, "READER", "bot.channels.nowhere")
    await load(dina, "статьи.csv", HEAD.encode())
    await dina.sees("статьи.csv: файл не удалось прочитать")
    assert await count(stage) == 0


async def test_a_table_of_titles_with_links_behind_them_is_taken(stage: Stage, dina: Person):
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Статья", "Услуги"], ["Прайс-лист", 9], ["Вход"]):
        book.active.append(row)
    book.active["A2"].hyperlink = "https://help.example.ru/price"
    book.active["A3"] = '=HYPERLINK("https://help.example.ru/login","Вход")'
    stream = BytesIO()
    book.save(stream)
    await load(dina, "guide.xlsx", stream.getvalue())
    assert "новых — 2" in (await dina.sees("guide.xlsx: загружено.")).text
    async with stage.desk.database.reading() as connection:
        [found] = await articles.search(connection, ["прайс"], 5)
    assert (found.title, found.link, found.services) == ("Прайс-лист", "https://help.example.ru/price", (9,))


async def test_a_line_whose_quote_is_never_closed_is_named_and_the_others_are_taken(stage: Stage, dina: Person):
    lines = ["название;ссылка", '"Вход;https://t.ru/a', *(f"Статья {n};https://t.ru/{n}" for n in range(20))]
    await load(dina, "кавычка.csv", "\n".join(lines).encode())
    told = await dina.sees("Кавычка открыта и нигде не закрыта")
    assert "строка 2" in told.text
    assert await count(stage) == 20
