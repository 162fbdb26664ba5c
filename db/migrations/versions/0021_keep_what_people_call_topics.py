"""Keep what people call topics: the desk adds its sign and no more"""

import sqlalchemy as sa
from alembic import op


revision = '0021'
down_revision = '0020'


def upgrade() -> None:
    op.add_column('topics', sa.Column('given_name', sa.String(length=255), server_default='', nullable=False))
