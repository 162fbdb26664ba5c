"""Tell a login from an e-mail that stands in its place, and answer thanks once"""

import sqlalchemy as sa
from alembic import op


revision = '0031'
down_revision = '0030'


def upgrade() -> None:
    op.add_column('identities', sa.Column('login_kind', sa.String(length=16), nullable=False, server_default='login'))
    op.add_column('tickets', sa.Column('thanked_at', sa.DateTime(timezone=True)))
