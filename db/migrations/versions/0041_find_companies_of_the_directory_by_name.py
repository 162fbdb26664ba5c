"""Find companies of the directory by name"""

import re

import sqlalchemy as sa
from alembic import op


WORD = sa.String(length=80).with_variant(sa.String(length=80, collation='C'), 'postgresql')

revision = "0041"
down_revision = "0040"

BATCH = 2000


def upgrade() -> None:
    op.create_table(
        'company_words',
        sa.Column('word', WORD, nullable=False),
        sa.Column('inn', sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(['inn'], ['companies.inn'], name=op.f('fk_company_words_inn')),
        sa.PrimaryKeyConstraint('word', 'inn', name=op.f('pk_company_words')),
    )
    _fill()


def _fill() -> None:
    """Find those, too, that stood in the directory before."""
    connection, last = op.get_bind(), ""
    listed = sa.text('select inn, name from companies where inn > :last and name is not null order by inn limit :most')
    keep = sa.text('insert into company_words (word, inn) values (:word, :inn) on conflict do nothing')
    while rows := connection.execute(listed, {"last": last, "most": BATCH}).all():
        last = rows[-1].inn
        found = [{"word": word, "inn": row.inn} for row in rows for word in sorted(_words(row.name))]
        if found:
            connection.execute(keep, found)


def _words(name: str) -> set[str]:
    return {word[:80] for word in re.findall(r"\w+", name.casefold().replace("ё", "е"))}
