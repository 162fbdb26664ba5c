"""Handing letters in at a real mail server on loopback: TLS, passwords, refusals, silence."""

import pytest

from bot.channels.email.channel import Envelope, compose
from bot.channels.email.letters import Letter
from bot.channels.email.mailer import LONGEST_PAUSE, Mailer
from bot.channels.errors import DeliveryError
from tests.desks import TUESDAY
from tests.smtp import serving, silent, trusting

ADDRESS, SENDER = "anna@romashka.example", "desk@example.org"
LETTER = Letter("Срок решения продлён", ("Здравствуйте.", "Причина: <ждём> & надеемся"))
NASTY = (
    "x\r\nBcc: all@example.org\r\n\r\n<b>",
    "x\nBcc: all@example.org",
    "x\rBcc: all@example.org",
    "x\u2028Bcc: a@b.c",
)


def to(address: str) -> Envelope:
    """What stands on a letter to somebody."""
    return Envelope(SENDER, SENDER, address, TUESDAY)


async def hand_in(url: str, address: str = ADDRESS, seconds: float = 5.0, *, trusted: bool = True) -> None:
    """Send the letter."""
    more = {"trust": trusting()} if trusted else {}
    await Mailer(url, SENDER, seconds, **more).send(compose(LETTER, to(address), 12, 7))


async def refusal(url: str, address: str = ADDRESS, seconds: float = 5.0, *, trusted: bool = True) -> DeliveryError:
    """Send the letter, which must fail."""
    with pytest.raises(DeliveryError) as failed:
        await hand_in(url, address, seconds, trusted=trusted)
    return failed.value


async def test_clause_4_2_a_letter_has_a_thread_a_subject_text_and_html():
    async with serving() as server:
        await hand_in(f"smtp://127.0.0.1:{server.port}")
    (letter,) = server.letters
    assert (letter["From"], letter["To"]) == (SENDER, ADDRESS)
    assert letter["Subject"] == "[ЭО-12] Срок решения продлён"
    assert letter["Message-ID"] == "<ticket-12.7@example.org>"
    assert letter["In-Reply-To"] == letter["References"] == "<ticket-12@example.org>"
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Причина: <ждём> & надеемся" in text
    assert "Причина: &lt;ждём&gt; &amp; надеемся" in html


async def test_starttls_is_taken_when_it_is_offered():
    async with serving(starttls=True) as server:
        await hand_in(f"smtp://localhost:{server.port}", trusted=False)
    assert server.encrypted == [True]


async def test_tls_from_the_start_and_passwords_with_odd_letters_work():
    async with serving(implicit=True) as server:
        await hand_in(f"smtps://localhost:{server.port}")
    assert len(server.letters) == 1
    async with serving(starttls=True, password=True) as server:
        await hand_in(f"smtp://desk%40example.org:s3cret@localhost:{server.port}")
    assert (server.logins, server.encrypted) == ([(b"desk@example.org", b"s3cret")], [True])


async def test_a_password_is_told_to_no_server_without_a_good_certificate():
    async with serving(starttls=True, password=True) as server:
        failed = await refusal(f"smtp://desk:s3cret@localhost:{server.port}", trusted=False)
    assert "certificate verify failed" in failed.reason
    async with serving(password=True) as plain:
        assert not (await refusal(f"smtp://desk:s3cret@localhost:{plain.port}")).permanent
    assert server.logins == plain.logins == []


async def test_a_wrong_password_is_set_right_one_day_so_letters_wait():
    async with serving(starttls=True, password=True) as server:
        failed = await refusal(f"smtp://desk:wrong@localhost:{server.port}")
    assert failed.reason.startswith("535")
    assert not failed.permanent


async def test_a_server_that_quotes_the_password_does_not_bring_it_into_the_reason():
    async with serving(starttls=True, password=True) as server:
        server.answers[ADDRESS] = ["451 4.7.0 user desk, password s3cret: try later"]
        failed = await refusal(f"smtp://desk:s3cret@localhost:{server.port}")
    assert failed.reason.startswith("451 4.7.0 user desk")
    assert "s3cret" not in failed.reason


