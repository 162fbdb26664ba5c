import struct
from io import BytesIO

import pytest
from aiohttp import FormData

from bot.sandbox.client import PIXEL
from bot.sandbox.files import MB, picture_size
from tests.sandbox.conftest import Refused

KINDS = ["video", "document", "audio", "voice", "video_note", "animation", "sticker"]


async def upload(api, method, field, data, name="a.png", **fields):
    form = FormData({key: str(value) for key, value in fields.items()}, quote_fields=False)
    form.add_field(field, BytesIO(data), filename=name)
    async with api.session.post(f"{api.url}/{method}", data=form) as answer:
        return api.result(method, await answer.json())


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_file_goes_both_ways(api, started, kind):
    sent = await started.send_file("some.bin", b"12345", kind)
    [message] = await api.updates("message")
    assert message[kind]["file_size"] == 5
    method = f"send{kind.title().replace('_', '')}"
    assert await api(method, **{"chat_id": 101, kind: message[kind]["file_id"]})
    assert (await started.last()).media["file_id"] == sent.media["file_id"]


async def test_a_photo_keeps_its_size_and_caption(api, started):
    sent = await upload(api, "sendPhoto", "photo", PIXEL, chat_id=101, caption="Вид")
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(1, 1)]
    seen = await started.sees("Вид")
    async with api.session.get(api.url.split("/bot")[0] + seen.media["url"]) as answer:
        assert await answer.read() == PIXEL


async def test_a_sent_file_can_be_fetched_by_its_path(api, started):
    await started.send_file("договор.pdf", b"%PDF", "document", "Договор")
    [message] = await api.updates("message")
    assert message["document"]["file_name"] == "договор.pdf"
    found = await api("getFile", file_id=message["document"]["file_id"])
    async with api.session.get(f"{api.url.replace('/bot', '/file/bot')}/{found['file_path']}") as answer:
        assert await answer.read() == b"%PDF"


async def test_it_refuses_a_photo_over_ten_megabytes(api, started):
    with pytest.raises(Refused, match="too big for a photo"):
        await upload(api, "sendPhoto", "photo", PIXEL + bytes(10 * MB), chat_id=101)


async def test_it_refuses_an_upload_over_fifty_megabytes(api, started):
    with pytest.raises(Refused, match="Request Entity Too Large") as refused:
        await upload(api, "sendDocument", "document", bytes(50 * MB + 1), chat_id=101)
    assert refused.value.code == 413


async def test_it_refuses_to_download_more_than_twenty_megabytes(api, started):
    await started.send_file("big.bin", bytes(20 * MB + 1))
    [message] = await api.updates("message")
    with pytest.raises(Refused, match="file is too big"):
        await api("getFile", file_id=message["document"]["file_id"])


async def test_it_refuses_what_is_no_picture_and_what_is_empty(api, started):
    with pytest.raises(Refused, match="IMAGE_PROCESS_FAILED"):
        await upload(api, "sendPhoto", "photo", b"no picture", chat_id=101)
    with pytest.raises(Refused, match="file must be non-empty"):
        await upload(api, "sendDocument", "document", b"", chat_id=101)


async def test_it_refuses_a_file_of_another_kind_an_unknown_one_and_the_internet(api, started):
    sent = await upload(api, "sendPhoto", "photo", PIXEL, chat_id=101)
    with pytest.raises(Refused, match="can't use file of type Photo as Document"):
        await api("sendDocument", chat_id=101, document=sent["photo"][0]["file_id"])
    with pytest.raises(Refused, match="wrong file identifier"):
        await api("sendDocument", chat_id=101, document="nothing")
    with pytest.raises(Refused, match="failed to get HTTP URL content"):
        await api("sendDocument", chat_id=101, document="https://example.org/a.pdf")


async def test_it_refuses_a_long_caption(api, started):
    with pytest.raises(Refused, match="message caption is too long"):
        await upload(api, "sendPhoto", "photo", PIXEL, chat_id=101, caption="я" * 1025)


async def test_an_album_of_a_person_arrives_as_updates_of_one_group(api, started):
    await started.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "Два вида")
    first, second = await api.updates("message")
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], second.get("caption")) == ("Два вида", None)


@pytest.mark.parametrize(
    ("kinds", "why"),
    [(["photo"], "wrong number"), (["photo"] * 11, "wrong number"), (["photo", "document"], "can't be mixed")],
)
async def test_it_refuses_an_album_that_cannot_be(api, started, kinds, why):
    with pytest.raises(Refused, match=why):
        await api("sendMediaGroup", chat_id=101, media=[{"type": kind, "media": "x"} for kind in kinds])


def jpeg(width, height):
    frame = struct.pack(">BBHBHH", 0xFF, 0xC0, 11, 8, height, width) + bytes(4)
    return b"\xff\xd8" + struct.pack(">BBH", 0xFF, 0xE0, 4) + bytes(2) + frame


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PIXEL, (1, 1)),
        (b"GIF89a" + struct.pack("<HH", 3, 4), (3, 4)),
        (b"RIFF....WEBP", (512, 512)),
        (jpeg(640, 480), (640, 480)),
        (b"\xff\xd8\xff", None),
        (b"text", None),
    ],
)
def test_picture_sizes_are_read_from_the_file(data, size):
    assert picture_size(data) == size
