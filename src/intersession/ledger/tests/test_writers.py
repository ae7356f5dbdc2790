"""Several processes write at once, into a chain that is still empty: one chain, no gap, no fork.

In a database of its own, for what must be committed cannot be tried inside a test's transaction.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.harness.server import copied

WRITERS, EACH = 4, 15
WRITE = """
import django, sys, time
django.setup()
from datetime import UTC, datetime
from django.db import transaction
from intersession.access.models import User
from intersession.ledger.record import record, seal
from intersession.ledger.verbs import Verb
by, user = sys.argv[1], User.objects.get()
time.sleep(max(0, float(sys.argv[2]) - time.time()))
for n in range(%d):
    with transaction.atomic():
        at = datetime.now(UTC)
        record(Verb.ROLE_GIVEN, by=by, at=at, subject=user, chain="hall", n=n)
        record(Verb.ROLE_GIVEN, by=by, at=at, subject=user, n=n)
    if n %% 5 == 0:
        seal(by=by, at=at)
"""
CHECK = """
import django
django.setup()
from intersession.ledger.models import Chain
from intersession.ledger.record import verify
print(verify(), sorted(Chain.objects.values_list("key", "length"))[0])
"""


@pytest.fixture
def surroundings() -> Iterator[dict[str, str]]:
    """A database of the kind the tests run on, empty but for one account."""
    with copied("") as made:
        given = {**os.environ, "DATABASE_URL": made.database_url}
        given["INTERSESSION_VAR"] = str(made.folder)
        given["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
        given["PYTHONPATH"] = os.pathsep.join(sys.path)
        _python(given, "-c", ACCOUNT)
        yield given


ACCOUNT = """
import django
django.setup()
from intersession.access.models import User
User.objects.create_user("a@example.org")
"""


def _python(surroundings: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.server
def test_the_first_writers_of_a_chain_do_not_collide(
    surroundings: dict[str, str],
) -> None:
    begin = str(time.time() + 3)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE % EACH, f"writer {n}", begin],
            env=surroundings,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(WRITERS)
    ]
    errors = [writer.communicate(timeout=60)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, errors
    assert _python(surroundings, "-c", CHECK).strip() == f"[] ('hall', {WRITERS * EACH})"
