"""The whole example, loaded once for each module that asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from intersession.desk.example.load import load
from intersession.desk.models import Example


@contextmanager
def loaded(stage: str, blocker: Any) -> Iterator[Example]:
    """Inside one transaction that is undone after the module: each test works on a savepoint.

    The connection stays open meanwhile, for what it holds is in no file yet. Its references are
    checked once: PostgreSQL would check those of all rows again at the end of each test.
    """
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "close", lambda: None)
        with transaction.atomic():
            example = load(stage)
            connection.check_constraints()
            yield example
            transaction.set_rollback(True)
