"""Know whether anything can be written, and tell failures of one kind together"""

import sqlalchemy as sa
from alembic import op


revision = '0019'
down_revision = '0018'

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'pulse',
        sa.Column('id', ID, autoincrement=False, nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse')),
    )
    op.create_table(
        'bursts',
        sa.Column('kind', sa.String(length=255), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('more', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('kind', name=op.f('pk_bursts')),
    )
