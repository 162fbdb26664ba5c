"""Keep who leads"""

import sqlalchemy as sa
from alembic import op


revision = '0022'
down_revision = '0021'

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'leases',
        sa.Column('id', ID, autoincrement=False, nullable=False),
        sa.Column('epoch', sa.Integer(), nullable=False),
        sa.Column('holder', sa.String(length=64), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_leases')),
    )
