"""What must be there before a registration may be sent."""

from typing import Any

from django.utils.translation import gettext as _

from intersession.membership.models import Entity
from intersession.participation import asking
from intersession.participation.models import Call, Registration
from intersession.participation.wording import FIELDS
from intersession.ui.text import text

NEEDED = ("badge_name", "function", "email")


def lacking(row: Registration, call: Call) -> list[str]:
    """What must be there before it may be sent, in words."""
    lacks = [str(FIELDS[name]) for name in NEEDED if not getattr(row, name)]
    if not (row.given_name or row.family_name):
        lacks.append(_("a name as in the passport"))
    kind = asking.kind_of(row)
    if not kind:
        lacks.append(str(FIELDS["stakeholder"]))
    if kind == Entity.Kind.STATE and row.from_capital is None:
        lacks.append(str(FIELDS["from_capital"]))
    filed = {str(uid) for uid in _filed(row)}
    questions = list(call.questions.all())
    return lacks + [
        text(one.wording) for one in asking.lacking(questions, row.answers, filed, kind)
    ]


def _filed(row: Registration) -> Any:
    papers = row.papers.filter(deleted_at=None, question__isnull=False)
    return papers.values_list("question__uid", flat=True)
