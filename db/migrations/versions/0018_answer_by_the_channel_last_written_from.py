"""Answer by the channel that a requester last wrote from, so far Telegram"""

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = '0017'


def upgrade() -> None:
    channel = sa.Column('reply_channel', sa.String(length=16), server_default='telegram', nullable=False)
    op.add_column('tickets', channel)
    with op.batch_alter_table('tickets') as tickets:
        tickets.alter_column('reply_channel', existing_type=sa.String(length=16), server_default=None)
