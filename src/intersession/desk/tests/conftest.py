"""The cast of the consultations serves here too: the desk looks across."""

from intersession.consultations.tests.conftest import (  # noqa: F401
    ask,
    browse,
    cast,
    clock,
    close,
    concluded,
    draft,
    key,
    say,
    tell,
)
from intersession.desk.tests.archived import archive  # noqa: F401
