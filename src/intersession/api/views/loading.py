"""Operations that fill an empty membership."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import writes
from intersession.api.shapes import loading as shapes
from intersession.api.views._rows import who
from intersession.membership import actions


@writes(
    _("Load the table of States into an empty membership"),
    access=May.MANAGE_ENTITIES,
    takes=shapes.WithStatuses,
    gives=shapes.Loaded,
    status=201,
)
def entities_load(request: Any, body: shapes.WithStatuses) -> shapes.Loaded:
    chosen = "IOM" if body.with_statuses else ""
    in_example = request.example is not None
    made = actions.load_states(statuses_of=chosen, in_example=in_example, **who(request))
    return shapes.Loaded(entities=len(made))


@writes(
    _("Load Entities of your own into an empty membership"),
    access=May.MANAGE_ENTITIES,
    takes=shapes.Rows,
    gives=shapes.Loaded,
    status=201,
)
def entities_load_rows(request: Any, body: shapes.Rows) -> shapes.Loaded:
    """In an example they are invented."""
    rows = [shapes.plain(row) for row in body.entities]
    fictional = request.example is not None
    made = actions.load_entities(rows=rows, fictional=fictional, **who(request))
    return shapes.Loaded(entities=len(made))
