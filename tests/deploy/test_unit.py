"""deploy/order-desk.service by the tools of systemd, and what it promises."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import load
from tests.deploy.dockerfile import ROOT

UNIT = ROOT / "deploy" / "order-desk.service"
MOST_EXPOSURE = 2.5
analysed = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def lines(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT.read_text("utf-8"), re.MULTILINE)


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)


def verified(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """What systemd has against a unit whose program is there."""
    program = folder / "opt" / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    file = folder / UNIT.name
    file.write_text(text.replace("/opt/order-desk", str(folder / "opt")))
    return analyze("verify", "--man=no", str(file))


@analysed
def test_systemd_has_nothing_against_it(tmp_path: Path):
    found = verified(tmp_path, UNIT.read_text("utf-8"))
    assert (found.returncode, found.stderr) == (0, "")


@analysed
def test_systemd_would_notice_a_slip(tmp_path: Path):
    found = verified(tmp_path, UNIT.read_text("utf-8").replace("DynamicUser=yes", "DynamicUsers=yes"))
    assert "DynamicUsers" in found.stderr


@analysed
def test_its_exposure_is_low():
    found = analyze("security", "--offline=true", str(UNIT))
    rated = re.search(r"Overall exposure level for \S+: ([0-9.]+)", found.stdout)
    assert rated is not None, found.stderr
    assert float(rated[1]) < MOST_EXPOSURE


def test_secrets_come_as_credentials_of_the_same_name():
    loaded = {line.split(":")[0] for line in lines("LoadCredential")}
    read = {name: where for line in lines("Environment") for name, where in re.findall(r"(\w+_FILE)=%d/(\S+)", line)}
    assert set(read.values()) == loaded
    assert read == {"BOT_TOKEN_FILE": "bot-token"}
    commented = re.findall(
        r"^#   (?:Environment=(\w+)_FILE=%d/(\S+)|LoadCredential=(\S+?):)", UNIT.read_text("utf-8"), re.MULTILINE
    )
    assert commented == [("DATABASE_URL", "database-url", ""), ("", "", "database-url")]


def test_its_settings_are_known_and_in_its_own_folder():
    settings = load({}, ROOT / "deploy" / "order-desk.env")
    (folder, backups), *_ = (line.split() for line in lines("StateDirectory"))
    assert settings.model_fields_set == {"database_url", "files_dir", "backup_dir"}
    assert settings.database_url.get_secret_value() == f"sqlite+aiosqlite:////var/lib/{folder}/desk.db"
    assert str(settings.files_dir) == f"/var/lib/{folder}/files"
    assert str(settings.backup_dir) == f"/var/lib/{backups}"


def test_it_ends_before_it_is_killed_and_comes_back():
    assert int(*lines("TimeoutStopSec")) >= 10
    assert (lines("Restart"), lines("StartLimitIntervalSec")) == (["always"], ["0"])
    assert lines("KillSignal") == []  # SIGTERM


def test_the_words_of_an_administrator_run_as_the_unit_does():
    script = ROOT / "deploy" / "order-desk"
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
    words = shlex.split(script.read_text("utf-8").replace("\\\n", " "), comments=True)
    told = dict(word.removeprefix("--property=").split("=", 1) for word in words if word.startswith("--property="))
    assert told.keys() >= {"DynamicUser", "User", "StateDirectory", "WorkingDirectory", "EnvironmentFile"}
    assert {name: [value] for name, value in told.items()} == {name: lines(name) for name in told}
