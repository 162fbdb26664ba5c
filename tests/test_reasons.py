"""What the machine says reaches people in their language; what is not known there stays in the log."""

import errno
import os
import sqlite3

import pytest

from bot.languages import Languages
from bot.reasons import known

SAID = {
    "there is no folder /b for backups: make it, or mount its disk (BACKUP_DIR)": "нет папки для резервных копий",
    "/b is too full for a backup: 70 MiB are needed, 3 MiB are free": "на диске не осталось места",
    f"no backup was made in /b: {os.strerror(errno.ENOSPC)}": "на диске не осталось места",
    f"no backup was made in /b: {os.strerror(errno.EROFS)}": "нет прав доступа",
    f"the folder /b for backups cannot be read: {os.strerror(errno.EACCES)}": "нет прав доступа",
    f"an old backup cannot be removed: /b/x: {os.strerror(errno.EACCES)}": "удалить старую резервную копию",
    "there is no database /d/desk.db (DATABASE_URL)": "нет файла базы данных",
    "/d/desk.db is damaged: Page 3: never used": "файл базы данных повреждён",
    "pg_dump is not installed: install PostgreSQL's client programs": "не установлена программа резервного копирования",
    'no backup was made: pg_dump: error: database "nowhere" does not exist': "на сервере нет такой базы данных",
    "[Errno 111] Connect call failed ('127.0.0.1', 25)": "в соединении отказано",
    os.strerror(errno.ECONNREFUSED): "в соединении отказано",
    os.strerror(errno.ECONNRESET): "соединение прервано",
    os.strerror(errno.ENETUNREACH): "сеть недоступна",
    os.strerror(errno.ETIMEDOUT): "ответ не пришёл вовремя",
    "[Errno -2] Name or service not known": "имя сервера не найдено",
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed": "сертификат не вызывает доверия",
}


@pytest.mark.parametrize("said", SAID)
def test_a_reason_of_the_machine_is_worded(said: str):
    with Languages("ru").speaking("ru"):
        assert SAID[said] in (known(said) or "")


def test_what_sqlite_says_of_a_damaged_file_is_worded(tmp_path):
    path = tmp_path / "x.db"
    path.write_bytes(b"SQLite format 3\0" + b"\1" * 4096)
    with pytest.raises(sqlite3.DatabaseError) as damaged, sqlite3.connect(path) as connection:
        connection.execute("select * from sqlite_master")
    with Languages("ru").speaking("ru"):
        assert known(str(damaged.value)) == "файл базы данных повреждён"


@pytest.mark.parametrize("said", ["", "Is a directory", "it ended with 1"])
def test_any_other_is_not_guessed(said: str):
    with Languages("ru").speaking("ru"):
        assert known(said) is None
