"""Jobs as a sheet: what ran here, how long it took and how it ended."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intersession.jobs.queries import JobRow
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def list_sheet(jobs: Iterable[JobRow], *, all_of_them: bool) -> Sheet:
    """`all_of_them`: with who started each, which one's own list need not say."""
    by = (_("By"),) if all_of_them else ()
    heads = (_("Job"), _("State"), _("Done"), _("Of"), *by, _("Started"), _("What went wrong"))
    rows: list[list[Cell]] = [
        [
            text(job.title),
            str(job.word),
            job.done,
            job.total,
            *([job.who or "Intersession"] if all_of_them else []),
            job.created_at,
            text(job.error),
        ]
        for job in jobs
    ]
    return Sheet(title=_("Jobs"), name="jobs", heads=heads, rows=rows)
