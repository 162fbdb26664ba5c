"""`python -m bot doctor`: what is right with the desk, what is wrong, and what to do about it. It changes nothing."""

import argparse
import asyncio
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address
from pathlib import Path

from bot import quick_types  # noqa: F401 -- before aiogram
from bot.doctor import page
from bot.doctor.examination import examine
from bot.doctor.subject import Subject
from bot.languages import Languages
from bot.rules.desk.findings import keeps_from_working
from bot.settings import Settings, survey


def add(parser: argparse.ArgumentParser) -> None:
    """Say what it takes."""
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of lines")


def run(arguments: argparse.Namespace) -> int:
    """Examine and print; 1 when something keeps the desk from working. Wrong settings are among what it finds."""
    return asyncio.run(report(os.environ, Path(".env"), as_json=arguments.json))


async def report(environ: Mapping[str, str], env_file: Path, *, as_json: bool = False) -> int:
    """Examine a desk with the settings of an environment and a file, and print; returns the exit status."""
    found = survey(environ, env_file)
    settings = found.settings
    subject = Subject(settings, _now, _now, _address(settings), found.faults, found.unknown)
    findings = await examine(subject)
    # Printed in here: a name server that does not answer may hold up the end of the loop, not the report.
    with Languages(settings.default_locale).speaking(settings.default_locale):
        if as_json:
            print(json.dumps(page.objects(findings, settings.timezone), ensure_ascii=False, indent=2), flush=True)
        else:
            print(*page.lines(findings, settings.timezone), sep="\n", flush=True)
    return int(keeps_from_working(findings))


def _now() -> datetime:
    return datetime.now(UTC)


def _address(settings: Settings) -> str | None:
    """Return where a desk with these settings answers on this machine; None: on any free port."""
    if settings.http_port == 0:
        return None
    return f"http://{_reachable(settings.http_host)}:{settings.http_port}"


def _reachable(host: str) -> str:
    """Return a host as others call it: one that stands for every address is called by that of this machine."""
    try:
        address = ip_address(host)
    except ValueError:  # a name
        return host
    if isinstance(address, IPv6Address):
        return "[::1]" if address.is_unspecified else f"[{address}]"
    return "127.0.0.1" if address.is_unspecified else str(address)
