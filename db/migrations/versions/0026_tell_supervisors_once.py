"""Tell supervisors once of what keeps a rule from working"""

import sqlalchemy as sa
from alembic import op


revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        'hints',
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('kind', name=op.f('pk_hints')),
    )
    op.add_column('imports', sa.Column('unchanged', sa.Integer(), server_default='0', nullable=False))
