"""Notes verbales: one wording a language, merged to all Missions, kept as they were issued."""

import io
import uuid
import zipfile

import page as checker
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as Word
from pypdf import PdfReader

from intersession.access.models import User
from intersession.consultations.actions import notes as actions
from intersession.consultations.models import Circular, NoteVerbale
from intersession.jobs.models import Job
from intersession.jobs.running import run_next
from intersession.ledger.models import Entry
from intersession.membership.models import Entity, Representation

from .conftest import NOW, SIX, members, read

BODY = {
    "en": "{to_mission} greetings on {date}, {number}.\n\nBy {deadline}.",
    "fr": "Compliments {to_mission} ({name}), n° {number}.\n\nD’ici au {deadline}.",
}
NOTES = "/consultations/notes/"
SENT = {
    "title_en": "Topics",
    "audience": "members",
    "dated": "2011-10-20",
    "deadline": "2011-10-25T18:00",
    "body_en": BODY["en"],
    "body_fr": BODY["fr"],
    "signed_by_en": "For the Administration\nA. Person",
    "signed_by_fr": "Pour l’Administration",
}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def circular(cast):
    """A draft to all Members: Arvoria reads English, Marenia French."""

    def circular(**given):
        wanted = {
            "title": {"en": "Topics"},
            "body": BODY,
            "audience": "members",
            "dated": NOW.date(),
            "signed_by": {"en": "For the Administration\nA. Person", "fr": "Pour l’Administration"},
            "deadline": SIX,
        }
        draft = actions.Draft(**{**wanted, **given})
        return actions.draft_circular(draft=draft, by=cast.by("officer"), at=NOW)

    users = Representation.objects.filter(entity=cast.marenia).values("user")
    User.objects.filter(pk__in=users).update(language="fr")
    Entity.objects.filter(pk=cast.marenia.pk).update(
        name={"en": "Marenia", "fr": "Marénie"},
        formal_name={"en": "the Republic of Marenia", "fr": "le Royaume de Marénie"},
    )
    return circular


@pytest.fixture
def issue(cast):
    def issue(row):
        return actions.issue_circular(circular=row, by=cast.by("officer"), at=NOW)

    return issue


def text_of(content):
    said = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
    return " ".join(said.split()).replace("\u00ad ", "")


def place(row, path=""):
    return f"/consultations/note/{row.uid}/{path}"


def test_the_form_keeps_a_draft_and_a_button_issues_it(browse, cast, circular):
    officer = browse("officer")
    assert "{to_mission}" in read(officer.get(f"{NOTES}add/"))
    answer = officer.post(f"{NOTES}add/", SENT)
    assert answer.status_code == 302
    row = Circular.objects.get()
    page = read(officer.get(answer.url))
    assert "2 notes verbales would be issued as NV/2011/1." in page
    assert "French" in page and "English" in page
    assert officer.post(place(row, "issue/")).status_code == 302
    assert "NV/2011/1: 2 notes verbales, kept as they were sent." in read(officer.get(place(row)))
    assert "NV/2011/1" in read(officer.get(NOTES))


def test_each_mission_reads_its_own_language_with_its_articles(browse, cast, circular, issue):
    row = issue(circular())
    officer = browse("officer")
    french = text_of(officer.get(place(row, "letter/marenia/pdf/")).content)
    assert "Compliments à la Mission permanente du Royaume de Marénie (Marénie)" in french
    assert "n° NV/2011/1" in french and "D’ici au 20 octobre 2011, 18 h 00 (Genève)." in french
    assert "Pour l’Administration" in french and "Genève, 20 octobre 2011" in french
    english = text_of(officer.get(place(row, "letter/arvoria/pdf/")).content)
    assert "to the Permanent Mission of Arvoria greetings on 20 October 2011" in english
    word = Word(io.BytesIO(officer.get(place(row, "letter/marenia/docx/")).content))
    assert word.core_properties.language == "fr"
    assert word.tables[-1].rows[0].cells[0].text == "Mission permanente du Royaume de Marénie"
    assert "Royaume de Marénie" in read(officer.get(place(row, "letter/marenia/")))


