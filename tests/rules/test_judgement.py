"""What is right, odd or wrong with a desk, as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.desk import judgement
from bot.rules.desk.findings import Check, Finding, Verdict, What, keeps_from_working, odd, right, worst_first, wrong
from bot.rules.desk.judgement import MIB, RIGHTS, Seat, Webhook

NOW = datetime(2026, 12, 1, 7, tzinfo=UTC)
OURS, OTHER = "https://desk.example.org/telegram/updates", "https://u:p@other.example.org/secret-path"
SEAT = Seat("Поддержка", "administrator", forum=True, public=False, may_write=True, rights=frozenset(RIGHTS))
WRONG, ODD, RIGHT = Verdict


def found(findings) -> list[tuple[Verdict, What]]:
    return [(each.verdict, each.what) for each in findings]


@pytest.mark.parametrize(
    ("ahead", "verdict", "what"),
    [
        (0, RIGHT, What.CLOCK_RIGHT),
        (5, RIGHT, What.CLOCK_RIGHT),
        (-5, RIGHT, What.CLOCK_RIGHT),
        (5.1, ODD, What.CLOCK_OFF),
        (-60, ODD, What.CLOCK_OFF),
        (60.1, WRONG, What.CLOCK_OFF),
        (-90_000, WRONG, What.CLOCK_OFF),
    ],
)
def test_a_clock_is_odd_beyond_five_seconds_and_wrong_beyond_a_minute(ahead, verdict, what):
    finding = judgement.clock(ahead)
    assert (finding.verdict, finding.what) == (verdict, what)
    if what is What.CLOCK_OFF:
        assert finding.details == {"seconds": round(abs(ahead)), "way": "ahead" if ahead > 0 else "behind"}


@pytest.mark.parametrize(
    ("seconds", "what"), [(0.1, What.ROUTE_RIGHT), (2.0, What.ROUTE_RIGHT), (2.1, What.ROUTE_SLOW)]
)
def test_a_slow_way_is_odd(seconds, what):
    assert judgement.latency("direct", seconds).what is what


@pytest.mark.parametrize(
    ("free", "verdict"),
    [(2048 * MIB, RIGHT), (1024 * MIB, RIGHT), (1023 * MIB, ODD), (100 * MIB, ODD), (99 * MIB, WRONG), (0, WRONG)],
)
def test_little_room_is_odd_and_very_little_wrong(free, verdict):
    assert judgement.space("/var", free).verdict is verdict


@pytest.mark.parametrize(
    ("revision", "has_tables", "verdict", "what"),
    [
        ("0021", True, RIGHT, What.DATABASE_RIGHT),
        ("0020", True, ODD, What.DATABASE_OLDER),
        ("0022", True, WRONG, What.DATABASE_NEWER),
        (None, True, WRONG, What.DATABASE_FOREIGN),
        (None, False, RIGHT, What.DATABASE_NONE),
    ],
)
def test_a_newer_schema_and_a_foreign_database_are_wrong(revision, has_tables, verdict, what):
    assert found([judgement.schema(revision, "0021", "x", has_tables=has_tables)]) == [(verdict, what)]


@pytest.mark.parametrize(
    ("age", "verdict", "what"),
    [
        (None, ODD, What.BACKUP_NONE),
        (timedelta(days=2, hours=12), RIGHT, What.BACKUP_RIGHT),
        (timedelta(days=2, hours=12, seconds=1), ODD, What.BACKUP_OLD),
    ],
)
def test_a_backup_is_made_each_day(age, verdict, what):
    assert found([judgement.backup("/backups", NOW - age if age else None, NOW)]) == [(verdict, what)]


@pytest.mark.parametrize(
    ("known", "wanted", "findings"),
    [
        (Webhook("", 0), "", [(RIGHT, What.POLLING_RIGHT)]),
        (Webhook(OURS, 3), OURS, [(RIGHT, What.WEBHOOK_RIGHT)]),
        (Webhook("", 0), OURS, [(ODD, What.WEBHOOK_UNSET)]),
        (Webhook(OTHER, 0), OURS, [(ODD, What.WEBHOOK_ELSEWHERE)]),
        (Webhook(OTHER, 0), "", [(ODD, What.WEBHOOK_IN_THE_WAY)]),
        (Webhook("", 101), "", [(RIGHT, What.POLLING_RIGHT), (ODD, What.UPDATES_PILE_UP)]),
        (Webhook("", 100), "", [(RIGHT, What.POLLING_RIGHT)]),
        (
            Webhook(OURS, 0, "Connection refused", NOW - timedelta(minutes=59)),
            OURS,
            [(RIGHT, What.WEBHOOK_RIGHT), (WRONG, What.WEBHOOK_FAILS)],
        ),
        (Webhook(OURS, 0, "Connection refused", NOW - timedelta(hours=1)), OURS, [(RIGHT, What.WEBHOOK_RIGHT)]),
    ],
)
def test_updates_come_by_the_way_of_the_settings_or_somebody_should_look(known, wanted, findings):
    told = list(judgement.updates(known, wanted, NOW))
    assert found(told) == findings
    assert "secret" not in str(told)
    assert "u:p" not in str(told)


def seat(**changed) -> Seat:
    names = ("group", "status", "forum", "public", "may_write", "rights")
    return Seat(**({name: getattr(SEAT, name) for name in names} | changed))


@pytest.mark.parametrize(
    ("changed", "findings"),
    [
        ({}, [(RIGHT, What.GROUP_RIGHT)]),
        ({"may_write": False, "forum": False}, [(WRONG, What.GROUP_MUTE)]),
        ({"forum": False}, [(ODD, What.GROUP_WITHOUT_TOPICS)]),
        ({"forum": False, "rights": {"can_delete_messages"}}, [(ODD, What.GROUP_WITHOUT_TOPICS)]),
        ({"status": "member", "rights": ()}, [(ODD, What.GROUP_NOT_ADMINISTERED)]),
        ({"rights": {"can_delete_messages"}}, [(ODD, What.GROUP_RIGHTS_MISSING)]),
        ({"public": True}, [(ODD, What.GROUP_PUBLIC)]),
        (
            {"forum": False, "rights": (), "public": True},
            [(ODD, What.GROUP_WITHOUT_TOPICS), (ODD, What.GROUP_RIGHTS_MISSING), (ODD, What.GROUP_PUBLIC)],
        ),
    ],
)
def test_each_lack_of_a_group_is_named(changed, findings):
    assert found(judgement.group(seat(**changed))) == findings


def test_the_rights_that_are_missing_are_named():
    assert judgement.group(seat(rights=()))[0].details["rights"] == list(RIGHTS)
    assert judgement.group(seat(forum=False, rights=()))[1].details["rights"] == ["can_delete_messages"]


@pytest.mark.parametrize(
    ("reads_all", "status", "verdict", "what"),
    [
        (True, "member", RIGHT, What.PRIVACY_OFF),
        (False, "administrator", RIGHT, What.PRIVACY_HARMLESS),
        (False, "member", WRONG, What.PRIVACY_BLINDS),
        (False, "restricted", WRONG, What.PRIVACY_BLINDS),
    ],
)
def test_privacy_mode_matters_where_the_bot_is_no_administrator(reads_all, status, verdict, what):
    finding = judgement.privacy(reads_all=reads_all, seats=[SEAT, seat(status=status, group="Вторая")])
    assert (finding.verdict, finding.what) == (verdict, what)
    assert finding.details.get("names", ["Вторая"]) == ["Вторая"]


@pytest.mark.parametrize(
    ("today", "known", "settled", "findings"),
    [
        (date(2026, 11, 30), [2026, 2027], [], [(RIGHT, What.YEARS_KNOWN)]),
        (date(2026, 11, 30), [2026], [], [(RIGHT, What.YEARS_KNOWN), (RIGHT, What.YEAR_AWAITED)]),
        (date(2026, 12, 1), [2026], [], [(RIGHT, What.YEARS_KNOWN), (ODD, What.YEAR_UNKNOWN)]),
        (date(2026, 12, 1), [2026], [2027], [(RIGHT, What.YEARS_KNOWN)]),
        (date(2026, 5, 1), [], [], [(ODD, What.YEAR_UNKNOWN), (RIGHT, What.YEAR_AWAITED)]),
        (date(2026, 12, 31), [], [], [(ODD, What.YEAR_UNKNOWN), (ODD, What.YEAR_UNKNOWN)]),
        (date(2027, 1, 1), [], [2027], [(RIGHT, What.YEARS_KNOWN), (RIGHT, What.YEAR_AWAITED)]),
    ],
)
def test_clause_2_5_the_decree_of_this_year_must_be_known_and_that_of_the_next_from_december(
    today, known, settled, findings
):
    assert found(judgement.years(today, known, settled)) == findings


@pytest.mark.parametrize(("age", "verdict"), [(60, None), (61, ODD), (600, ODD), (601, WRONG)])
def test_what_is_not_worked_through_for_long_is_odd_and_then_wrong(age, verdict):
    finding = judgement.inbox(3, age)
    assert (finding and finding.verdict) == verdict


@pytest.mark.parametrize(("age", "verdict"), [(600, None), (601, ODD), (1e7, ODD)])
def test_what_is_not_sent_for_long_is_odd_only(age, verdict):
    finding = judgement.outbox(3, age)
    assert (finding and finding.verdict) == verdict


FINDINGS = st.lists(st.builds(Finding, st.sampled_from(Check), st.sampled_from(Verdict), st.just(What.SILENT)))


@given(FINDINGS)
def test_the_worst_comes_first_and_checks_keep_their_order(findings):
    ordered = worst_first(findings)
    keys = [(list(Verdict).index(each.verdict), list(Check).index(each.check)) for each in ordered]
    assert keys == sorted(keys)
    assert len(ordered) == len(findings)


@pytest.mark.parametrize(("judge", "keeps"), [(wrong, True), (odd, False), (right, False)])
def test_only_what_is_wrong_keeps_a_desk_from_working(judge, keeps):
    assert keeps_from_working([right(Check.DISK, What.SPACE), judge(Check.DISK, What.SPACE)]) is keeps
