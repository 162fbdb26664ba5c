"""Keep consents to the processing of personal data, and what people ask about their data"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        'consents',
        sa.Column('id', ID, nullable=False),
        sa.Column('person', ID, nullable=False),
        sa.Column('version', sa.String(length=64), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('answer', sa.String(length=12), nullable=False),
        sa.Column('channel', sa.String(length=16), nullable=False),
        sa.Column('answered_at', INSTANT, nullable=False),
        sa.CheckConstraint(
            "answer in ('agreed', 'refused', 'informed', 'withdrawn')", name=op.f('ck_consents_answer')
        ),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_consents_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_consents')),
    )
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.create_index('ix_consents_person', ['person', 'sha256'], unique=False)
    op.create_table(
        'rights_requests',
        sa.Column('id', ID, nullable=False),
        sa.Column('person', ID, nullable=False),
        sa.Column('wish', sa.String(length=8), nullable=False),
        sa.Column('asked_at', INSTANT, nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('state', sa.String(length=8), server_default='asked', nullable=False),
        sa.Column('told_at', INSTANT, nullable=True),
        sa.Column('erased_at', INSTANT, nullable=True),
        sa.Column('done_at', INSTANT, nullable=True),
        sa.CheckConstraint("wish in ('forget', 'withdraw', 'mydata')", name=op.f('ck_rights_requests_wish')),
        sa.CheckConstraint("state in ('asked', 'erased', 'done')", name=op.f('ck_rights_requests_state')),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_rights_requests_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rights_requests')),
    )
    unfinished = sa.text("state != 'done'")
    with op.batch_alter_table('rights_requests', schema=None) as batch_op:
        batch_op.create_index(
            'ix_rights_requests_unfinished', ['person', 'wish'], unique=True,
            sqlite_where=unfinished, postgresql_where=unfinished,
        )
    with_file, taken = sa.text('file is not null'), sa.text('operator is not null')
    for table in ('messages', 'message_versions'):
        op.create_index(f'ix_{table}_file', table, ['file'], sqlite_where=with_file, postgresql_where=with_file)
    op.create_index('ix_promises_ticket', 'promises', ['ticket'])
    op.create_index('ix_tickets_operator', 'tickets', ['operator'], sqlite_where=taken, postgresql_where=taken)
