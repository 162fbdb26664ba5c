"""What can be said of deploy/Dockerfile without building it."""

import re
import tomllib

import pytest

from bot.settings import Settings, is_secret, load
from tests.deploy.dockerfile import ROOT, environment, of, sources, stages

BUILD, FINAL = stages()


def test_what_it_copies_is_there():
    assert [source for source in sources() if not (ROOT / source).exists()] == []


def test_the_builder_is_given_what_is_copied_and_nothing_else():
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    assert lines[0] == "*"
    assert sorted(line for line in lines if line.startswith("!")) == sorted(f"!{source}" for source in sources())
    assert not any(source in {".", "./"} for source in sources())


def test_both_stages_stand_on_one_release():
    (build,), (final,) = of("FROM", BUILD), of("FROM", FINAL)
    assert build == f"{final} AS build"
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", final)


def test_packages_come_by_the_lock_file_with_hashes_only():
    installs = [run for run in of("RUN", [*BUILD, *FINAL]) if "pip" in run and "install" in run]
    assert installs
    assert all("--require-hashes -r requirements/run.txt" in run for run in installs)


def test_it_runs_as_nobody_of_importance():
    ((user, group),) = (rest.split(":") for rest in of("USER", FINAL))
    made = next(run for run in of("RUN", FINAL) if "useradd" in run)
    assert int(user) == int(group) > 0
    assert f"--uid {user} " in made
    order = [step.word for step in FINAL]
    assert order.index("USER") > max(place for place, word in enumerate(order) if word in {"RUN", "COPY"})


def test_it_keeps_its_data_in_one_volume():
    assert of("VOLUME", FINAL) == ["/data"]
    assert re.search(
        r"install -d -o desk -g desk -m 700 /data /data/backups$", "\n".join(of("RUN", FINAL)), re.MULTILINE
    )
    settings = load(environment())
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:////data/desk.db"
    assert (str(settings.files_dir), str(settings.backup_dir)) == ("/data/files", "/data/backups")


def test_it_can_be_watched_and_stopped():
    assert of("STOPSIGNAL", FINAL) == ["SIGTERM"]
    assert of("EXPOSE", FINAL) == [str(Settings.model_fields["http_port"].default)]
    assert load(environment()).http_host == "0.0.0.0"
    assert of("HEALTHCHECK", FINAL)


@pytest.mark.parametrize("field", list(filter(is_secret, Settings.model_fields)))
def test_it_holds_no_secret(field: str):
    given = " ".join(of("ENV", [*BUILD, *FINAL]) + of("ARG", [*BUILD, *FINAL]))
    names = set(re.findall(r"([A-Z_]+)=?", given))
    assert field == "database_url" or not names & {field.upper(), f"{field.upper()}_FILE"}


def test_its_python_is_one_that_the_desk_runs_on():
    minor = int(of("FROM", FINAL)[0].split(":3.")[1].split("-")[0])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert minor >= int(project["requires-python"].removeprefix(">=3."))
