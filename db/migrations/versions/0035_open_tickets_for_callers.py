"""Open tickets for who called: the call of each, and the words by which a caller is found"""

import re

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=80).with_variant(sa.String(length=80, collation='C'), 'postgresql')

revision = "0035"
down_revision = "0034"

TRIAL, BATCH = "—", 2000


def upgrade() -> None:
    op.create_table(
        'calls',
        sa.Column('ticket', ID, nullable=False, autoincrement=False),
        sa.Column('phone', sa.String(length=60), nullable=True),
        sa.Column('recording', sa.String(length=500), nullable=True),
        sa.Column('tries', sa.Integer(), server_default='0', nullable=False),
        sa.Column('confirmed_by', ID, nullable=True),
        sa.Column('confirmed_at', INSTANT, nullable=True),
        sa.ForeignKeyConstraint(['confirmed_by'], ['people.id'], name=op.f('fk_calls_confirmed_by')),
        sa.ForeignKeyConstraint(['ticket'], ['tickets.number'], name=op.f('fk_calls_ticket')),
        sa.PrimaryKeyConstraint('ticket', name=op.f('pk_calls')),
    )
    op.create_index(op.f('ix_calls_phone'), 'calls', ['phone'], unique=False)
    op.create_table(
        'identity_words',
        sa.Column('word', WORD, nullable=False),
        sa.Column('person', ID, nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_identity_words_person')),
        sa.PrimaryKeyConstraint('word', 'person', name=op.f('pk_identity_words')),
    )
    op.create_index(op.f('ix_tickets_identity'), 'tickets', ['identity'], unique=False)
    _fill()


def _fill() -> None:
    """Find those, too, who were known before."""
    connection, last = op.get_bind(), 0
    stated = sa.text(
        'select id, person, login, surname, name, patronymic, inn, company from identities '
        'where id > :last and inn != :trial and person in (select id from people) order by id limit :most'
    )
    keep = sa.text('insert into identity_words (word, person) values (:word, :person) on conflict do nothing')
    while rows := connection.execute(stated, {"last": last, "trial": TRIAL, "most": BATCH}).all():
        last = rows[-1].id
        found = [{"word": word, "person": row.person} for row in rows for word in sorted(_words(row[2:]))]
        connection.execute(keep, found)


def _words(said: tuple[str | None, ...]) -> set[str]:
    login, *others = said
    text = " ".join(filter(None, others)).casefold().replace("ё", "е")
    return {word[:80] for word in [*re.findall(r"\w+", text), (login or "").casefold()] if word}
