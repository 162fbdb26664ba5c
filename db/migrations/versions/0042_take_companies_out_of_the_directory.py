"""Take companies out of the directory; keep what is wrong with every line of a file until it is told"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.add_column(
        'directory_rows', sa.Column('remove', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        'import_faults',
        sa.Column('of', ID, nullable=False),
        sa.Column('line', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('faults', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['of'], ['imports.id'], name=op.f('fk_import_faults_of')),
        sa.PrimaryKeyConstraint('of', 'line', name=op.f('pk_import_faults')),
    )
