"""The delegation of an Entity: its people in order, its document, sending it, changing it after."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.ledger.models import Entry
from intersession.outbox.models import Mail
from intersession.participation import delegating, registering
from intersession.participation.actions import delegations, nominees, office
from intersession.participation.actions._delegations import NominationsClosed
from intersession.participation.models import Call, Delegation, Registration
from intersession.participation.tests.cast import (
    AT,
    DEADLINE,
    PDF,
    WHO,
    Cast,
    acts,
    browse,
    cast,
    clock,
    credential,
    entity,
    named,
    put_forward,
    sent,
    shown,
    upload,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop/delegation/"
FORM = {
    "role": "head",
    "given_name": "Ana",
    "family_name": "Ruiz",
    "email": "ana@example.org",
    "language": "en",
    "from_capital": "yes",
    "support": "on",
}


def order(made: Cast, owner: str = "marenia") -> list[str]:
    rows = Registration.objects.filter(delegation__entity__slug=owner)
    return [row.badge_name for row in delegating.standing(rows)]


def test_those_who_act_for_the_entity_write_and_nobody_else_reads():
    made = cast()
    put_forward(made, "Ana Ruiz")
    for name in ("first", "ambassador"):
        assert "Ana Ruiz" in shown(browse(made, name).get(PAGE))
    assert "Ana Ruiz" not in shown(browse(made, "other").get(PAGE))
    assert browse(made, "public").get(PAGE).status_code == 302
    assert browse(made, "chair").get(PAGE).status_code == 403
    assert browse(made, "officer").get(PAGE)["Location"] == "/participation/workshop/delegations/"
    row = Registration.objects.get()
    for page in (f"{row.uid}/change/", f"{row.uid}/move/", f"{row.uid}/remove/"):
        assert browse(made, "other").post(PAGE + page).status_code == 404


def test_people_are_added_in_order_and_kept_as_a_draft():
    made = cast()
    browser = browse(made, "first")
    assert browser.post(f"{PAGE}add/", FORM)["Location"] == PAGE
    row = Registration.objects.get()
    assert (row.badge_name, row.role, row.from_capital, row.support) == (
        *("Ana Ruiz", "head"),
        *(True, True),
    )
    assert (row.state, row.entity, row.stakeholder) == ("nominated", made.marenia, "state")
    assert row.delete_after.isoformat() == "2012-05-25"
    text = shown(browser.get(PAGE))
    assert "1. Ana Ruiz" in text and "asks for support" in text and "from capital" in text
    assert "Up to 4 people may be put forward; 2 of them are in the room at one time." in text
    assert not Mail.objects.exists() and Delegation.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"family_name": " "}, "This field is required"),
        ({"email": "nowhere"}, "valid email"),
        ({"role": "king"}, "not one of the available choices"),
        ({"email": "zoe@example.org", "role": "expert"}, "is put forward already"),
        ({}, "is head of this delegation already"),
        ({"given_name": "x" * 101}, "at most 100"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_lost(given, sentence):
    made = cast()
    put_forward(made, "Zoe Lee", role="head")
    answer = browse(made, "first").post(f"{PAGE}add/", FORM | given)
    assert answer.status_code == 422 and sentence in shown(answer)
    assert order(made) == ["Zoe Lee"]


def test_an_entity_has_as_many_names_as_the_call_or_the_officer_says():
    made = cast()
    put_forward(made, "A A", "B B", "C C", "D D")
    answer = browse(made, "first").post(f"{PAGE}add/", FORM)
    assert answer.status_code == 422
    assert "Marenia may put forward 4 people and has done so" in shown(answer)
    whose = {"meeting": made.meeting, "entity": made.marenia}
    office.allow(**whose, names=5, seats=None, late_leave=False, **WHO)
    assert browse(made, "first").post(f"{PAGE}add/", FORM).status_code == 302
    assert "for this delegation alone" in shown(browse(made, "first").get(PAGE))


def test_people_are_moved_by_buttons_and_the_row_keeps_its_place_on_the_page():
    made = cast()
    _ana, _ben, cal = put_forward(made, "Ana A", "Ben B", "Cal C")
    browser = browse(made, "first")
    answer = browser.post(f"{PAGE}{cal.uid}/move/", {"to": "up"})
    assert answer["Location"] == f"{PAGE}#n{cal.uid.hex}"
    assert order(made) == ["Ana A", "Cal C", "Ben B"]
    for _n in range(3):  # the first stays where it is
        browser.post(f"{PAGE}{cal.uid}/move/", {"to": "up"})
    assert order(made) == ["Cal C", "Ana A", "Ben B"]
    browser.post(f"{PAGE}{cal.uid}/move/", {"to": "down"})
    assert order(made) == ["Ana A", "Cal C", "Ben B"]
    rows = Registration.objects.order_by("position").values_list("position", flat=True)
    assert list(rows) == [1, 2, 3]


def test_two_who_write_do_not_overwrite_each_other():
    made = cast()
    (row,) = put_forward(made, "Ana Ruiz")
    address = f"{PAGE}{row.uid}/change/"
    assert 'value="Ruiz"' in shown(browse(made, "first").get(address))
    given = FORM | {"seen": "0" * 16, "family_name": "Ruiz Soto"}
    answer = browse(made, "first").post(address, given)
    assert answer.status_code == 422 and "Somebody else changed this" in shown(answer)
    assert "Ruiz Soto" in shown(answer) and order(made) == ["Ana Ruiz"]
    browse(made, "first").post(address, given | {"seen": ""})
    assert order(made) == ["Ana Ruiz Soto"]


def test_one_document_serves_for_all_and_what_it_is_says_its_content():
    made = cast()
    browser = browse(made, "first")
    bad = browser.post(f"{PAGE}credential/", {"upload": upload(b"<script>", "note.pdf")})
    assert bad.status_code == 422 and not Delegation.objects.filter(credential=None).exclude(
        state="draft"
    )
    assert browser.post(f"{PAGE}credential/", {"upload": upload()}).status_code == 302
    assert "credential waits for a check" in shown(browser.get(PAGE))
    got = browser.get(f"{PAGE}credential/")
    assert b"".join(got.streaming_content) == PDF and "attachment" in got["Content-Disposition"]
    assert browse(made, "other").get(f"{PAGE}credential/").status_code == 404
    assert browser.post(f"{PAGE}credential/").status_code == 422


def test_the_whole_is_sent_at_once_and_each_person_gets_a_link():
    made = cast()
    put_forward(made, "Ana Ruiz", "Ben Oto")
    put_forward(made, "Cal Dee", email="")
    browser = browse(made, "first")
    assert browser.post(f"{PAGE}send/")["Location"] == PAGE
    row = Delegation.objects.get()
    assert (row.state, row.sent_at) == ("sent", AT) and "First" in row.sent_by
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {"ana@example.org", "ben@example.org"}
    ana = Registration.objects.get(email="ana@example.org")
    assert mails["ana@example.org"].link == (
        f"/participation/registration/{registering.token_of(ana)}/"
    )
    assert "You are put forward by: Marenia. Your role: Expert." in mails["ana@example.org"].body
    assert registering.read_token(registering.token_of(ana)) == ana
    assert browser.post(f"{PAGE}send/").status_code == 422
    assert Mail.objects.count() == 2


def test_nobody_is_no_delegation():
    made = cast()
    answer = browse(made, "first").post(f"{PAGE}send/")
    assert answer.status_code == 422 and "Nobody is put forward yet" in shown(answer)


def test_what_changes_after_sending_is_seen_until_the_administration_takes_note():
    made = cast()
    sent(made, "Ana A", "Ben B", "Cal C")
    ana, ben, _cal = Registration.objects.order_by("position")
    actor = {"by": made.by("first"), "at": AT}
    nominees.move_nominee(nominee=ben, up=True, **actor)
    nominees.remove_nominee(nominee=ana, **actor)
    put_forward(made, "Dora D")
    facts = named("Ben B", role="head")
    nominees.change_nominee(nominee=ben, facts=facts, **actor)
    for name, page in (
        ("first", PAGE),
        ("officer", PAGE.replace("delegation/", "delegations/marenia/")),
    ):
        text = shown(browse(made, name).get(page))
        assert "Ana A: taken off" in text and "Dora D: added, number 3" in text
        assert "Ben B: “Head of delegation” instead of “Expert”" in text
    assert Mail.objects.filter(to="dora@example.org").exists()
    assert "taken you off" in Mail.objects.filter(to="ana@example.org").latest("pk").body
    row = Delegation.objects.get()
    seen = "/participation/workshop/delegations/marenia/seen/"
    browse(made, "officer").post(seen, {"changes": row.changes - 1})  # one came meanwhile
    assert "Changed since it was sent" in shown(browse(made, "first").get(PAGE))
    browse(made, "officer").post(seen, {"changes": row.changes})
    assert "Changed since it was sent" not in shown(browse(made, "first").get(PAGE))


def test_another_order_is_told_as_it_stands_now():
    rows = [Registration(badge_name=n, role="expert", position=p) for p, n in enumerate("abc")]
    before = delegating.as_it_stands(rows)
    assert delegating.changes(before, rows) == []
    rows[0].position = 9
    (told,) = delegating.changes(before, rows)
    assert (told.name, told.words) == ("Order of priority", "b, c, a")
    rows[0].state = "cancelled"  # whoever is off leaves the others in their order
    (told,) = delegating.changes(before, rows)
    assert told.kind == "removed"


def test_whoever_drops_out_of_a_draft_leaves_no_trace():
    made = cast()
    ana, _ben = put_forward(made, "Ana A", "Ben B")
    browse(made, "first").post(f"{PAGE}{ana.uid}/remove/")
    assert not Registration.objects.filter(pk=ana.pk).exists() and not Mail.objects.exists()
    assert order(made) == ["Ben B"] and Registration.objects.get().position == 1


def test_a_new_address_gets_a_new_link_and_a_completed_file_is_theirs():
    made = cast()
    sent(made, "Ana Ruiz")
    row = Registration.objects.get()
    old = registering.token_of(row)
    actor = {"by": made.by("first"), "at": AT}
    nominees.change_nominee(nominee=row, facts=named("Ana Ruiz", email="new@example.org"), **actor)
    assert registering.read_token(old) is None
    assert Mail.objects.latest("pk").to == "new@example.org"
    Registration.objects.update(state="submitted")
    with pytest.raises(nominees.FileIsTheirs):
        nominees.change_nominee(nominee=row, facts=named("Ana Soto"), **actor)
    facts = named("Ana Ruiz", email="new@example.org", role="adviser")
    assert nominees.change_nominee(nominee=row, facts=facts, **actor).role == "adviser"


def test_after_the_deadline_it_is_refused_in_a_sentence_and_the_draft_is_kept():
    made = cast()
    put_forward(made, "Ana Ruiz")
    clock(DEADLINE)
    browser = browse(made, "first")
    text = shown(browser.get(PAGE))
    assert "Nominations closed 9 March 2012" in text and "Ana Ruiz" in text
    assert "Send the delegation" not in text
    for page, data in (("add/", FORM), ("send/", {}), ("credential/", {"upload": upload()})):
        answer = browser.post(PAGE + page, data)
        assert answer.status_code == 422 and "Nominations closed on 9 March" in shown(answer)
    assert order(made) == ["Ana Ruiz"]
    whose = {"meeting": made.meeting, "entity": made.marenia}
    office.allow(**whose, names=None, seats=None, late_leave=True, **WHO)
    assert "gave leave" in shown(browser.get(PAGE))
    assert browser.post(f"{PAGE}send/").status_code == 302


def test_after_the_deadline_the_administration_needs_leave_too_and_people_may_drop_out():
    made = cast()
    sent(made, "Ana A", "Ben B")
    late = {"by": WHO["by"], "at": DEADLINE}
    whose = {"meeting": made.meeting, "entity": made.marenia}
    with pytest.raises(NominationsClosed):
        nominees.add_nominee(**whose, facts=named("Cal C"), **late)
    clock(DEADLINE)
    ana = Registration.objects.get(badge_name="Ana A")
    browse(made, "first").post(f"{PAGE}{ana.uid}/remove/")
    assert order(made) == ["Ben B"]
    assert Registration.objects.get(pk=ana.pk).state == "cancelled"


def test_before_it_opens_nobody_is_put_forward():
    made = cast()
    Call.objects.update(opens_at=DEADLINE.replace(day=1))
    answer = browse(made, "first").post(f"{PAGE}add/", FORM)
    assert answer.status_code == 422 and "The call opens on 1 March" in shown(answer)
    assert not Delegation.objects.exists()


def test_who_is_not_called_sends_nobody():
    made = cast()
    made.users["stranger"] = acts(entity("newland", status=""), "stranger", "focal_point")
    answer = browse(made, "stranger").post(f"{PAGE}add/", FORM)
    assert answer.status_code == 422 and "is not invited to" in shown(answer)


def test_who_sits_when_is_said_in_words():
    made = cast()
    put_forward(made, "A A", "B B", "C C")
    browser = browse(made, "first")
    assert "say below who sits when" in shown(browser.get(PAGE))
    words = {"words": "A and B on the first day, C on the second.", "seen": ""}
    assert browser.post(f"{PAGE}rotation/", words).status_code == 302
    assert "C on the second" in shown(browser.get(PAGE))
    clash = browser.post(f"{PAGE}rotation/", {"words": "Others", "seen": ""})
    assert clash.status_code == 422 and "Others" in shown(clash)
    whose = {"meeting": made.meeting, "entity": made.marenia, "by": made.by("first"), "at": AT}
    with pytest.raises(delegations.TooManyWords):
        delegations.word_rotation(**whose, words="x" * 501)


def test_the_ledger_names_nobody():
    made = cast()
    sent(made, "Ana Ruiz")
    credential(made)
    rows = Entry.objects.filter(verb__startswith="participation:")
    said = "".join(f"{row.data}{row.subject}" for row in rows).lower()
    assert "ana" not in said and "ruiz" not in said


def test_its_people_as_a_sheet():
    made = cast()
    put_forward(made, "Ana Ruiz", "=Bad(1) X")
    csv = shown(browse(made, "first").get(f"{PAGE}?sheet=csv"))
    assert "1,Ana Ruiz" in csv and "'=Bad(1)" in csv


def test_three_people_cost_the_queries_of_one():
    made = cast()
    browser = browse(made, "first")
    put_forward(made, "A A")
    one = cost(browser)
    put_forward(made, "B B", "C C")
    assert cost(browser) == one


def cost(browser) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(PAGE).status_code == 200
    return len(queries)
