"""Files of the sandbox: limits, picture sizes, and how the Bot API describes each kind."""

import mimetypes
import struct

from aiogram.types import BufferedInputFile, InputFile

from bot.sandbox.refusals import bad
from bot.sandbox.world import JSON, File, World

MB = 1024 * 1024
UPLOAD_LIMIT = 50 * MB
PHOTO_LIMIT = 10 * MB
DOWNLOAD_LIMIT = 20 * MB

NAMES = {
    "photo": "photo.jpg",
    "video": "video.mp4",
    "document": "file.bin",
    "audio": "audio.mp3",
    "voice": "voice.ogg",
    "video_note": "video.mp4",
    "animation": "animation.mp4",
    "sticker": "sticker.webp",
}
FIELDS = {
    "photo": ("width", "height"),
    "video": ("width", "height", "duration", "file_name", "mime_type"),
    "document": ("file_name", "mime_type"),
    "audio": ("duration", "file_name", "mime_type"),
    "voice": ("duration", "mime_type"),
    "video_note": ("length", "duration"),
    "animation": ("width", "height", "duration", "file_name", "mime_type"),
    "sticker": ("width", "height", "emoji", "type", "is_animated", "is_video"),
}


def store(world: World, kind: str, data: bytes, name: str | None, emoji: str | None = None) -> File:
    """Keep an upload as `kind`; Refusal when it is empty, too big, or no picture though it should be one."""
    if not data:
        raise bad("file must be non-empty")
    if kind == "photo" and len(data) > PHOTO_LIMIT:
        raise bad(f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes")
    size = picture_size(data)
    if kind == "photo" and size is None:
        raise bad("IMAGE_PROCESS_FAILED")
    name = (name or NAMES[kind]).replace("/", "_")
    width, height = size or ((320, 240) if kind in ("video", "animation", "video_note", "sticker") else (0, 0))
    duration = 1 if kind in ("video", "audio", "voice", "video_note", "animation") else 0
    file = File(f"{kind}-{next(world.counter)}", kind, name, mime_of(name), data, width, height, duration, emoji)
    world.files[file.id] = file
    return file


def mime_of(name: str) -> str:
    """The type a file's name suggests."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def take(world: World, source: str | InputFile, kind: str) -> File:
    """The file a bot names: an upload, or the id of a stored file of the same kind."""
    if isinstance(source, BufferedInputFile):
        return store(world, kind, source.data, source.filename)
    file = world.files.get(str(source))
    if file is None:
        remote = str(source).startswith(("http://", "https://"))
        raise bad("failed to get HTTP URL content" if remote else "wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def api(file: File) -> JSON | list[JSON]:
    """The Bot API's object of the file's kind."""
    known: JSON = {
        "width": file.width,
        "height": file.height,
        "length": file.width,
        "duration": file.duration,
        "file_name": file.name,
        "mime_type": file.mime,
        "emoji": file.emoji or "🙂",
        "type": "regular",
        "is_animated": False,
        "is_video": False,
    }
    described = identity(file) | {name: known[name] for name in FIELDS[file.kind]}
    return [described] if file.kind == "photo" else described


def identity(file: File) -> JSON:
    """What every kind of file has."""
    return {"file_id": file.id, "file_unique_id": f"u-{file.id}", "file_size": len(file.data)}


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Pixels of a PNG, GIF, JPEG or WebP; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in (b"GIF87a", b"GIF89a"):
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return 512, 512
    return jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Pixels of a JPEG from its frame header; None when it has none."""
    at = 2
    while at + 9 < len(data):
        marker, length = struct.unpack(">xBH", data[at : at + 4])
        if marker in range(0xC0, 0xD0) and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
