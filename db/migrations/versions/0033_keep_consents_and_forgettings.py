"""Keep consents to the processing of personal data, and requests to be forgotten"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0033"
down_revision = "0032"


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
        'forgettings',
        sa.Column('id', ID, nullable=False),
        sa.Column('person', ID, nullable=False),
        sa.Column('asked_at', INSTANT, nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('state', sa.String(length=8), server_default='asked', nullable=False),
        sa.Column('told_at', INSTANT, nullable=True),
        sa.Column('erased_at', INSTANT, nullable=True),
        sa.Column('done_at', INSTANT, nullable=True),
        sa.CheckConstraint("state in ('asked', 'erased', 'done')", name=op.f('ck_forgettings_state')),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_forgettings_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_forgettings')),
    )
    unfinished = sa.text("state != 'done'")
    with op.batch_alter_table('forgettings', schema=None) as batch_op:
        batch_op.create_index(
            'ix_forgettings_unfinished', ['person'], unique=True,
            sqlite_where=unfinished, postgresql_where=unfinished,
        )
