"""Erase by age, and merge people"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.create_table(
        'retention',
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('night', sa.Date(), nullable=False),
        sa.Column('position', ID, nullable=False),
        sa.Column('erased', sa.Integer(), nullable=False),
        sa.Column('done', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('kind', name=op.f('pk_retention')),
    )
    op.add_column('dialogues', sa.Column('saved_at', INSTANT, nullable=True))
    op.add_column('tickets', sa.Column('erased_at', INSTANT, nullable=True))
    op.add_column('people', sa.Column('last_account', ID, nullable=True))
    op.add_column('people', sa.Column('merged_into', ID, nullable=True))
    kept = sa.text('closed_at is not null and erased_at is null')
    op.create_index('ix_tickets_kept', 'tickets', ['closed_at'], sqlite_where=kept, postgresql_where=kept)
    op.execute("update dialogues set saved_at = current_timestamp")
    op.execute(
        "update tickets set erased_at = current_timestamp "
        "where state = 'closed' and identity in (select id from identities where inn = 'удалено')"
    )
