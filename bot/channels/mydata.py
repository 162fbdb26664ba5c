"""What is stored about a person as a ZIP: JSON for programs, a page for people, and the files."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import PurePath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot.channels.channel import Ground
from bot.channels.errors import DeliveryError
from bot.phrasing import content_kind, moment, service
from bot.rules.files import File
from bot.rules.tickets.tickets import ticket_number
from db.people import forget, mydata

ROOM = 45_000_000
"""Bytes of files that go along: Telegram takes 50 MB, and the rest needs room."""
NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Packed:
    """The ZIP, and how many files are not in it: too big altogether, or not given out any more."""

    data: bytes
    left_out: int


async def packed(ground: Ground, person: int) -> Packed:
    """Pack all about a person, in the language of the moment."""
    async with ground.database.long_reading() as connection:
        found = await mydata.everything(connection, await forget.subject(connection, person))
    contents, names = await _files(ground, found["files"])
    page = _page(found, names, ground.policy.zone)
    data = await asyncio.to_thread(_zipped, found, page, contents)
    return Packed(data, len(found["files"]) - len(contents))


async def _files(ground: Ground, rows: Sequence[Mapping[str, Any]]) -> tuple[dict[str, bytes], dict[int, str]]:
    """Return what files hold by their names in the ZIP, and those names by the files' ids."""
    contents: dict[str, bytes] = {}
    names: dict[int, str] = {}
    room = ROOM
    for row in rows:
        if (row["size"] or 0) > room:
            continue
        try:
            data = await ground.files.read(File(row["keeper"], row["key"]))
        except DeliveryError as error:
            if not error.permanent:
                raise
            continue  # the page says that it is not here
        if len(data) > room:
            continue
        room -= len(data)
        name = f"files/{row['id']}-{plain_name(row['name'])}"
        contents[name], names[row["id"]] = data, name
    return contents, names


def plain_name(name: str | None) -> str:
    """Return a name that no program takes for a path."""
    last = PurePath((name or "file").replace("\\", "/")).name or "file"
    return "".join(each for each in last if each.isprintable() and each not in '<>:"|?*')[-NAME_LIMIT:] or "file"


def _zipped(found: Mapping[str, Any], page: str, contents: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(found, ensure_ascii=False, indent=1, default=str))
        archive.writestr("index.html", page)
        for name, data in contents.items():
            archive.writestr(name, data)
    return out.getvalue()


def _page(found: Mapping[str, mydata.Rows], names: Mapping[int, str], zone: ZoneInfo) -> str:
    title = escape(_("Data about you"))
    parts = [f"<h1>{title}</h1>", *_who(found, zone), *_answers(found, zone), *_tickets(found, names, zone)]
    drafts = [each for each in found["messages"] if each["ticket"] is None]
    if drafts:
        heading = escape(_("Not sent yet"))
        parts += [f"<h2>{heading}</h2>", *(_message(each, names, zone) for each in drafts)]
    body = "\n".join(parts)
    return f'<!doctype html>\n<meta charset="utf-8">\n<title>{title}</title>\n{body}\n'


def _who(found: Mapping[str, mydata.Rows], zone: ZoneInfo) -> list[str]:
    accounts = [f"{each['channel']}: {each['name']} ({each['address']})" for each in found["accounts"]]
    stated = [
        f"{moment(each['recorded_at'], zone)}: {each['login']}; {each['surname']} {each['name']} "
        f"{each['patronymic'] or ''}; {each['inn']}; {each['company']}"
        for each in found["identities"]
    ]
    return [
        *_listed(_("Accounts"), accounts),
        *_listed(_("Login, full name, INN and company as you stated them"), stated),
    ]


def _answers(found: Mapping[str, mydata.Rows], zone: ZoneInfo) -> list[str]:
    answers = {
        "agreed": _("agreed"),
        "refused": _("refused"),
        "informed": _("informed"),
        "withdrawn": _("withdrawn"),
    }
    given = [
        f"{moment(each['answered_at'], zone)}: {answers[each['answer']]}, {each['version']}"
        for each in found["consents"]
    ]
    accepted = [f"{moment(each['accepted_at'], zone)}: {each['version']}" for each in found["acceptances"]]
    return [
        *_listed(_("Consent to the processing of personal data"), given),
        *_listed(_("Accepted regulation"), accepted),
    ]


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    items = "".join(f"<li>{escape(each)}</li>" for each in lines)
    return [f"<h2>{escape(heading)}</h2>", f"<ul>{items}</ul>"] if lines else []


def _tickets(found: Mapping[str, mydata.Rows], names: Mapping[int, str], zone: ZoneInfo) -> list[str]:
    parts = []
    for ticket in found["tickets"]:
        number = ticket["number"]
        heading = f"{ticket_number(number)} · {service(ticket['service'])} · {moment(ticket['opened_at'], zone)}"
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts += [_message(each, names, zone) for each in found["messages"] if each["ticket"] == number]
        if ticket["comment"]:
            comment = _("Comment on the rating: {text}").format(text=ticket["comment"])
            parts.append(f"<p>{escape(comment)}</p>")
    return parts


def _message(message: Mapping[str, Any], names: Mapping[int, str], zone: ZoneInfo) -> str:
    by = _("operator") if message["by_operator"] else _("you")
    words = message["html"].replace("\n", "<br>")
    file = message["file"]
    if file is not None:
        named = names.get(file)
        what = escape(content_kind(message["kind"]))
        missing = escape(_("{what} (not included)").format(what=content_kind(message["kind"])))
        link = f'<a href="{escape(named)}">{what}</a>' if named else missing
        words = f"{link} {words}"
    return f"<p><b>{escape(moment(message['sent_at'], zone))}, {escape(by)}:</b> {words}</p>"
