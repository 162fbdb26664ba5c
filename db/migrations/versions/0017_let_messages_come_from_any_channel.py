"""Let messages come from any channel: where each stands is text, and files have a table of their own"""

import sqlalchemy as sa
from alembic import op


revision = '0017'
down_revision = '0016'

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
ORIGIN = {'channel': 16, 'place': 320, 'external_id': 255}
WITH_FILES = ('messages', 'message_versions', 'held_messages')


def upgrade() -> None:
    _keep_files()
    _place_messages()
    _place_copies()


def _keep_files() -> None:
    op.create_table(
        'files',
        sa.Column('id', ID, nullable=False),
        sa.Column('keeper', sa.String(length=16), nullable=False),
        sa.Column('key', sa.String(length=255), nullable=False),
        sa.Column('name', sa.String(length=255), nullable=True),
        sa.Column('mime', sa.String(length=127), nullable=True),
        sa.Column('size', ID, nullable=True),
        sa.Column('sha256', sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_files')),
        sa.UniqueConstraint('keeper', 'key', name=op.f('uq_files_keeper_key')),
    )
    known = ' union '.join(f'select file_id from {name} where file_id is not null' for name in WITH_FILES)
    op.execute(f"insert into files (keeper, key) select 'telegram', file_id from ({known}) as known")
    for name in WITH_FILES:
        op.add_column(name, sa.Column('file', ID, nullable=True))
        op.execute(f"""
            update {name} set file = (select files.id from files where files.key = {name}.file_id)
            where file_id is not null""")
    for name in ('message_versions', 'held_messages'):
        with op.batch_alter_table(name) as table:
            table.drop_column('file_id')
            table.create_foreign_key(op.f(f'fk_{name}_file'), 'files', ['file'], ['id'])


def _place_messages() -> None:
    for name, length in ORIGIN.items():
        op.add_column('messages', sa.Column(name, sa.String(length=length), nullable=True))
    op.add_column('messages', sa.Column('position', ID, nullable=True))
    op.execute("""
        update messages set channel = 'telegram', place = cast(chat_id as varchar(320)),
            external_id = cast(telegram_id as varchar(255)),
            position = case when album is null then null else telegram_id end""")
    op.drop_index('ix_messages_album', 'messages')
    with op.batch_alter_table('messages') as messages:
        messages.drop_constraint(op.f('uq_messages_chat_id_telegram_id'), type_='unique')
        for name in ('chat_id', 'telegram_id', 'file_id'):
            messages.drop_column(name)
        for name, length in ORIGIN.items():
            messages.alter_column(name, existing_type=sa.String(length=length), nullable=False)
        messages.create_unique_constraint(
            op.f('uq_messages_channel_place_external_id'), ['channel', 'place', 'external_id']
        )
        messages.create_foreign_key(op.f('fk_messages_file'), 'files', ['file'], ['id'])
    album = sa.text('album is not null')
    op.create_index('ix_messages_album', 'messages', ['album', 'channel', 'place', 'position'],
                    sqlite_where=album, postgresql_where=album)


def _place_copies() -> None:
    """The newest copy of a message in a place is the one with the highest number: so far Telegram's, now our own."""
    op.execute('create temporary table copies_before as select * from copies')
    op.drop_table('copies')
    op.create_table(
        'copies',
        sa.Column('id', ID, nullable=False),
        sa.Column('message', ID, nullable=False),
        sa.Column('channel', sa.String(length=16), nullable=False),
        sa.Column('place', sa.String(length=320), nullable=False),
        sa.Column('external_id', sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(['message'], ['messages.id'], name=op.f('fk_copies_message')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_copies')),
        sa.UniqueConstraint('channel', 'place', 'external_id', 'message',
                            name=op.f('uq_copies_channel_place_external_id_message')),
    )
    op.execute("""
        insert into copies (message, channel, place, external_id)
        select message, 'telegram', cast(chat_id as varchar(320)), cast(telegram_id as varchar(255))
        from copies_before order by copies_before.telegram_id, copies_before.message""")
    op.execute('drop table copies_before')
    op.create_index('ix_copies_counterpart', 'copies', ['message', 'channel', 'place', 'id'])
