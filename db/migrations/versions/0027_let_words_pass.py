"""Let words pass that look obscene or are a matter of taste"""

import sqlalchemy as sa
from alembic import op



ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        'left_words',
        sa.Column('word', sa.String(length=64), nullable=False),
        sa.Column('added_by', ID, nullable=False),
        sa.Column('added_at', INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_left_words_added_by')),
        sa.PrimaryKeyConstraint('word', name=op.f('pk_left_words')),
    )
