"""Find promises by their message, which may be edited, and all that was ever asked for in a ticket"""

from alembic import op


revision = '0012'
down_revision = '0011'


def upgrade() -> None:
    op.create_index('ix_promises_message', 'promises', ['message'])
    op.create_index('ix_data_requests_ticket', 'data_requests', ['ticket'])
