"""The OpenAPI document is true: every check of schemathesis, on every operation, for three people.

The database is that of the example; what the requests change is undone with each test.
"""

import os
import re
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import (
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
)

from intersession.access.policy import Role
from intersession.api import openapi
from tests.harness.server import on_postgres

# A longer run: API_EXAMPLES=50 python -m pytest src/intersession/api/tests/test_schemathesis.py
EXAMPLES = int(os.environ.get("API_EXAMPLES", "0"))
PHASES = PhasesConfig(coverage=CoveragePhaseConfig(enabled=EXAMPLES > 0))
# Who asks is said by `people`; a token that is made up is tried by the checks themselves.
GENERATION = GenerationConfig(with_security_parameters=False)
PROJECT = ProjectConfig(phases=PHASES, generation=GENERATION)
CONFIG = schemathesis.Config(projects=ProjectsConfig(default=PROJECT))
SCHEMA = schemathesis.openapi.from_dict(openapi.document(), config=CONFIG)
SCHEMA.app = get_wsgi_application()

# Half a minute of CPU: tried beside the stricter of the two databases (decision 0012).
pytestmark = pytest.mark.skipif(
    not on_postgres() and not EXAMPLES, reason="tried beside PostgreSQL"
)
QUICK = settings(
    max_examples=EXAMPLES or 2,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


# Things of the example, by the first word of an address: behind a made-up one there is only 404.
REAL = {
    "document": ("slug", "ic-2011-7"),
    "entity": ("slug", "marenia"),
    "meeting": ("slug", "workshop-1-2012"),
    "programme": ("year", 2012),
    "question": ("slug", "topics-2012"),
    "entity_of": ("entity", "marenia"),  # a second word of addresses under a meeting
}
MADE_UP = re.compile(r"[-a-zA-Z0-9_]+")


@SCHEMA.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
    """One of two made-up names is that of something real; one that breaks its pattern stays."""
    real = dict([REAL.get(context.operation.path.split("/")[2], ("", "")), REAL["entity_of"]])
    return {
        name: real[name] if name in real and _is_made_up(given) else given
        for name, given in (path_parameters or {}).items()
    }


def _is_made_up(given: Any) -> bool:
    return bool(MADE_UP.fullmatch(str(given))) and not sum(str(given).encode()) % 2


@pytest.fixture
def people(make: Any, called: Any) -> list[dict[str, str]]:
    """A stranger, a focal point and the Administration, by the headers that they send."""
    plain = {"Accept-Encoding": "identity"}  # within one process nobody unpacks an answer
    tokens = [make(Role.FOCAL_POINT, "marenia"), make(Role.ADMINISTRATION)]
    return [plain, *({**plain, "Authorization": f"Bearer {made.secret}"} for made in tokens)]


@SCHEMA.parametrize()
@QUICK
def test_operations_do_what_their_document_says(case: Any, people: list[dict[str, str]]) -> None:
    for headers in people:
        case.call_and_validate(headers=headers)
