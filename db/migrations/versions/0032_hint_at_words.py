"""Hint at words of taste: what becomes of each word, and which were hinted at"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        'word_treatments',
        sa.Column('word', sa.String(length=64), nullable=False),
        sa.Column('treatment', sa.String(length=8), nullable=False),
        sa.Column('added_by', ID, nullable=False),
        sa.Column('added_at', INSTANT, nullable=False),
        sa.CheckConstraint("treatment in ('hold', 'hint', 'leave')", name=op.f('ck_word_treatments_treatment')),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_word_treatments_added_by')),
        sa.PrimaryKeyConstraint('word', name=op.f('pk_word_treatments')),
    )
    op.execute(
        'insert into word_treatments (word, treatment, added_by, added_at) '
        "select word, 'leave', added_by, added_at from left_words"
    )
    op.drop_table('left_words')
    op.create_table(
        'hinted_words',
        sa.Column('ticket', ID, nullable=False, autoincrement=False),
        sa.Column('word', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['ticket'], ['tickets.number'], name=op.f('fk_hinted_words_ticket')),
        sa.PrimaryKeyConstraint('ticket', 'word', name=op.f('pk_hinted_words')),
    )
