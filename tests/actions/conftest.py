from tests.db.conftest import database

__all__ = ["database"]