async def test_a_refused_address_is_final_and_greylisting_is_not():
    async with serving() as server:
        server.answers[ADDRESS] = ["451 4.7.1 Greylisted, come back later", f"550 5.1.1 <{ADDRESS}>: no such user"]
        greylisted, refused = [await refusal(f"smtp://127.0.0.1:{server.port}") for _ in range(2)]
    assert (greylisted.permanent, greylisted.longest) == (False, LONGEST_PAUSE)
    assert (refused.permanent, refused.reason) == (True, "550 5.1.1 …: no such user")


async def test_a_server_that_is_away_or_silent_is_asked_again(unused_tcp_port: int):
    assert not (await refusal(f"smtp://127.0.0.1:{unused_tcp_port}")).permanent
    async with silent() as port:
        failed = await refusal(f"smtp://127.0.0.1:{port}", seconds=0.1)
    assert (failed.reason, failed.permanent) == ("the mail server does not answer", False)


@pytest.mark.parametrize("nasty", NASTY)
def test_no_field_brings_headers_of_its_own(nasty: str):
    letter = compose(Letter(nasty, (nasty, nasty), nasty), to(ADDRESS), 1, 1)
    head = letter.as_bytes().partition(b"\n\n")[0]
    assert letter["Bcc"] is None
    assert b"\nBcc" not in head
    with pytest.raises(DeliveryError) as failed:
        compose(LETTER, to(f"anna@romashka.example{nasty}"), 1, 1)
    assert failed.value.permanent


@pytest.mark.parametrize(
    "address", ["", "anna", "a,b@c.example", "a b@c.example", "<a@c.example>", "a@", "a@" + "б" * 99]
)
def test_a_bad_address_is_refused_for_good(address: str):
    with pytest.raises(DeliveryError) as failed:
        compose(LETTER, to(address), 1, 1)
    assert failed.value.permanent


async def test_a_domain_in_russian_letters_is_written_in_latin_ones():
    async with serving() as server:
        await hand_in(f"smtp://127.0.0.1:{server.port}", "anna@почта.рф")
    assert server.letters[0]["To"] == "anna@xn--80a1acny.xn--p1ai"


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ("550 5.1.1 no such user", True),
        ("550 5.2.1 mailbox disabled", True),
        ("550 no such user here", True),
        ("553 mailbox name not allowed", True),
        ("504 5.5.2 <desk>: Helo command rejected: need fully-qualified hostname", False),
        ("504 Helo command rejected: need fully-qualified hostname", False),
        ("550 5.7.1 relaying denied", False),
        ("554 5.7.1 service unavailable; client host blocked", False),
        ("554 relay access denied", False),
        ("552 5.3.4 message too big", False),
        ("450 4.1.1 mailbox is being moved", False),
    ],
)
async def test_only_what_speaks_of_the_recipient_is_final(answer: str, permanent: bool):
    async with serving() as server:
        server.answers[ADDRESS] = [answer]
        assert (await refusal(f"smtp://127.0.0.1:{server.port}")).permanent is permanent


@pytest.mark.parametrize(("answer", "permanent"), [("550 5.2.2 quota", True), ("554 5.6.0 rejected", False)])
async def test_a_refusal_of_the_text_is_final_if_it_speaks_of_the_recipient(answer: str, permanent: bool):
    async with serving() as server:
        server.on_data = answer
        assert (await refusal(f"smtp://127.0.0.1:{server.port}")).permanent is permanent


async def test_it_says_the_name_it_is_given():
    async with serving() as server:
        mailer = Mailer(f"smtp://127.0.0.1:{server.port}", SENDER, helo="desk.example.org")
        await mailer.send(compose(LETTER, to(ADDRESS), 1, 1))
    assert server.names == ["desk.example.org"]
