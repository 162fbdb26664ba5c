"""A Bot API call over HTTP becomes aiogram's own method model, checked by pydantic."""

import json
import re
from typing import Any, get_args
from urllib.parse import unquote

from aiogram import methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiohttp import BodyPartReader, web
from aiohttp.hdrs import CONTENT_DISPOSITION
from aiohttp.http import HttpProcessingError
from pydantic import BaseModel, ValidationError

from bot.sandbox.files import FIELDS, UPLOAD_LIMIT
from bot.sandbox.refusals import Refusal, bad, too_large
from bot.sandbox.world import JSON

MODELS: dict[str, type[TelegramMethod[Any]]] = {
    model.__api_method__.lower(): model
    for model in (getattr(methods, name) for name in methods.__all__)
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}
KEYBOARDS: dict[str, type[BaseModel]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
_PARAMETER = re.compile(r';\s*(name|filename)(\*?)=(?:"((?:\\.|[^"\\])*)"|([^\s;"]*))', re.IGNORECASE)
MOST_DEPTH = 60
EMPTY = {"text": "message text is empty", "chat_id": "chat_id is empty", "name": "topic name must be non-empty"}


FILE_FIELDS = {*FIELDS, "media", "thumbnail", "cover", "certificate"}
UNSUPPORTED = {
    "business_connection_id",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "inline_message_id",
    "receiver_user_id",
    "suggested_post_parameters",
}


async def read_call(request: web.Request, name: str) -> TelegramMethod[Any]:
    """The call of a method's lower-case name; Refusal when its parameters are wrong."""
    return build(MODELS[name], await fields_of(request))


async def fields_of(request: web.Request) -> JSON:
    """Parameters from the query string and the body, uploads as BufferedInputFile; Refusal when they are none."""
    try:
        return await _parsed(request)
    except UnicodeError:
        raise
    except (LookupError, ValueError, RuntimeError, HttpProcessingError) as error:  # of encodings, forms and their heads
        raise bad("can't parse request") from error


async def _parsed(request: web.Request) -> JSON:
    fields: JSON = dict(request.query)
    if request.content_type == "multipart/form-data":
        return fields | await read_multipart(request)
    if request.content_type == "application/json":
        body = json_or(await request.text(), None)
        if not isinstance(body, dict):
            raise bad("can't parse JSON object")
        return fields | body
    return fields | dict(await request.post())


async def read_multipart(request: web.Request) -> JSON:
    """Form fields; a repeated name becomes a list, files keep their name. 413 beyond 50 MB."""
    fields: JSON = {}
    async for part in await request.clone(client_max_size=UPLOAD_LIMIT).multipart():
        name, filename = named(part) if isinstance(part, BodyPartReader) else (None, None)
        if not isinstance(part, BodyPartReader) or name is None:
            raise bad("can't parse multipart body")
        try:
            data = await part.read()
        except web.HTTPRequestEntityTooLarge as error:
            raise too_large() from error
        value = BufferedInputFile(bytes(data), filename) if filename else data.decode()
        known = fields.get(name)
        fields[name] = value if known is None else [*(known if isinstance(known, list) else [known]), value]
    return fields


def named(part: BodyPartReader) -> tuple[str | None, str | None]:
    """The names of a field and of its file, which may hold anything in quotes: aiohttp's own reader gives up then."""
    said = part.headers.get(CONTENT_DISPOSITION, "").encode(errors="replace").decode()
    found: dict[str, str] = {}
    for key, extended, quoted, token in _PARAMETER.findall(said):
        plain = unquote(token.rpartition("'")[2]) if extended else re.sub(r"\\(.)", r"\1", quoted) or token
        found[key.lower()] = plain
    return found.get("name"), found.get("filename")


def build(model: type[TelegramMethod[Any]], fields: JSON) -> TelegramMethod[Any]:
    """A method object of raw fields; Refusal naming the first wrong one."""
    for name in UNSUPPORTED & fields.keys():
        raise bad(f"{name} is not supported here")
    given = {name: decoded(model, name, value) for name, value in fields.items()}
    given = {name: attach(value, fields, name) for name, value in given.items() if name in model.model_fields}
    try:
        if markup := given.get("reply_markup"):
            given["reply_markup"] = keyboard(model, markup)
        return model.model_validate(without_defaults(model) | given)
    except ValidationError as error:
        raise refusal_of(error) from error


def keyboard(model: type[BaseModel], markup: Any) -> BaseModel:
    """The kind of keyboard an object is by its telling key (the models alone would take anything for some kind)."""
    inline_only = model.model_fields["reply_markup"].annotation == InlineKeyboardMarkup | None
    for key, kind in KEYBOARDS.items():
        if isinstance(markup, dict) and key in markup and (kind is InlineKeyboardMarkup or not inline_only):
            return kind.model_validate(markup)
    raise bad("object expected as reply markup")


def without_defaults(model: type[BaseModel]) -> JSON:
    """None for every field whose default only a bot's own settings would know."""
    return {name: None for name, field in model.model_fields.items() if isinstance(field.default, Default)}


def decoded(model: type[BaseModel], name: str, value: Any) -> Any:
    """JSON in a form field that is not text becomes what it stands for."""
    field = model.model_fields.get(name)
    if not isinstance(value, str) or field is None or str in (field.annotation, *get_args(field.annotation)):
        return value
    return json_or(value, value)


def json_or(text: str, otherwise: Any) -> Any:
    """The value of a JSON text, or `otherwise` when it is none; UnicodeEncodeError for half a surrogate pair."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return otherwise
    if _is_deep(value):
        return otherwise
    json.dumps(value, ensure_ascii=False).encode()
    return value


def _is_deep(value: Any) -> bool:
    """Tell whether a value is nested deeper than anything that Telegram knows."""
    level = [value]
    for _ in range(MOST_DEPTH):
        level = [inner for each in level for inner in _inner(each)]
        if not level:
            return False
    return True


def _inner(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def attach(value: Any, fields: JSON, name: str) -> Any:
    """Put the uploads where `attach://…` stands for a file; elsewhere it is but text."""
    if isinstance(value, dict):
        return {key: attach(inner, fields, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [attach(inner, fields, name) for inner in value]
    if name in FILE_FIELDS and isinstance(value, str) and value.startswith("attach://"):
        return upload_of(fields, value.removeprefix("attach://"))
    return value


def upload_of(fields: JSON, name: str) -> BufferedInputFile:
    """The file uploaded under a name."""
    upload = fields.get(name)
    if not isinstance(upload, BufferedInputFile):
        raise bad("wrong file identifier/HTTP URL specified")
    return upload


def refusal_of(error: ValidationError) -> Refusal:
    """Telegram's words for the first thing pydantic found."""
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "missing" and name in EMPTY:
        return bad(EMPTY[name])
    where = ".".join(str(step) for step in first["loc"])
    return bad(f"can't parse {where}: {first['msg']}")
