"""Keep deadlines apart from the audit: what a rule needs has its own place, filled from what was written so far"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = '0014'

CAUSES = {'open': 'registered', 'extend': 'extended', 'kind': 'kind_changed', 'reopen': 'reopened',
          'recalculate': 'recalculated', 'missed': 'missed'}
FOLLOWED = ('resolve', 'no_question', 'ask', *CAUSES)
AT_ONCE = 1000
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    deadlines = op.create_table(
        'deadlines',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('ticket', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('set_at', MOMENT, nullable=False),
        sa.Column('set_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
        sa.Column('cause', sa.String(length=16), nullable=False),
        sa.Column('until', MOMENT, nullable=True),
        sa.Column('hours', sa.Integer(), nullable=True),
        sa.Column('since', MOMENT, nullable=True),
        sa.Column('was', MOMENT, nullable=True),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.CheckConstraint("cause in ('registered', 'extended', 'kind_changed', 'reopened', 'recalculated', 'missed')",
                           name=op.f('ck_deadlines_cause')),
        sa.ForeignKeyConstraint(['ticket'], ['tickets.number'], name=op.f('fk_deadlines_ticket')),
        sa.ForeignKeyConstraint(['set_by'], ['people.id'], name=op.f('fk_deadlines_set_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_deadlines')),
    )
    op.create_index(op.f('ix_deadlines_ticket'), 'deadlines', ['ticket'])
    dismissed = op.create_table(
        'dismissed_questions',
        sa.Column('message', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
        sa.Column('ticket', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('dismissed_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('dismissed_at', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['message'], ['messages.id'], name=op.f('fk_dismissed_questions_message')),
        sa.ForeignKeyConstraint(['ticket'], ['tickets.number'], name=op.f('fk_dismissed_questions_ticket')),
        sa.ForeignKeyConstraint(['dismissed_by'], ['people.id'], name=op.f('fk_dismissed_questions_dismissed_by')),
        sa.PrimaryKeyConstraint('message', name=op.f('pk_dismissed_questions')),
    )
    op.create_index(op.f('ix_dismissed_questions_ticket'), 'dismissed_questions', ['ticket'])
    op.add_column('tickets', sa.Column('asked_to_confirm_at', MOMENT, nullable=True))
    _fill(deadlines, dismissed)
    _leave_what_is_closed()


def _leave_what_is_closed() -> None:
    """What had closed over an open question rang on; a promise is still judged when it falls due."""
    op.execute("delete from alarms where kind != 'promise'"
               " and ticket in (select number from tickets where state = 'closed')")


def _fill(deadlines: sa.Table, dismissed: sa.Table) -> None:
    tickets = sa.table('tickets', sa.column('number'), sa.column('asked_to_confirm_at', MOMENT))
    requests = sa.table('data_requests', sa.column('ticket'), sa.column('asked_at', MOMENT),
                        sa.column('done_at', MOMENT), sa.column('state'))
    connection, after = op.get_bind(), 0
    asked_to_confirm = (sa.update(tickets).where(tickets.c.number == sa.bindparam('at'))
                        .values(asked_to_confirm_at=sa.bindparam('moment')))
    # What joined a request counts with its last part.
    asked = (sa.update(requests)
             .where(requests.c.ticket == sa.bindparam('at'), requests.c.asked_at < sa.bindparam('moment'),
                    sa.or_(requests.c.state != 'done', requests.c.done_at >= sa.bindparam('moment')))
             .values(asked_at=sa.bindparam('moment')))
    while lines := _lines(connection, after):
        after = lines[-1].id
        rows = [_deadline(line) for line in lines if line.action in CAUSES]
        if rows:
            connection.execute(deadlines.insert(), rows)
        _dismiss(connection, dismissed, [line for line in lines if line.action == 'no_question'])
        for action, change in (('resolve', asked_to_confirm), ('ask', asked)):
            moments = [{'at': line.ticket, 'moment': line.at} for line in lines if line.action == action]
            if moments:
                connection.execute(change, moments)


def _lines(connection: sa.Connection, after: int) -> list[sa.Row[Any]]:
    audit = sa.table('audit', sa.column('id'), sa.column('at', MOMENT), sa.column('actor'), sa.column('action'),
                     sa.column('ticket'), sa.column('details', sa.JSON()))
    wanted = sa.select(audit).where(audit.c.id > after, audit.c.action.in_(FOLLOWED), audit.c.ticket.is_not(None))
    return list(connection.execute(wanted.order_by(audit.c.id).limit(AT_ONCE)))


def _deadline(line: sa.Row[Any]) -> dict[str, object]:
    said = line.details
    moments = {name: datetime.fromisoformat(said[name]).astimezone(UTC) if said.get(name) else None
               for name in ('until', 'since', 'was')}
    return {'ticket': line.ticket, 'set_at': line.at, 'set_by': line.actor, 'cause': CAUSES[line.action],
            'hours': said.get('hours'), 'reason': said.get('reason'), **moments}


def _dismiss(connection: sa.Connection, dismissed: sa.Table, lines: list[sa.Row[Any]]) -> None:
    """A question that stood open again may have been dismissed twice: the last time counts."""
    rows = {line.details['message']: {'message': line.details['message'], 'ticket': line.ticket,
                                      'dismissed_by': line.actor, 'dismissed_at': line.at} for line in lines}
    if rows:
        connection.execute(dismissed.delete().where(dismissed.c.message.in_(rows)))
        connection.execute(dismissed.insert(), list(rows.values()))
