"""A copy of a PostgreSQL database, made by PostgreSQL's own programs."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from db.backups.folder import BackupError


def dump(url: URL, target: Path) -> None:
    """Write one state of a database into a file, in the format of pg_restore. Raises BackupError."""
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupError(
            "pg_dump is not installed: install PostgreSQL's client programs (postgresql-client on Debian), "
            "not older than the server"
        )
    command = [program, "--format=custom", "--no-password", "--file", str(target)]
    done = subprocess.run(command, env=os.environ | environment(url), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "error" in line] or [f"it ended with {done.returncode}"]
        raise BackupError(f"no backup was made: {said[0]}")


def environment(url: URL) -> dict[str, str]:
    """Return what PostgreSQL's programs are told of a database: a password does not belong into a command line."""
    host, mode = (_text(url.query.get(name)) for name in ("host", "ssl"))
    told = {
        "PGHOST": url.host or host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": mode,
    }
    return {name: str(value) for name, value in told.items() if value}


def restoring_command(url: URL, file: Path) -> str:
    """Return the line that puts a dump in the place of a database; the password is asked for."""
    told = environment(url)
    names = {"--host": "PGHOST", "--port": "PGPORT", "--username": "PGUSER", "--dbname": "PGDATABASE"}
    options = [f"{option}={told[name]}" for option, name in names.items() if name in told]
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", *options, str(file)]
    return shlex.join(command)


def _text(value: str | tuple[str, ...] | None) -> str | None:
    return value if value is None or isinstance(value, str) else value[0]
