"""Warn of older tickets: those that were opened before there were warnings have their first one set by the clock"""

from alembic import op


revision = '0013'
down_revision = '0012'


def upgrade() -> None:
    # Step 0 warns of nothing: when it rings, the working calendar says which warning is next.
    op.execute("""insert into alarms (ticket, kind, about, step, due_at)
        select number, 'warning', 0, 0, opened_at from tickets
        where state != 'closed' and deadline is not null
        and not exists (select 1 from alarms where ticket = tickets.number and kind = 'warning')""")
