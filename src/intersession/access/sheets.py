"""The table of permissions as a sheet."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from intersession.access.queries import Area
from intersession.ui.sheets import Sheet


def table_sheet(*, roles: Sequence[str], areas: Iterable[Area]) -> Sheet:
    rows = [
        [str(area.name), str(row.name), *(str(cell.scope) or _("No") for cell in row.cells)]
        for area in areas
        for row in area.rows
    ]
    heads = (_("Area"), _("What"), *roles)
    return Sheet(title=_("Who may do what"), name="permissions", heads=heads, rows=rows)
