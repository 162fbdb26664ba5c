"""What requests of the page and of test clients must look like, before anything is done for them."""

from typing import Annotated, Any, Literal

from aiogram.types import BufferedInputFile, MessageEntity
from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from bot.sandbox import requests
from bot.sandbox.requests import refusal_of
from bot.sandbox.world import JSON

MOST_HOURS = 100_000

Number = Annotated[int, Field(ge=-(2**53), le=2**53)]
Times = Annotated[int, Field(ge=0, le=1_000_000)]
Hours = Annotated[FiniteFloat, Field(ge=-MOST_HOURS, le=MOST_HOURS)]
Limit = Annotated[FiniteFloat, Field(ge=0.001, le=1_000_000)]
Empty = Literal["", "null", 0]


class Shape(BaseModel):
    """Fields that are not named here are whatever they are."""

    model_config = ConfigDict(extra="allow")


class Location(Shape):
    """A point."""

    latitude: FiniteFloat
    longitude: FiniteFloat


class Contact(Shape):
    """Somebody's telephone."""

    phone_number: str
    first_name: str
    last_name: str | None = None


class Poll(Shape):
    """A question with answers to choose from."""

    question: str
    options: list[str]


class Result(Shape):
    """What an inline answer held."""

    text: str
    entities: list[MessageEntity]


def _uploads(value: Any) -> Any:
    """Refuse text where a file is meant: that is what is left of one whose header cannot be read."""
    given = value if isinstance(value, list) else [value]
    if not all(isinstance(each, BufferedInputFile) for each in given):
        raise ValueError("a file with a name is expected")
    return value


class Asked(Shape):
    """All that requests may hold."""

    chat: Number | Literal["bot"] = "bot"
    message: Number = 0
    thread: Number | Empty | None = None
    reply_to: Number | Empty | None = None
    text: str | None = None
    caption: str | None = None
    emoji: str | None = None
    kind: str | None = None
    as_: str | None = Field(None, alias="as")
    data: str = ""
    query: str = ""
    offset: str | None = None
    do: str = ""
    method: str | None = None
    file: Annotated[Any, AfterValidator(_uploads)] = None
    location: Location | None = None
    contact: Contact | None = None
    poll: Poll | None = None
    other: Annotated[dict[str, Any], Field(min_length=1, max_length=1)] | None = None
    forward: dict[str, Any] | str | None = None
    preview: dict[str, Any] | None = None
    quote: str | None = None
    reply_chat: Number | Literal["bot"] | Empty | None = None
    name: str = ""
    result: Result = Result(text="", entities=[])
    number: str = ""
    payer: str | None = None
    inn: str | None = None
    kopecks: Number = 0
    person: Number = 0
    hours: Hours = 0
    working_hours: Hours = 0
    times: Times | Empty | None = None
    retry_after: Times | Empty | None = None
    group_per_minute: Limit | None = None
    private_per_second: Limit | None = None
    global_per_second: Limit | None = None


async def fields_of(request: web.Request) -> JSON:
    """Fields of a request, those that were given; Refusal naming the first that is not what it should be."""
    try:
        asked = Asked.model_validate(await requests.fields_of(request))
    except ValidationError as error:
        raise refusal_of(error) from error
    return asked.model_dump(exclude_unset=True, by_alias=True)