def test_one_pdf_to_print(browse, cast, circular, issue):
    row = issue(circular())
    printed = browse("officer").get(place(row, "pdf/"))
    assert 'filename="nv-2011-1.pdf"' in printed["Content-Disposition"]
    report = checker.validate_pdf_bytes(printed.content)
    assert report.is_compliant, [one.message for one in report.failures]
    assert len(PdfReader(io.BytesIO(printed.content)).pages) == 2


def test_single_files_are_made_by_a_job_and_kept(browse, cast, circular, issue):
    row = issue(circular())
    officer = browse("officer")
    assert officer.get(place(row, "zip/")).status_code == 404
    answer = officer.post(place(row, "files/"))
    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.uid}/"
    assert run_next(clock=lambda: NOW)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (Job.State.DONE, 2, 2)
    assert "ZIP" in read(officer.get(place(row)))
    packed = b"".join(officer.get(place(row, "zip/")).streaming_content)
    files = zipfile.ZipFile(io.BytesIO(packed))
    assert files.namelist() == [
        "pdf/001-nv-2011-1-arvoria-en.pdf",
        "docx/001-nv-2011-1-arvoria-en.docx",
        "pdf/002-nv-2011-1-marenia-fr.pdf",
        "docx/002-nv-2011-1-marenia-fr.docx",
    ]
    one = officer.get(place(row, "letter/marenia/docx/")).content
    assert files.read("docx/002-nv-2011-1-marenia-fr.docx") == one


def test_files_are_made_of_what_was_issued_only(browse, circular):
    row = circular()
    answer = browse("officer").post(place(row, "files/"))
    assert answer.status_code == 422 and "Issue the notes first" in read(answer)
    assert not Job.objects.exists()


def test_what_was_issued_stays_as_it_was_sent(browse, cast, circular, issue):
    row = issue(circular())
    before = browse("officer").get(place(row, "letter/marenia/pdf/")).content
    Entity.objects.filter(pk=cast.marenia.pk).update(formal_name={}, name={"en": "Elsewhere"})
    assert browse("officer").get(place(row, "letter/marenia/pdf/")).content == before
    with pytest.raises(actions.IssuedAlready):
        actions.draft_circular(
            draft=actions.Draft(
                title={}, body=BODY, audience="members", dated=NOW.date(), signed_by={"en": "X"}
            ),
            circular=row,
            by=cast.by("officer"),
            at=NOW,
        )
    with pytest.raises(actions.IssuedAlready):
        issue(row)
    again = browse("officer").post(place(row, "change/"), SENT)
    assert again.status_code == 422 and "NV/2011/1" in read(again)


def test_numbers_run_through_a_year_and_drafts_have_none(cast, circular, issue):
    first, second = circular(), circular()
    next_year = {"dated": NOW.date().replace(year=2012), "deadline": SIX.replace(year=2012)}
    third = circular(**next_year)
    assert [issue(row).symbol for row in (second, first)] == ["NV/2011/1", "NV/2011/2"]
    assert issue(third).symbol == "NV/2012/1"
    assert circular().symbol == ""


def test_a_number_taken_meanwhile_gives_way_to_the_next(cast, circular, issue, monkeypatch):
    """Two that are issued at once meet at the unique number."""
    issue(circular())
    real, asked = actions.next_number, []

    def late(year):
        asked.append(year)
        return 1 if len(asked) == 1 else real(year)

    monkeypatch.setattr(actions, "next_number", late)
    assert issue(circular()).symbol == "NV/2011/2"


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("members", {"arvoria", "marenia"}),
        ("observers", {"watchland"}),
        ("everybody", {"arvoria", "marenia", "watchland"}),
        ("answered", {"marenia"}),
        ("missing", {"arvoria"}),
    ],
)
def test_each_audience_is_who_it_says(cast, ask, say, circular, issue, audience, expected):
    question = ask()
    say("first", "A")
    row = issue(circular(audience=audience, question=question))
    assert set(row.notes.values_list("entity__slug", flat=True)) == expected
    assert (row.question is not None) == (audience in ("answered", "missing"))


def test_a_language_that_is_not_written_is_told_before_issuing(browse, circular):
    row = circular(body={"en": "Only English."})
    page = read(browse("officer").get(place(row)))
    assert "1 Mission would receive the note in another language than its own" in page


