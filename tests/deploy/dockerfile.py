"""deploy/Dockerfile read as data, so that its steps can be looked at and done without an image."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE = ROOT / "deploy" / "Dockerfile"


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction: `RUN`, and what follows it on one line."""

    word: str
    rest: str


def steps(text: str) -> list[Step]:
    """The instructions in their order."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [Step(*line.split(maxsplit=1)) for line in joined.splitlines()]


def stages() -> tuple[Sequence[Step], Sequence[Step]]:
    """The stage that builds and the one that is kept."""
    every = steps(FILE.read_text("utf-8"))
    first, second = (place for place, step in enumerate(every) if step.word == "FROM")
    assert first == 0
    return every[:second], every[second:]


def of(word: str, among: Sequence[Step]) -> list[str]:
    return [step.rest for step in among if step.word == word]


def sources() -> list[str]:
    """What is copied out of the tree."""
    return [rest.split()[0] for rest in of("COPY", stages()[0])]


def copy_into(folder: Path) -> None:
    """Do what every COPY does."""
    for rest in of("COPY", stages()[0]):
        copy(rest, folder)


def copy(rest: str, folder: Path) -> None:
    """Do what one COPY does: each copies one thing to where it lies in the tree."""
    source, target = rest.split()
    assert target in {source, f"{Path(source).parent}/"}
    place = folder / source
    place.parent.mkdir(parents=True, exist_ok=True)
    if (ROOT / source).is_dir():
        shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(ROOT / source, place)


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for rest in of("ENV", stages()[1]) for pair in rest.split())


def environment_at(desk: Path, data: Path) -> Mapping[str, str]:
    """The environment of the image, its two folders being elsewhere."""
    return {
        name: value.replace("/desk/", f"{desk}/").replace("/data/", f"{data}/") for name, value in environment().items()
    }


def words_of(instruction: str) -> list[str]:
    """The command of ENTRYPOINT or HEALTHCHECK, which are given as JSON."""
    (rest,) = of(instruction, stages()[1])
    return json.loads(rest[rest.index("[") :])
