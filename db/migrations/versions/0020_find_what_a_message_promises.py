"""Find what a message promises: its edits change that"""

from alembic import op


revision = '0020'
down_revision = '0011'


def upgrade() -> None:
    op.create_index('ix_promises_message', 'promises', ['message'])
