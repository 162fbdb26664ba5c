"""The text of the consent (152-ФЗ, article 9)."""

import hashlib
from pathlib import Path

import pytest

from bot.consent import FOLDER, in_force
from bot.policy import policy_of
from bot.settings import load

PARTS = (
    "Кто обрабатывает",
    "Цели обработки",
    "Какие данные",
    "Что делается с данными",
    "Срок действия",
    "Отзыв согласия",
)


def test_the_template_says_first_that_it_is_one_and_needs_a_lawyer():
    first = in_force().text.splitlines()[0]
    assert first.startswith("ШАБЛОН.")
    assert "юрист" in first
    assert "CONSENT_FILE" in first


def test_the_template_has_what_the_law_asks_for():
    text = in_force().text
    assert [part for part in PARTS if part not in text] == []


def test_it_is_known_by_its_date_and_the_hash_of_its_bytes():
    template = in_force()
    assert template.sha256 == hashlib.sha256((FOLDER / f"{template.name}.ru.txt").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("file", "name"),
    [("consent-2.txt", "consent-2"), ("consent.ru.txt", "consent"), (f"{'x' * 200}.txt", "x" * 64), ("text", "text")],
)
def test_an_own_text_takes_the_place_of_the_template(tmp_path: Path, file: str, name: str):
    own = tmp_path / file
    own.write_text("\ufeffМы обрабатываем данные.\n", "utf-8")
    policy = policy_of(load({"CONSENT_FILE": str(own)}))
    assert (policy.consent.name, policy.consent.text) == (name, "Мы обрабатываем данные.\n")
    assert policy.consent.sha256 == hashlib.sha256(own.read_bytes()).hexdigest()


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf", "Согласие".encode("cp1251")])
def test_a_text_that_cannot_be_shown_stops_the_start(tmp_path: Path, content: bytes):
    own = tmp_path / "consent.txt"
    own.write_bytes(content)
    with pytest.raises(Exception, match=r"^CONSENT_FILE: .*consent\.txt: it is .*Expected: "):
        load({"CONSENT_FILE": str(own)})
