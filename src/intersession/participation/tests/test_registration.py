"""The personal page of a registration, by the link in a mail, without an account."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from intersession.ledger.models import Entry
from intersession.outbox.models import Mail
from intersession.participation import registering, sealing
from intersession.participation.actions import decisions
from intersession.participation.models import PersonalPaper
from intersession.participation.tests.registering import (
    AT,
    CLOSES,
    DAY,
    SENT,
    WHO,
    address,
    calls,
    clock,
    entity,
    jpeg,
    person,
    png,
    question,
    sent,
    shown,
    upload,
    workshop,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    cache.clear()
    clock()
    return calls(photo=True)


def post(client, row, do="send", **fields):
    return client.post(
        address(row),
        {
            **SENT,
            "email": row.email,
            "affiliation": "Helpers",
            "stakeholder": "ngo",
            "do": do,
            **fields,
        },
    )


def test_it_is_found_by_nobody_else_and_kept_nowhere(client, call):
    page = client.get(address(person(call)))
    assert "noindex" in page["X-Robots-Tag"] and 'content="noindex' in shown(page)
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("token", ["x", "a:b", "0.1:zzz", "%C3%A9", "a" * 3000])
def test_an_address_that_we_did_not_sign_is_not_there(client, call, token):
    assert client.get(f"/participation/registration/{token}/").status_code == 404
    assert client.post(f"/participation/registration/{token}/", SENT).status_code == 404


def test_a_renewed_link_shuts_the_old_one_and_a_forgotten_row_says_so(client, call):
    row = person(call)
    old = address(row)
    decisions.send_registration_link(registration=row, renew=True, **WHO)
    closed = client.get(old)
    assert closed.status_code == 410 and "A newer link was sent" in shown(closed)
    assert client.get(address(row)).status_code == 200
    assert registering.read_token(old.split("/")[3]) is None
    type(row).objects.update(forgotten_at=AT, deletion_answered_at=AT)
    assert "has been deleted" in shown(client.get(address(row)))


def test_it_speaks_the_language_of_the_person_until_another_is_chosen(client, call):
    row = person(call, language="es")
    assert 'lang="es"' in shown(client.get(address(row)))
    assert 'lang="fr"' in shown(client.get(f"{address(row)}?lang=fr"))


def test_a_draft_is_kept_with_gaps_and_sent_when_it_is_whole(client, call):
    row = person(call)
    kept = post(client, row, "keep", function="", given_name="", diet="vegetarian")
    assert kept.url == address(row)
    row.refresh_from_db()
    assert (row.state, row.diet) == ("nominated", "vegetarian")
    page = shown(client.get(address(row)))
    assert "What you wrote is kept" in page and "Still missing" in page
    refused = post(client, row, function="")
    assert refused.status_code == 422 and "Function" in shown(refused)
    assert post(client, row).url == address(row)
    row.refresh_from_db()
    assert (row.state, row.submitted_at, row.given_name) == ("submitted", AT, "Ana")
    mail = Mail.objects.get()
    assert (mail.to, mail.link) == ("ana@example.org", registering.address_of(row))


def test_a_wrong_field_keeps_the_right_ones_and_what_was_typed(client, call):
    row = person(call)
    wrong = post(client, row, email="no address", phone="+41 22", photo=upload())
    assert wrong.status_code == 422
    page = shown(wrong)
    assert "no address" in page and "What is right has been kept" in page
    row.refresh_from_db()
    assert (row.state, row.phone, row.email) == ("nominated", "+41 22", "ana@example.org")
    assert "Papers that have arrived" in page
    assert row.papers.get().kind == "photo"


def test_a_photo_that_is_a_script_is_refused_and_the_rest_is_kept(client, call):
    row = person(call)
    for wicked in (b"<svg xmlns='x'><script/></svg>", png(tail=b"<script>1</script>"), b""):
        answer = post(client, row, photo=upload(wicked), diet="halal")
        assert answer.status_code == 422
    row.refresh_from_db()
    assert (row.state, row.diet, row.papers.count()) == ("nominated", "halal", 0)


def test_any_name_is_taken_as_it_is_written(client, call):
    row = person(call)
    for badge, given, family in (
        ("SUKARNO", "", "Sukarno"),
        ("Vincent VAN DEN BERG", "Vincent", "van den Berg"),
        ("王小明", "小明", "王"),
        ("Nguyễn Thị Ánh", "Thị Ánh", "Nguyễn"),
    ):
        fields = {"badge_name": badge, "given_name": given, "family_name": family}
        assert post(client, row, **fields).status_code == 302
        row.refresh_from_db()
        assert (row.badge_name, row.given_name, row.family_name) == (badge, given, family)


def test_the_deadline_binds_but_for_the_officers_leave(client, call):
    row = person(call)
    clock(CLOSES)
    late = post(client, row, diet="vegan")
    assert late.status_code == 422 and "Registrations closed on 1 April 2012" in shown(late)
    row.refresh_from_db()
    assert (row.state, row.diet) == ("nominated", "vegan")
    decisions.give_leave(registration=row, leave=True, **WHO)
    assert post(client, row).status_code == 302
    row.refresh_from_db()
    assert row.state == "submitted"


def test_what_came_in_time_may_be_mended_after_the_deadline(client, call):
    row = sent(call)
    decisions.decide(registration=row, act="return", why="Which ministry?", **WHO)
    clock(CLOSES + DAY)
    assert "Which ministry?" in shown(client.get(address(row)))
    assert post(client, row).status_code == 302


def test_after_the_approval_a_change_waits_for_a_yes_and_the_place_stays(client, call):
    row = sent(call, state="approved")
    post(client, row, function="Minister", diet="vegan")
    row.refresh_from_db()
    assert (row.state, row.function, row.diet) == ("approved", "Head of unit", "vegan")
    assert [(one["field"], one["now"]) for one in row.opened] == [("function", "Minister")]
    page = shown(client.get(address(row)))
    assert "Head of unit → Minister" in page and 'value="Minister"' in page
    post(client, row, diet="vegan")  # as it was before
    row.refresh_from_db()
    assert row.opened == []


def test_a_new_photo_after_the_approval_waits_as_well(client, call):
    row = sent(call, state="confirmed")
    assert post(client, row, photo=upload(jpeg(), "me.jpg")).status_code == 302
    row.refresh_from_db()
    assert row.state == "confirmed" and [one["field"] for one in row.opened] == ["photo"]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(client, call):
    row = person(call)
    page = client.get(address(row))
    seen = shown(page).partition('name="seen" value="')[2].partition('"')[0]
    type(row).objects.update(function="Written by the mission")
    refused = post(client, row, seen=seen)
    assert refused.status_code == 422 and "Somebody else changed" in shown(refused)
    row.refresh_from_db()
    assert row.function == "Written by the mission"
    assert post(client, row, seen="").status_code == 302


def test_consent_is_asked_for_each_use_and_dated(client, call):
    row = person(call)
    post(client, row, consent_list="yes", consent_photo="no")
    row.refresh_from_db()
    assert row.consents["list"] == {"said": True, "at": AT.isoformat()}
    assert row.consents["photo"]["said"] is False
    assert "contact" not in row.consents
    clock(AT + DAY)
    post(client, row, consent_list="yes", consent_photo="yes")
    row.refresh_from_db()
    assert row.consents["list"]["at"] == AT.isoformat()
    assert row.consents["photo"] == {"said": True, "at": (AT + DAY).isoformat()}


def test_a_question_is_asked_where_another_was_answered_so(client, call):
    visa = question(call, "yes_no", "Do you need a visa?", required_for=["*"])
    where = question(
        call,
        words="Where do you apply for it?",
        required_for=["*"],
        condition={"question": str(visa.uid), "is": "yes"},
    )
    row = person(call)
    first, second = (f"q{one.uid.hex[:12]}" for one in (visa, where))
    assert "Where do you apply" not in shown(client.get(address(row)))
    asked = post(client, row, **{first: "yes"})
    assert asked.status_code == 422 and "Where do you apply" in shown(asked)
    assert post(client, row, **{first: "yes", second: "Tunis"}).status_code == 302
    row.refresh_from_db()
    assert row.answers == {str(visa.uid): "yes", str(where.uid): "Tunis"}


def test_each_kind_of_answer_is_kept_as_it_was_given(client, call):
    choices = [{"code": c, "wording": {"en": c.upper()}} for c in ("a", "b", "c")]
    kinds = {"choice": "b", "choices": ["a", "c"], "number": "2.50", "date": "2012-04-23"}
    asked = {k: question(call, k, choices=choices if "ch" in k else []) for k in kinds}
    paper = question(call, "file", "Your paper", required_for=["ngo"])
    row = person(call)
    names = {kind: f"q{one.uid.hex[:12]}" for kind, one in asked.items()}
    fields = {names[kind]: said for kind, said in kinds.items()}
    without = post(client, row, **fields)
    assert without.status_code == 422 and "Your paper" in shown(without)
    fields[f"q{paper.uid.hex[:12]}"] = upload(png(), "paper.png")
    assert post(client, row, **fields).status_code == 302
    row.refresh_from_db()
    said = {kind: row.answers[str(one.uid)] for kind, one in asked.items()}
    assert said == {**kinds, "number": "2.5"}
    assert row.papers.get().question == paper


def test_a_state_is_asked_whether_from_capital_and_others_are_not(client, call):
    row = person(call, entity=entity(), stakeholder="", affiliation="")
    page = shown(client.get(address(row)))
    assert "I come from the capital" in page and "Kind of stakeholder" not in page
    refused = post(client, row)
    assert refused.status_code == 422 and "From capital or posted" in shown(refused)
    assert post(client, row, from_capital="yes").status_code == 302
    assert "I come from the capital" not in shown(client.get(address(person(call, "Bo"))))


def test_papers_rest_encrypted_and_are_deleted_by_the_person(client, call):
    row = person(call)
    content = png(3)
    post(client, row, "keep", photo=upload(content))
    paper = row.papers.get()
    assert content not in bytes(paper.sealed) and sealing.unseal(paper.sealed) == content
    own = client.get(f"{address(row)}papers/{paper.uid}/")
    assert own.content == content and own["Cache-Control"] == "private, no-store"
    assert client.post(f"{address(row)}papers/{paper.uid}/delete/").status_code == 302
    paper.refresh_from_db()
    assert (paper.sealed, paper.name, paper.deleted_at) == (None, "", AT)
    assert client.get(f"{address(row)}papers/{paper.uid}/").status_code == 404


def test_nobody_reaches_the_papers_of_another(client, call):
    row, other = person(call), person(call, "Bo LI")
    post(client, other, "keep", photo=upload())
    paper = PersonalPaper.objects.get()
    assert client.get(f"{address(row)}papers/{paper.uid}/").status_code == 404
    assert client.post(f"{address(row)}papers/{paper.uid}/delete/").status_code == 404


def test_all_that_is_held_can_be_taken_along_and_nothing_of_it_is_in_the_ledger(client, call):
    asked = question(call, words="Which panel?")
    row = person(call, accessibility="a ramp")
    post(client, row, photo=upload(), accessibility="a ramp", **{f"q{asked.uid.hex[:12]}": "Two"})
    answer = client.get(f"{address(row)}data/")
    held = answer.json()
    assert "attachment" in answer["Content-Disposition"]
    assert held["fields"]["accessibility"] == "a ramp"
    assert held["answers"] == [{"question": "Which panel?", "answer": "Two"}]
    assert held["papers"][0]["content"] and held["mails"][0]["to"] == "ana@example.org"
    told = " ".join(f"{one.by} {one.data}" for one in Entry.objects.all())
    assert not any(word in told for word in ("Ana", "ramp", "Two", "example.org", "photo.png"))


def test_somebody_who_cannot_come_cancels_and_asks_for_deletion(client, call):
    row = sent(call)
    assert client.post(f"{address(row)}cancel/", {"why": "I am ill."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.reason) == ("cancelled", "I am ill.")
    page = shown(client.get(address(row)))
    assert "Your registration is cancelled" in page and "Send the registration" not in page
    assert post(client, row).status_code == 422
    assert client.post(f"{address(row)}cancel/").status_code == 422
    client.post(f"{address(row)}deletion/")
    row.refresh_from_db()
    assert row.deletion_asked_at == AT
    assert "deletion asked for" in shown(client.get(address(row)))


def test_the_same_form_sent_twice_acts_once(client, call):
    row = person(call)
    for _time in range(2):
        assert post(client, row, once="k1").status_code == 302
    assert Mail.objects.count() == 1


def test_a_meeting_from_afar_asks_for_no_diet_and_one_in_a_room_for_no_way(client):
    cache.clear()
    clock()
    far = person(calls(workshop("far", modality="remote")))
    assert 'name="diet"' not in shown(client.get(address(far)))
    room = person(calls(workshop("room", modality="in_person")))
    page = shown(client.get(address(room)))
    assert 'name="diet"' in page and 'name="modality"' not in page


def test_nothing_is_sent_before_the_call_opens_or_after_the_meeting(client, call):
    row = person(call, late_leave=True)
    clock(call.opens_at - timedelta(minutes=1))
    assert "Registrations open on" in shown(post(client, row))
    clock(call.meeting.ends_at)
    assert "The meeting is over" in shown(post(client, row))
