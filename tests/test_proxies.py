"""TELEGRAM_PROXY as people write it: every way in it, and what is wrong with it without quoting it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.proxies import STRAIGHT, Proxy, parse
from bot.settings import SettingsError, load

PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("direct", [STRAIGHT]),
        ("socks5://proxy:1080", [Proxy("socks5", "proxy", 1080)]),
        ("SOCKS5H://Proxy.Example.org:1080/", [Proxy("socks5", "proxy.example.org", 1080)]),
        ("http://10.0.0.7:3128, direct,", [Proxy("http", "10.0.0.7", 3128), STRAIGHT]),
        ("socks5://[2001:db8::1]:1080", [Proxy("socks5", "2001:db8::1", 1080)]),
        ("socks5://desk:secret@proxy:1080", [Proxy("socks5", "proxy", 1080, "desk", "secret")]),
        ("socks5://desk:p@ss@proxy:1080", [Proxy("socks5", "proxy", 1080, "desk", "p@ss")]),
        ("socks5://desk:p%40ss%25%2C%2F@proxy:1080", [Proxy("socks5", "proxy", 1080, "desk", "p@ss%,/")]),
        ("socks5://desk:100%@proxy:1080", [Proxy("socks5", "proxy", 1080, "desk", "100%")]),
        ("socks5://de%3Ask:a:b@proxy:1080", [Proxy("socks5", "proxy", 1080, "de:sk", "a:b")]),
        ("direct\n,\nsocks5://proxy:1\n", [STRAIGHT, Proxy("socks5", "proxy", 1)]),
    ],
)
def test_a_route_is_read(text: str, expected: list[Proxy]):
    assert list(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" , ", "it names no route"),
        ("socks5:/desk:hunter2@proxy:1080", "route 1: it is neither socks5"),
        ("desk:hunter2@proxy:1080", "route 1: it is neither socks5"),
        ("direct,https://desk:hunter2@proxy:443", "route 2: it is neither socks5"),
        ("socks4://proxy:1080", "route 1: it is neither socks5"),
        ("tg://proxy?server=a&port=1&secret=hunter2", "route 1: it is neither socks5"),
        ("socks5://desk:hunter2,2@proxy:1080", "route 1: its port is missing or wrong"),
        ("socks5://desk:hunter2/2@proxy:1080", "route 1: something follows the port"),
        ("socks5://desk:hunter2#2@proxy:1080", "route 1: something follows the port"),
        ("socks5://proxy:1080/path", "route 1: something follows the port"),
        ("socks5://2001:db8::1:1080", "route 1: an IPv6 address stands in brackets"),
        ("socks5://[2001:db8::1:1080", "route 1: its brackets do not hold an IPv6 address"),
        ("socks5://[hunter2]:1080", "route 1: its brackets do not hold an IPv6 address"),
        ("socks5://desk:hunter2@:1080", "route 1: its host is missing or wrong"),
        ("socks5://desk:hunter2@pro xy:1080", "route 1: its host is missing or wrong"),
        ("socks5://proxy", "route 1: its port is missing or wrong"),
        ("socks5://proxy:0", "route 1: its port is missing or wrong"),
        ("socks5://proxy:70000", "route 1: its port is missing or wrong"),
        ("socks5://proxy:port", "route 1: its port is missing or wrong"),
        ("socks5://hunter2@proxy:1080", "route 1: it has a user and no password"),
        ("http://:hunter2@proxy:1080", "route 1: it has a password and no user"),
        ("http://de%3Ask:hunter2@proxy:1080", "route 1: its user holds a colon"),
        ("socks5://desk:пароль@proxy:1080", "route 1: its user and its password are to be of at most 255"),
        (f"socks5://desk:{'hunter2' * 40}@proxy:1080", "route 1: its user and its password are to be of at most 255"),
        ("direct,direct", "route 2: it is named twice"),
        ("socks5://a:hunter2@proxy:1,socks5://b:hunter2@proxy:1", "route 2: it is named twice"),
    ],
)
def test_a_wrong_one_is_named_by_its_place_and_not_quoted(text: str, fault: str):
    with pytest.raises(SettingsError, match=r"^TELEGRAM_PROXY: ") as refusal:
        load({"TELEGRAM_PROXY": text})
    line = str(refusal.value)
    assert fault in line
    assert "hunter2" not in line
    assert "\n" not in line


@given(PRINTABLE, PRINTABLE)
def test_whatever_is_in_a_login_arrives_when_it_is_written_with_per_cents(user: str, password: str):
    written = [("".join(f"%{ord(each):02X}" for each in text)) for text in (user, password)]
    (found,) = parse(f"socks5://{':'.join(written)}@proxy:1080")
    assert (found.user, found.password) == (user, password)
    assert str(found) == "socks5://proxy:1080"
    assert repr(found) == "Proxy(scheme='socks5', host='proxy', port=1080)"


@pytest.mark.parametrize(
    ("proxy", "name"),
    [
        (STRAIGHT, "direct"),
        (Proxy("http", "proxy", 3128, "desk", "hunter2"), "http://proxy:3128"),
        (Proxy("socks5", "2001:db8::1", 1080), "socks5://[2001:db8::1]:1080"),
    ],
)
def test_its_name_is_for_everybody(proxy: Proxy, name: str):
    assert str(proxy) == name