@pytest.mark.once
def test_names_of_every_kind_print_and_are_never_read_as_placeholders(
    browse, cast, circular, issue
):
    odd = ["{deadline}", "Moḩammed’s Land", "الجزائر", "Қазақстан", "d'Or", "X" * 5000, "<b>#x</b>"]
    for n, name in enumerate(odd):
        (entity,) = members([f"odd-{n}"])
        Entity.objects.filter(pk=entity.pk).update(name={"en": name})
    row = issue(circular())
    said = text_of(browse("officer").get(place(row, "pdf/")).content)
    for name in ("{deadline}", "Moḩammed’s Land", "Қазақстан", "d'Or", "<b>#x</b>"):
        assert f"Permanent Mission of {name}" in said, name
    assert said.replace(" ", "").count("X" * 40) > 200
    word = browse("officer").get(place(row, "letter/odd-2/docx/")).content
    assert "الجزائر" in " ".join(line.text for line in Word(io.BytesIO(word)).paragraphs)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body_en": "", "body_fr": ""}, "Write it in at least one language"),
        ({"body_en": "Dear {missoin}"}, "There is no placeholder {missoin}"),
        ({"body_en": "{}"}, "There is no placeholder {}"),
        ({"body_en": "{" + "x" * 3000 + "}"}, "There is no placeholder"),
        ({"deadline": ""}, "give its day and hour"),
        ({"deadline": "2011-10-01T10:00"}, "must come after the date"),
        ({"audience": "missing"}, "Say of which question"),
        ({"audience": "friends"}, "friends"),
        ({"dated": "20 October"}, "date"),
        ({"body_en": "x" * 6001}, "6000"),
        ({"signed_by_en": "", "signed_by_fr": " "}, "Write it in at least one language"),
    ],
)
def test_bad_input_is_told_and_nothing_is_kept(browse, cast, change, said):
    answer = browse("officer").post(f"{NOTES}add/", {**SENT, **change})
    assert answer.status_code == 422
    assert said in read(answer)
    assert not Circular.objects.exists()


def test_nothing_is_issued_to_nobody(browse, circular):
    row = circular(dated=NOW.date().replace(year=1980), audience="members")
    answer = browse("officer").post(place(row, "issue/"))
    assert answer.status_code == 422 and "Nobody is in this audience" in read(answer)
    row.refresh_from_db()
    assert (row.number, NoteVerbale.objects.count()) == (None, 0)
    assert browse("officer").get(place(row, "pdf/")).status_code == 404


@pytest.mark.parametrize("who", ["public", "first", "ambassador", "chair", "auditor"])
def test_only_the_administration_writes_and_reads_them(browse, circular, issue, who):
    row = issue(circular())
    pages = ["", "change/", "pdf/", "zip/", "letter/marenia/", "letter/marenia/pdf/"]
    for path in (NOTES, f"{NOTES}add/", *(place(row, one) for one in pages)):
        assert browse(who).get(path).status_code in (302, 403), path
    assert browse(who).post(place(row, "issue/")).status_code in (302, 403)


def test_what_is_not_there_is_not_found(browse, cast, circular):
    row = circular()
    officer = browse("officer")
    assert officer.get(place(row, "letter/nobody/")).status_code == 404
    assert officer.get(f"/consultations/note/{uuid.uuid4()}/").status_code == 404
    assert officer.get(place(row, "issue/")).status_code == 405


@pytest.mark.parametrize("issued", [False, True])
def test_three_missions_ask_no_more_of_the_database_than_one(browse, cast, circular, issue, issued):
    counts = []
    for more in ((), ("x", "y")):
        members(more)
        row = circular()
        row = issue(row) if issued else row
        browser = browse("officer")
        browser.get(place(row))
        with CaptureQueriesContext(connection) as asked:
            browser.get(place(row))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_list_asks_the_same_for_one_and_three(browse, cast, circular):
    browser, counts = browse("officer"), []
    for _more in range(3):
        circular()
        browser.get(NOTES)
        with CaptureQueriesContext(connection) as asked:
            browser.get(NOTES)
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_drafting_and_issuing_leave_entries(circular, issue):
    issue(circular())
    verbs = Entry.objects.filter(verb__startswith="consultations:circular")
    assert [one.verb.rpartition(":")[2] for one in verbs.order_by("pk")] == ["drafted", "issued"]
