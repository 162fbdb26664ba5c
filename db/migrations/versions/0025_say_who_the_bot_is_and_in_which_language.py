"""Keep what the bot says about itself, and canned answers by language"""

import sqlalchemy as sa
from alembic import op


revision = '0025'
down_revision = '0024'


def upgrade() -> None:
    op.create_table(
        'descriptions',
        sa.Column('method', sa.String(length=32), nullable=False),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('method', 'language', name=op.f('pk_descriptions')),
    )
    op.add_column('canned_answers', sa.Column('locale', sa.String(length=8)))
