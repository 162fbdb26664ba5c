"""deploy/compose.yaml by the schema of compose, and what it promises: hardened services, secrets in files, profiles."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.settings import load
from tests.deploy.dockerfile import ROOT, environment, of, stages

DEPLOY = ROOT / "deploy"
FILE = DEPLOY / "compose.yaml"
ALERT = re.compile(r"^\| [^|]+ \| `(.+?)`(?: for (\d+) minutes)? \| ", re.MULTILINE)


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


COMPOSE = read(FILE)
SERVICES: dict[str, Any] = COMPOSE["services"]
DESK = SERVICES["desk"]


def judge(file: Path) -> subprocess.CompletedProcess[str]:
    """Ask the schema that compose itself publishes."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_suits_the_schema():
    judged = judge(FILE)
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_the_schema_notices_a_slip(tmp_path: Path):
    (tmp_path / "compose.yaml").write_text(FILE.read_text("utf-8").replace("read_only:", "readonly:"))
    assert "readonly" in judge(tmp_path / "compose.yaml").stdout


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened_and_can_stop(name: str):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert int(service["stop_grace_period"].removesuffix("s")) >= 10
    assert any(mount.startswith("/tmp:") for mount in service["tmpfs"])
    assert "healthcheck" in service or of("HEALTHCHECK", stages()[1])


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_of_one_version(name: str):
    assert re.search(r":v?\d+(\.\d+)*(-[a-z]+)?$", SERVICES[name]["image"])


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_listens_but_on_this_machine(name: str):
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))
    assert "network_mode" not in SERVICES[name]


def test_the_desk_alone_starts_without_a_profile():
    assert {name: service.get("profiles") for name, service in SERVICES.items()} == {
        "desk": None,
        "postgres": ["postgres"],
        "prometheus": ["metrics"],
        "grafana": ["metrics"],
    }
    assert DESK["depends_on"] == {"postgres": {"condition": "service_healthy", "required": False}}


def test_the_image_of_the_desk_is_this_release():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert DESK["image"] == f"order-desk:{project['version']}"
    assert (DEPLOY / DESK["build"]["context"]).resolve() == ROOT
    assert (ROOT / DESK["build"]["dockerfile"]).exists()


def test_without_postgresql_the_database_is_that_of_the_image():
    default = re.fullmatch(r"\$\{DATABASE_URL_SECRET:-(.+)\}", COMPOSE["secrets"]["database_url"]["file"])
    assert default is not None
    assert (DEPLOY / default[1]).read_text("utf-8").strip() == environment()["DATABASE_URL"]


def test_the_desk_reads_its_secrets_from_files(tmp_path: Path):
    told = environment() | DESK["environment"]
    held = {"bot_token": "1000:token", "database_url": "postgresql+asyncpg://desk:word@postgres/desk"}
    for name, secret in held.items():
        (tmp_path / name).write_text(secret)
    settings = load({name: value.replace("/run/secrets", str(tmp_path)) for name, value in told.items()})
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == held["bot_token"]
    assert settings.database_url.get_secret_value() == held["database_url"]
    assert set(DESK["secrets"]) == held.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_every_secret_is_declared_and_kept_out_of_git(name: str):
    for secret in SERVICES[name].get("secrets", []):
        file = COMPOSE["secrets"][secret]["file"]
        ignored = subprocess.run(["git", "check-ignore", "--quiet", f"deploy/{file}"], cwd=ROOT, check=False)
        assert file.startswith("${") or ignored.returncode == 0
    values = SERVICES[name].get("environment", {})
    assert all(value.startswith("/run/secrets/") for key, value in values.items() if "PASSWORD" in key)


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_mounted_is_there(name: str):
    for source, *_ in (mount.split(":") for mount in SERVICES[name]["volumes"]):
        assert (DEPLOY / source).is_file() if source.startswith(".") else source in COMPOSE["volumes"]
    assert all(network in COMPOSE["networks"] for network in SERVICES[name]["networks"])


def test_prometheus_asks_the_desk_where_it_answers():
    (job,) = read(DEPLOY / "prometheus.yml")["scrape_configs"]
    (port,) = of("EXPOSE", stages()[1])
    assert (job["metrics_path"], job["static_configs"]) == ("/metrics", [{"targets": [f"desk:{port}"]}])
    assert set(DESK["networks"]) & set(SERVICES["prometheus"]["networks"])


def test_grafana_finds_prometheus_and_the_dashboard():
    (source,) = read(DEPLOY / "grafana" / "datasources.yaml")["datasources"]
    assert (source["type"], source["url"], source["isDefault"]) == ("prometheus", "http://prometheus:9090", True)
    (provider,) = read(DEPLOY / "grafana" / "dashboards.yaml")["providers"]
    assert f"../docs/grafana.json:{provider['options']['path']}/desk.json:ro" in SERVICES["grafana"]["volumes"]


def test_the_alerts_are_those_of_the_book():
    (group,) = read(DEPLOY / "alerts.yml")["groups"]
    assert all(isinstance(rule["alert"], str) for rule in group["rules"])
    book = ALERT.findall((ROOT / "docs" / "operations.md").read_text("utf-8"))
    assert [(rule["expr"], rule["for"]) for rule in group["rules"]] == [(asked, f"{m or 1}m") for asked, m in book]


def test_pg_dump_is_not_older_than_the_server():
    (server,) = re.findall(r"^postgres:(\d+)", SERVICES["postgres"]["image"])
    (client,) = re.findall(r"postgresql-client-(\d+)", " ".join(of("RUN", stages()[1])))
    assert int(client) >= int(server)
