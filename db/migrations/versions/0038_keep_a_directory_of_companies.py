"""Keep a directory of companies"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.create_table(
        'companies',
        sa.Column('inn', sa.String(length=12), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=True),
        sa.Column('kpp', sa.String(length=9), nullable=True),
        sa.Column('address', sa.String(length=300), nullable=True),
        sa.Column('listed_at', INSTANT, nullable=True),
        sa.Column('colleagues_see', sa.Boolean(), nullable=True),
        sa.Column('colleagues_see_by', ID, nullable=True),
        sa.Column('colleagues_see_at', INSTANT, nullable=True),
        sa.ForeignKeyConstraint(['colleagues_see_by'], ['people.id'], name=op.f('fk_companies_colleagues_see_by')),
        sa.PrimaryKeyConstraint('inn', name=op.f('pk_companies')),
    )
    _index_some('ix_companies_listed', 'companies', 'inn', 'listed_at is not null')
    op.create_table(
        'directory',
        sa.Column('login', sa.String(length=320), nullable=False),
        sa.Column('inn', sa.String(length=12), nullable=False),
        sa.Column('full_name', sa.String(length=250), nullable=True),
        sa.Column('recorded_at', INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['inn'], ['companies.inn'], name=op.f('fk_directory_inn')),
        sa.PrimaryKeyConstraint('login', name=op.f('pk_directory')),
    )
    op.create_index(op.f('ix_directory_inn'), 'directory', ['inn'])
    op.create_table(
        'directory_rows',
        sa.Column('of', ID, nullable=False),
        sa.Column('line', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('inn', sa.String(length=12), nullable=False),
        sa.Column('kpp', sa.String(length=9), nullable=True),
        sa.Column('company', sa.String(length=200), nullable=True),
        sa.Column('address', sa.String(length=300), nullable=True),
        sa.Column('login', sa.String(length=320), nullable=True),
        sa.Column('full_name', sa.String(length=250), nullable=True),
        sa.Column('tariff', sa.String(length=16), nullable=True),
        sa.Column('paid_until', sa.Date(), nullable=True),
        sa.Column('colleagues_see', sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(['of'], ['imports.id'], name=op.f('fk_directory_rows_of')),
        sa.PrimaryKeyConstraint('of', 'line', name=op.f('pk_directory_rows')),
    )
    op.create_index('ix_directory_rows_inn', 'directory_rows', ['of', 'inn'])
    op.create_index('ix_directory_rows_login', 'directory_rows', ['of', 'login'])
    op.add_column('imports', sa.Column('kind', sa.String(length=12), server_default='guide', nullable=False))
    _index_some('ix_imports_taking', 'imports', 'id', "state = 'taking'")


def _index_some(name: str, table: str, column: str, which: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(which), postgresql_where=sa.text(which))
