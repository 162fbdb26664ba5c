"""Know on behalf of which companies a person writes"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.create_table(
        'representatives',
        sa.Column('person', ID, nullable=False, autoincrement=False),
        sa.Column('inn', sa.String(length=12), nullable=False),
        sa.Column('identity', ID, nullable=False),
        sa.ForeignKeyConstraint(['identity'], ['identities.id'], name=op.f('fk_representatives_identity')),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_representatives_person')),
        sa.PrimaryKeyConstraint('person', 'inn', name=op.f('pk_representatives')),
    )
    op.create_index(op.f('ix_representatives_inn'), 'representatives', ['inn'], unique=False)
    _fill()


def _fill() -> None:
    """Take what was stated last, and what a request was opened with: a number that was mistyped has none any more."""
    op.execute(
        "insert into representatives (person, inn, identity) "
        "select person, inn, max(id) from identities "
        "where length(inn) in (10, 12) and person in (select id from people) and (id in (select identity from tickets) "
        "or id in (select max(id) from identities where inn != '—' group by person)) "
        "group by person, inn"
    )
