"""Know which copy of a question has the buttons"""

import sqlalchemy as sa
from alembic import op


revision = "0029"
down_revision = "0028"

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'live_questions',
        sa.Column('chat_id', ID, autoincrement=False, nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('message_id', ID, nullable=False),
        sa.Column('about', ID, nullable=False),
        sa.PrimaryKeyConstraint('chat_id', 'name', name=op.f('pk_live_questions')),
    )
