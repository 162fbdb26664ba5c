"""Know of an outage of Telegram that lasts, also after a restart"""

import sqlalchemy as sa
from alembic import op


revision = '0023'
down_revision = '0022'

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'outages',
        sa.Column('id', ID, autoincrement=False, nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('mailed_at', sa.DateTime(timezone=True)),
        sa.Column('waiting', sa.Integer(), nullable=False),
        sa.Column('last_parcel', ID, nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outages')),
    )
