"""Prove logins by codes"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        'login_codes',
        sa.Column('id', ID, nullable=False),
        sa.Column('person', ID, nullable=False),
        sa.Column('login', sa.String(length=320), nullable=False),
        sa.Column('address', sa.String(length=320), nullable=False),
        sa.Column('locale', sa.String(length=8), nullable=False),
        sa.Column('salt', sa.String(length=32), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=True),
        sa.Column('created_at', INSTANT, nullable=False),
        sa.Column('expires_at', INSTANT, nullable=True),
        sa.Column('tries', sa.Integer(), server_default='0', nullable=False),
        sa.Column('state', sa.String(length=8), server_default='open', nullable=False),
        sa.CheckConstraint("state in ('open', 'used', 'left', 'refused')", name=op.f('ck_login_codes_state')),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_login_codes_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_login_codes')),
    )
    op.create_index('ix_login_codes_person', 'login_codes', ['person', 'created_at'])
    op.create_index('ix_login_codes_login', 'login_codes', ['login', 'created_at'])
    op.create_index('ix_login_codes_created_at', 'login_codes', ['created_at'])
    op.create_table(
        'login_proofs',
        sa.Column('id', ID, nullable=False),
        sa.Column('person', ID, nullable=False),
        sa.Column('login', sa.String(length=320), nullable=False),
        sa.Column('channel', sa.String(length=16), nullable=False),
        sa.Column('answered_at', INSTANT, nullable=False),
        sa.Column('proven_at', INSTANT, nullable=True),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_login_proofs_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_login_proofs')),
        sa.UniqueConstraint('person', 'login', name=op.f('uq_login_proofs_person_login')),
    )
