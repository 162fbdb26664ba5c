"""Find the pages of a ticket"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

live_questions = sa.table("live_questions", sa.column("name", sa.String), sa.column("about", sa.BigInteger))


def upgrade() -> None:
    with op.batch_alter_table("live_questions", schema=None) as batch_op:
        batch_op.create_index("ix_live_questions_about", ["about"], unique=False)
    connection = op.get_bind()
    pages = connection.execute(sa.select(live_questions.c.name).distinct().where(live_questions.c.name.like("page %")))
    for name in list(pages.scalars()):
        about = int(name.split()[-1])
        connection.execute(sa.update(live_questions).where(live_questions.c.name == name).values(about=about))
