"""The search in the guide by the labelled queries of tests/rules/sets/guide.tsv, on both databases alike (3.6)."""

from tests.db.test_articles import load
from tests.rules.sets import times


async def test_clause_3_6_queries_find_their_articles_alike_on_both_databases(database):
    await load(database)
    async with database.reading() as connection:
        cases = await times.guide(connection)
    assert cases == await times.guide_on_sqlite()
    assert len(cases) >= 100
    first, among_three, nothing = times.guide_rows(cases)
    print(first, among_three, nothing)
    for row in (first, among_three, nothing):
        assert row.development.right >= row.wanted * row.development.of
    assert first.kept.right >= first.wanted * first.kept.of
    assert nothing.kept.right >= nothing.wanted * nothing.kept.of
