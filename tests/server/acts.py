"""Run with the settings of a database that holds the example: what a busy day leaves behind. Two
of a Mission who disagree, an answer on paper with its scan, a document whose file is kept here."""

from datetime import datetime, timedelta

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 - models need settings

from intersession.access.guard import Actor  # noqa: E402
from intersession.access.models import User  # noqa: E402
from intersession.consultations.actions import notes, preferences  # noqa: E402
from intersession.consultations.models import Question  # noqa: E402
from intersession.consultations.papers.notes import MAKING  # noqa: E402
from intersession.desk.acting import actor_for  # noqa: E402
from intersession.desk.models import Example  # noqa: E402
from intersession.documents import actions as documents  # noqa: E402
from intersession.documents.models import DocumentVersion  # noqa: E402
from intersession.jobs.actions import start_job  # noqa: E402
from intersession.jobs.running import run_next  # noqa: E402
from intersession.membership.models import Entity, Representation  # noqa: E402

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def main() -> None:
    at = Example.objects.get().now
    question = Question.objects.get(slug="topics-2012")
    marenia = Representation.objects.filter(entity__slug="marenia", role="focal_point")
    for number, row in enumerate(marenia.order_by("pk"), start=1):
        by = actor_for(row.user, row.user.persons.get(), at.date())
        when = at + timedelta(minutes=number)
        named = ["A"] if number == 1 else ["B", "C"]
        preferences.prefer(question=question, approved=named, reason="Été", by=by, at=when)
    user = User.objects.get(email="programme.officer@dialogue.example")
    officer = actor_for(user, user.persons.get(), at.date())
    upload = SimpleUploadedFile("note verbale n° 12.pdf", PDF)
    scan = documents.store_file(upload=upload, by=officer, at=at)
    keyed = preferences.Keyed(channel="note_verbale", received_at=at, scan=scan)
    answered = question.preferences.values("entity")
    silent = question.register.filter(counted=True).exclude(entity__in=answered)
    entity = Entity.objects.filter(pk__in=silent.values("entity")).order_by("slug").first()
    assert entity is not None
    preferences.key_in(
        question=question, entity=entity, approved=["C"], keyed=keyed, by=officer, at=at
    )
    _send_notes(officer, at)
    DocumentVersion.objects.filter(document__symbol="IC/2011/7", language="en").update(file=scan)


def _send_notes(officer: Actor, at: datetime) -> None:
    """To the few observers: of a made circular the files are kept."""
    draft = notes.Draft(
        title={"en": "Choice of topics"},
        body={"en": "To {to_mission}."},
        audience="observers",
        dated=at.date(),
        signed_by={"en": "Geneva"},
    )
    row = notes.draft_circular(draft=draft, by=officer, at=at)
    row = notes.issue_circular(circular=row, by=officer, at=at)
    values = {"circular": str(row.uid), "then": "/"}
    start_job(kind=MAKING, values=values, then="/", by=officer, at=at)
    run_next(clock=lambda: at)


main()
