"""The guide: whether there are articles, and which hosts count as its own (3.6)."""

from bot.doctor.subject import Subject
from bot.rules.desk.findings import Check, Finding, What, odd, right
from db.guide import articles


async def guide(subject: Subject) -> list[Finding]:
    """Count the articles and name the hosts."""
    async with subject.reading() as connection:
        number = await articles.count(connection)
        hosts = {*subject.settings.guide_hosts, *await articles.hosts(connection)}
    judge, what = (right, What.GUIDE_RIGHT) if number else (odd, What.GUIDE_EMPTY)
    return [judge(Check.GUIDE, what, number=number, names=sorted(hosts))]
