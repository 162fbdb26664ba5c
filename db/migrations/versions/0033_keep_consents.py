"""Keep consents to the processing of personal data"""

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
