"""One registration as the Administration reads it and decides on it."""

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.outbox.models import Mail
from intersession.participation.actions.dossiers import write_registration
from intersession.participation.actions.personal_papers import add_paper
from intersession.participation.registering import themselves
from intersession.participation.tests.registering import (
    AT,
    DAY,
    WHO,
    calls,
    clock,
    contact_of,
    entity,
    png,
    sent,
    shown,
    signed_in,
    upload,
    workshop,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    clock()
    return calls()


def page_of(row):
    return f"/participation/{row.meeting.slug}/registrations/{row.uid}/"


def decide(client, row, act, **given):
    return client.post(f"{page_of(row)}decide/", {"act": act, **given})


def change(row, at=AT, **given):
    write_registration(registration=row, given=given, send=True, by=themselves(row), at=at)
    row.refresh_from_db()


def test_only_the_administration_reads_and_decides(client, call):
    row = sent(call)
    assert client.get(page_of(row)).status_code == 302
    contact_of(client, entity("helpers", "ngo"))
    assert client.get(page_of(row)).status_code == 403
    for act in ("decide", "fields", "leave", "link", "same", "deletion"):
        assert client.post(f"{page_of(row)}{act}/").status_code == 403


def test_it_shows_the_whole_dossier(client, call):
    row = sent(call, accessibility="a ramp", languages=["fr", "ar"], gender="woman", title="he_ms")
    page = shown(signed_in(client).get(page_of(row)))
    for words in ("a ramp", "French and Arabic", "woman", "H.E. Ms", "to be checked", "Helpers"):
        assert words in page


def test_an_approval_is_told_in_the_language_of_the_person(client, call):
    row = sent(call, language="fr")
    assert decide(signed_in(client), row, "approve").status_code == 302
    row.refresh_from_db()
    assert row.state == "approved"
    mail = Mail.objects.get()
    assert (mail.to, mail.language, mail.purpose) == (row.email, "fr", "for_information")
    assert (
        '"act":"approve"'
        in Entry.objects.filter(verb="participation:registration:decided").get().data
    )


def test_a_return_and_a_cancellation_need_a_reason_that_stays_out_of_the_ledger(client, call):
    row = sent(call)
    signed_in(client)
    refused = decide(client, row, "return")
    assert refused.status_code == 422 and "Say in a few words why" in shown(refused)
    decide(client, row, "return", why="The photo shows somebody else.")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("returned", "The photo shows somebody else.")
    assert "The photo shows" in Mail.objects.get().body
    assert "The photo shows" in shown(client.get(page_of(row)))
    assert not any("photo shows" in one.data for one in Entry.objects.all())


def test_an_act_that_the_state_does_not_allow_is_refused_in_words(client, call):
    row = sent(call, state="approved")
    refused = decide(signed_in(client), row, "approve")
    assert refused.status_code == 422
    assert "Approve is not possible, for the registration is approved" in shown(refused)
    assert decide(client, row, "explode").status_code == 422
    assert decide(client, row, "wait", why="x" * 501).status_code == 422


def test_two_officers_at_one_row_do_not_overwrite_each_other(client, call):
    row = sent(call)
    page = shown(signed_in(client).get(page_of(row)))
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    change(row, function="Minister")
    refused = decide(client, row, "approve", seen=seen, why="kept words")
    assert refused.status_code == 422
    assert "Somebody else changed" in shown(refused) and "kept words" in shown(refused)
    row.refresh_from_db()
    assert row.state == "submitted"


def test_cancelled_it_can_be_taken_up_again(client, call):
    row = sent(call, state="confirmed")
    signed_in(client)
    decide(client, row, "cancel", why="The seat went to another.")
    decide(client, row, "restore")
    row.refresh_from_db()
    assert row.state == "submitted"
    assert [one["act"] for one in row.history] == ["cancel", "restore"]


def test_a_change_after_the_approval_is_accepted_or_goes_back(client, call):
    row = sent(call, state="confirmed")
    change(row, function="Minister", badge_name="Ana R.")
    signed_in(client)
    page = shown(client.get(page_of(row)))
    assert "Changed after the approval" in page and "Minister" in page and "Head of unit" in page
    assert "changed after the approval" in page
    client.post(f"{page_of(row)}fields/", {"field": "function", "say": "yes"})
    row.refresh_from_db()
    assert (row.function, row.state) == ("Minister", "confirmed")
    refused = client.post(f"{page_of(row)}fields/", {"field": "badge_name", "say": "no"})
    assert refused.status_code == 422
    client.post(f"{page_of(row)}fields/", {"field": "badge_name", "say": "no", "why": "In full."})
    row.refresh_from_db()
    assert (row.badge_name, row.opened[0]["returned"]) == ("Ana RUIZ", "In full.")
    assert "In full." in Mail.objects.order_by("pk").last().body
    again = client.post(f"{page_of(row)}fields/", {"field": "function", "say": "yes"})
    assert again.status_code == 422 and "No change of this field waits" in shown(again)
    change(row, badge_name="Ana R.")  # the person insists
    assert row.opened[0]["returned"] == ""


def test_a_paper_is_opened_by_who_may_and_each_look_is_in_the_ledger(client, call):
    row = sent(call)
    content = png(3)
    paper = add_paper(registration=row, kind="photo", upload=upload(content), **WHO)
    address = f"{page_of(row)}papers/{paper.uid}/"
    assert client.get(address).status_code == 302
    contact_of(client, entity())
    assert client.get(address).status_code == 403
    signed_in(client)
    client.get(page_of(row))
    looks = Entry.objects.filter(verb="participation:paper:seen")
    assert looks.count() == 0
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"]) == (content, "image/png")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in answer["Content-Disposition"]
    assert looks.count() == 1 and "photo.png" not in looks.get().data
    other = sent(call, "Bo LI")
    assert client.get(f"{page_of(other)}papers/{paper.uid}/").status_code == 404


def test_a_paper_under_an_unknown_key_says_so(client, call, settings):
    row = sent(call)
    settings.PAPERS_KEY = "one"
    paper = add_paper(registration=row, kind="photo", upload=upload(), **WHO)
    settings.PAPERS_KEY = "two"
    signed_in(client)
    answer = client.get(f"{page_of(row)}papers/{paper.uid}/")
    assert answer.status_code == 409 and "PAPERS_KEY_FALLBACKS" in shown(answer)
    assert Entry.objects.filter(verb="participation:paper:seen").count() == 0
    settings.PAPERS_KEY_FALLBACKS = ["one"]
    assert client.get(f"{page_of(row)}papers/{paper.uid}/").status_code == 200


def test_leave_after_the_deadline_is_given_and_taken_back(client, call):
    row = sent(call, state="nominated", submitted_at=None)
    signed_in(client)
    client.post(f"{page_of(row)}leave/", {"leave": "yes"})
    row.refresh_from_db()
    assert row.late_leave and Mail.objects.count() == 1
    client.post(f"{page_of(row)}leave/", {"leave": "no"})
    row.refresh_from_db()
    assert not row.late_leave and Mail.objects.count() == 1


def test_the_link_is_sent_again_where_there_is_an_address(client, call):
    row = sent(call)
    signed_in(client)
    assert client.post(f"{page_of(row)}link/", {"renew": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.link_number == 2 and Mail.objects.get().to == row.email
    mute = sent(call, "Bo LI", email="")
    refused = client.post(f"{page_of(mute)}link/")
    assert refused.status_code == 422 and "No e-mail address" in shown(refused)


def before(name="Ana RUIZ", slug="workshop-2011-2", **given):
    old = calls(workshop(slug, starts_at=AT - 200 * DAY, ends_at=AT - 199 * DAY))
    return sent(old, name, state="confirmed", **given)


def test_the_same_mail_at_another_meeting_is_proposed_linked_and_unlinked(client, call):
    old, row = before(badge_name="A. Ruiz"), sent(call)
    signed_in(client)
    page = shown(client.get(page_of(row)))
    assert "Perhaps the same person" in page and "A. Ruiz" in page and "the same mail" in page
    row.refresh_from_db()
    assert row.same_as is None
    assert client.post(f"{page_of(row)}same/", {"other": old.uid}).status_code == 302
    page = shown(client.get(page_of(row)))
    assert "took part" in page and "undo the link" in page and "Perhaps" not in page
    again = client.post(f"{page_of(row)}same/", {"other": old.uid})
    assert again.status_code == 422 and "linked already" in shown(again)
    client.post(f"{page_of(row)}same/", {"other": ""})
    assert "Perhaps the same person" in shown(client.get(page_of(row)))
    assert client.post(f"{page_of(row)}same/", {"other": ""}).status_code == 422


def test_the_same_name_is_proposed_for_the_same_entity_alone(client, call):
    marenia = {"entity": entity(), "affiliation": ""}
    before(email="old@example.org", badge_name="Ruiz Ana", **marenia)
    before(email="far@example.org", slug="other", entity=entity("other"), affiliation="")
    page = shown(signed_in(client).get(page_of(sent(call, **marenia))))
    assert "the same name and Entity" in page and "old@example.org" in page
    assert "far@example.org" not in page


def test_three_meetings_stay_linked_when_one_is_taken_out(client, call):
    one, two, row = before(), before(slug="workshop-2011-1"), sent(call)
    signed_in(client)
    client.post(f"{page_of(row)}same/", {"other": one.uid})
    client.post(f"{page_of(row)}same/", {"other": two.uid})
    root = min((one, two, row), key=lambda each: each.pk)
    client.post(f"{page_of(root)}same/", {"other": ""})
    for each in (one, two, row):
        each.refresh_from_db()
    left = [each for each in (one, two, row) if each.pk != root.pk]
    assert root.same_as_id is None
    assert {left[0].same_as_id, left[1].same_as_id} == {None, left[0].pk}


def test_two_of_one_meeting_are_not_linked_but_shown_as_duplicates(client, call):
    row, twin = sent(call), sent(call, "Ana RUIZ")
    signed_in(client)
    assert "Probably a duplicate at this meeting" in shown(client.get(page_of(row)))
    refused = client.post(f"{page_of(row)}same/", {"other": twin.uid})
    assert refused.status_code == 422 and "cancel the one" in shown(refused)
    assert client.post(f"{page_of(row)}same/", {"other": "x"}).status_code == 404


def test_the_chair_sees_no_dossier(client, call):
    assert signed_in(client, Role.CHAIR).get(page_of(sent(call))).status_code == 403
