"""Hold what is for people who are gone; remember topics that lack their context, and media under a spoiler."""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'


def upgrade() -> None:
    with op.batch_alter_table('outbox') as batch_op:
        batch_op.drop_constraint(op.f('ck_outbox_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_outbox_state'), "state in ('waiting', 'held', 'done', 'failed', 'dropped')")
    held = sa.text("state = 'held'")
    op.create_index('ix_outbox_held', 'outbox', ['destination'], sqlite_where=held, postgresql_where=held)
    op.add_column('topics', sa.Column('context_owed', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('messages', sa.Column('spoiler', sa.Boolean(), server_default=sa.false(), nullable=False))
