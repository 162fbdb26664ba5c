"""aiogram's dialogue state, kept in the transaction of the input being worked through."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey
from sqlalchemy.ext.asyncio import AsyncConnection

from db import dialogues
from db.dialogues import Dialogue


class TableStorage(BaseStorage):
    """Reads and writes `dialogues` over one connection; a new one for each input."""

    def __init__(self) -> None:
        """Start without a transaction: `use` names it."""
        self._keys = DefaultKeyBuilder(with_bot_id=False)
        self._connection: AsyncConnection | None = None
        self._now: datetime | None = None
        self._known: dict[StorageKey, Dialogue] = {}

    def use(self, connection: AsyncConnection, now: datetime) -> None:
        """Work in this transaction from now on. Inputs are consumed one after another, so one is enough."""
        self._connection, self._now = connection, now
        self._known = {}

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Move to a state, or with None leave the dialogue."""
        name = state.state if isinstance(state, State) else state
        await self._save(key, Dialogue(name, (await self._read(key)).data))

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the present state's name."""
        return (await self._read(key)).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace what was said so far; JSON values only."""
        await self._save(key, Dialogue((await self._read(key)).state, dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return what was said so far."""
        return dict((await self._read(key)).data)

    async def close(self) -> None:
        """Nothing is held open."""

    async def _read(self, key: StorageKey) -> Dialogue:
        key = _whole(key)
        if key not in self._known:
            self._known[key] = await dialogues.read(self._transaction, self._keys.build(key))
        return self._known[key]

    async def _save(self, key: StorageKey, dialogue: Dialogue) -> None:
        key = _whole(key)
        assert self._now is not None, "dialogues are kept inside a transaction"
        await dialogues.save(self._transaction, self._keys.build(key), dialogue, self._now)
        self._known[key] = dialogue

    @property
    def _transaction(self) -> AsyncConnection:
        assert self._connection is not None, "dialogues are kept inside a transaction"
        return self._connection


def _whole(key: StorageKey) -> StorageKey:
    """Return the key of a dialogue: a person has one in private, in whatever topic of that chat they go on with it."""
    return replace(key, thread_id=None) if key.thread_id is not None and key.chat_id == key.user_id else key
