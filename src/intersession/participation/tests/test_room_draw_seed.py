"""The seed draws one room: once, from its file again, with whoever had withdrawn replaced."""

import json
import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.documents.tests.conftest import signed_in
from intersession.ledger.models import Entry, Run
from intersession.ledger.record import verify
from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.actions import draws, holding, offers, replacing, room_lists
from intersession.participation.models import Draw, ProposedList, Registration, Seat
from intersession.participation.tests import drawn
from intersession.participation.tests.cast import clock
from intersession.participation.tests.room_cast import AT, WHO

pytestmark = pytest.mark.django_db
DRAW = "/participation/w/room/draw/"
SEED = f"{DRAW}seed/"


@pytest.fixture
def meeting() -> Meeting:
    clock(AT)
    return drawn.pool()


@pytest.fixture
def officer(client: Any) -> Any:
    return partial(signed_in, client)(Role.ADMINISTRATION)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def seated() -> set[str]:
    rows = Seat.objects.filter(state="proposed").exclude(on__state="set_aside")
    return {str(uid) for uid in rows.values_list("registration__uid", flat=True)}


def sent(seed: str = drawn.DICE, **given: Any) -> dict[str, str]:
    return {"seed": seed, "again": seed, "witnesses": "The Chair, two Missions", **given}


def test_the_file_draws_the_same_room_again_and_a_changed_byte_is_found(officer, meeting):
    drawn.ready(meeting)
    officer.post(SEED, sent(drawn.DICE.replace(" ", "")))
    row = Draw.objects.select_related("file").get()
    assert row.state == "drawn" and row.seed == drawn.DICE
    content = b"".join(officer.get(f"{DRAW}file/{row.uid}/"))
    assert content == drawn.file_of(row)
    again = sortition.run_again(sortition.read_draw(content))
    assert again.exact and set(again.drawn) == seated()
    assert sortition.read_draw(content).digest == row.digest
    assert row.inputs_digest in sortition.read_draw(content).origin
    for at in range(0, len(content), len(content) // 20):
        with pytest.raises(sortition.DrawError):
            sortition.read_draw(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    run = Run.objects.get()
    assert run.seed == drawn.DICE and set(json.loads(run.answer)["drawn"]) == seated()
    entry = json.loads(Entry.objects.get(verb="participation:draw:held").data)
    assert entry["seed"] == drawn.DICE and entry["file"] == row.digest


@pytest.mark.parametrize(
    "seed, said",
    [
        (drawn.DICE[:-2], "Dice to be rolled: 19; figures written: 18"),
        ("7" + drawn.DICE[1:], "“7” is on no die of 6 sides"),
        ("٣" + drawn.DICE[1:], "on no die of 6 sides"),
        ("dice", "“d” is on no die"),
        (" ", "This field is required"),
    ],
)
def test_figures_that_dice_cannot_show_are_refused_and_kept_in_the_form(
    officer, meeting, seed, said
):
    drawn.ready(meeting)
    answer = officer.post(SEED, sent(seed))
    assert answer.status_code == 422 and said in words(answer), words(answer)
    assert "The Chair, two Missions" in words(answer)
    assert Draw.objects.get().state == "ready"


def test_dice_of_twenty_sides_are_read_by_their_spaces():
    row = Draw(seed_from="dice", sides=20, dice=3)
    assert drawing.seed_of(row, "20, 1 7\n") == "20 1 7"
    with pytest.raises(drawing.NotOnADie):
        drawing.seed_of(row, "20 1 21")


def test_the_seed_is_written_twice_and_needs_witnesses(officer, meeting):
    drawn.ready(meeting)
    answer = officer.post(SEED, sent(again=drawn.DICE[::-1]))
    assert answer.status_code == 422 and "The two are not the same" in words(answer)
    answer = officer.post(SEED, sent(witnesses=""))
    assert answer.status_code == 422 and "This field is required" in words(answer)
    with pytest.raises(holding.WitnessesMissing):
        holding.hold_draw(draw=Draw.objects.get(), seed=drawn.DICE, witnesses=" ", **WHO)


def test_a_source_is_refused_before_its_hour(meeting):
    draw = drawn.ready(meeting, drawn.of_a_source())
    with pytest.raises(holding.SeedTooEarly):
        drawn.hold(draw, "4 17", at=drawn.HOUR - timedelta(seconds=1))
    assert drawn.hold(draw, " 4  17 ", at=drawn.HOUR).seed == "4 17"


@pytest.mark.parametrize("sign", ["\u200b", "\uff13", "\u0410", "\u00a0", "\u00e9", "\x1f", "\x7f"])
def test_a_seed_of_a_source_has_no_look_alikes(sign):
    row = Draw(seed_from="published")
    assert drawing.seed_of(row, "\t03  17\n22 b A ") == "03 17 22 b A"
    with pytest.raises(drawing.NotPlain, match=rf"U\+{ord(sign):04X}"):
        drawing.seed_of(row, f"03 17{sign} 22")
    with pytest.raises(drawing.SeedTooLong):
        drawing.seed_of(row, "7" * 201)


def test_of_two_officers_one_draws_and_the_other_reads_who_did(meeting):
    """Both hold the same page: the second comes to the row when the first has closed it."""
    draw = drawn.ready(meeting)
    stale = Draw.objects.get()
    room = drawn.hold(draw) and seated()
    with pytest.raises(holding.DrawnAlready, match="Dialogue team entered the seed already"):
        drawn.hold(stale, drawn.DICE[::-1])
    assert seated() == room


def test_before_the_lottery_and_after_setting_aside_no_seed_is_taken(meeting):
    draw = drawn.prepare(meeting)
    with pytest.raises(holding.LotteryMissing):
        drawn.hold(draw)
    drawn.found(draw)
    draws.set_draw_aside(draw=draw, why="Another day", **WHO)
    with pytest.raises(holding.WasSetAside):
        drawn.hold(draw)


def test_seats_that_were_offered_meanwhile_stop_the_draw(officer, meeting):
    """It cannot come about on the pages; a program that did so would be refused."""
    room_lists.propose_list(meeting=meeting, **WHO)
    draw = drawn.ready(meeting)
    ProposedList.objects.update(state="offered")
    answer = officer.post(SEED, sent())
    assert answer.status_code == 422 and "Seats of list 1 were offered" in words(answer)
    assert not Draw.objects.get(pk=draw.pk).seed


@pytest.mark.parametrize("column", ["inputs", "lottery"])
def test_what_was_altered_behind_the_pages_is_found_and_not_drawn(meeting, column):
    draw = drawn.ready(meeting)
    assert verify() == []
    if column == "inputs":
        Draw.objects.update(inputs=draw.inputs.replace('"seats":[1,2]', '"seats":[1,3]'))
    else:
        rooms = [[weight, room[::-1][:1]] for weight, room in draw.lottery["rooms"]]
        Draw.objects.update(lottery={**draw.lottery, "rooms": rooms})
    with pytest.raises(holding.DrawAltered):
        drawn.hold(draw)
    assert [one.code for one in verify()] == ["draw-inputs" if column == "inputs" else "draw-rooms"]


@pytest.mark.parametrize("what", ["seats", "certificate", "told", "witnesses"])
def test_what_was_altered_after_the_draw_is_found(meeting, what):
    draw = drawn.held(meeting)
    seat, other = draw.list.seats.get(place=1), draw.list.seats.get(place=6)
    room_lists.overrule_seat(seat=draw.list.seats.get(place=2), reason="Ill", **WHO)
    assert verify() == []
    if what == "seats":
        facts = {"state": seat.state, "reason": seat.reason}
        Seat.objects.filter(pk=seat.pk).update(state="no_seat", reason="")
        Seat.objects.filter(pk=other.pk).update(**facts)
    else:
        column = {"told": "origin"}.get(what, what)
        now = {**draw.certificate, "gap": 0.5} if what == "certificate" else "Another"
        Draw.objects.update(**{column: now})
    assert [one.code for one in verify()] == [f"draw-{what}"]
    Seat.objects.filter(pk=seat.pk).update(state="no_seat")
    assert "draw-seats" in [one.code for one in verify()]


def test_an_earlier_proposal_is_set_aside_by_the_draw(meeting):
    first = room_lists.propose_list(meeting=meeting, **WHO)
    row = drawn.held(meeting)
    first.refresh_from_db()
    assert first.state == "set_aside" and row.list is not None and row.list.number == 2


def test_who_withdrew_before_the_draw_and_is_drawn_is_shown_and_replaced_at_once(officer, meeting):
    """The draw goes on as it was fixed: the same seed draws the same room, whoever left."""
    draw = drawn.ready(meeting)
    people, _rules = drawing.thawed(draw.inputs)
    lottery = sortition.drawn_by(lottery=drawing.lottery_of(draw), seed=drawn.DICE)
    assert lottery.drawn is not None
    left = Registration.objects.get(uid=lottery.drawn[0])
    drawn.withdraw(left)
    drawn.hold(draw)
    room = seated()
    entry = json.loads(Entry.objects.get(verb="participation:draw:held").data)
    assert entry["cancelled"] == entry["withdrawn"] == [str(left.uid)]
    assert verify() == []
    assert set(entry["instead"]) == room - set(lottery.drawn)
    said = "Of 2 drawn, 1 had been cancelled or had withdrawn by then. Came instead, by a lot"
    assert said in words(officer.get(DRAW))
    assert len(room) == 2 and str(left.uid) not in room and lottery.drawn[1] in room
    seat = Seat.objects.get(registration=left)
    assert seat.state == "declined" and seat.reason == "drawn-gone"
    assert Seat.objects.get(instead_of=seat).reason == "drawn-instead"
    page = words(officer.get("/participation/w/room/"))
    assert "Drawn by lot, but had withdrawn before the draw" in page
    assert "Replace 1 declined" not in page
    row = Draw.objects.select_related("file").get()
    assert sortition.read_draw(drawn.file_of(row)).drawn == lottery.drawn


def test_nobody_is_taken_out_between_roll_and_seed_but_who_was_cancelled(client, meeting):
    """Not by a return with a reason, nor by a list that says that no support is needed."""
    draw = drawn.ready(meeting)
    room = sortition.drawn_by(lottery=drawing.lottery_of(draw), seed=drawn.DICE).drawn or ()
    Registration.objects.filter(uid=room[0]).update(state="returned")
    Registration.objects.filter(uid=room[1]).update(support=False)
    other = Registration.objects.exclude(uid__in=room).order_by("pk")[0]
    drawn.withdraw(other)
    drawn.hold(draw)
    assert seated() == set(room)
    told = json.loads(Entry.objects.get(verb="participation:draw:held").data)
    assert (told["cancelled"], told["withdrawn"]) == ([str(other.uid)], [])
    assert "Nobody who was drawn had been cancelled" in words(client.get(DRAW))
    page = words(signed_in(client, Role.ADMINISTRATION).get("/participation/w/room/"))
    assert all(who.badge_name in page for who in Registration.objects.filter(uid__in=room))
    offers.offer_seats(meeting=meeting, answer_by=AT + timedelta(days=9), **WHO)
    assert Seat.objects.filter(state="offered").count() == 2


def test_who_was_taken_off_without_a_trace_is_replaced_too(meeting):
    """While the lottery is being found: the job reads what was fixed and nothing else."""
    draw = drawn.prepare(meeting)
    for who in Registration.objects.order_by("pk")[:4]:
        who.delete()
    drawn.found(draw)
    assert len(draw.lottery["ids"]) == 6
    drawn.hold(draw)
    assert len(seated()) == 2
    told = json.loads(Run.objects.get().answer)
    assert len(told["withdrawn"]) == len(told["instead"])
    assert verify() == []


def test_nobody_left_leaves_the_seats_open(meeting):
    draw = drawn.ready(meeting)
    Registration.objects.update(state="cancelled")
    drawn.hold(draw)
    assert not seated()
    assert Seat.objects.filter(state="declined").count() == 2


def test_a_drawn_seat_is_offered_declined_and_replaced_by_a_lot_of_the_same_seed(meeting):
    drawn.held(meeting)
    assert Seat.objects.filter(state="reserve").count() == 4
    offers.offer_seats(meeting=meeting, answer_by=AT + timedelta(days=9), **WHO)
    seat = Seat.objects.filter(state="offered").order_by("pk").first()
    assert seat is not None
    heard = {"accept": False, "channel": "mail", "why": "Ill"}
    offers.answer_seat(seat=seat, **heard, **WHO)
    assert replacing.replace_declined(meeting=meeting, **WHO) == 1
    come = Seat.objects.get(instead_of=seat)
    others = [str(uid) for uid in Registration.objects.values_list("uid", flat=True)]
    assert str(come.registration.uid) in others and come.state == "proposed"
    assert verify() == []


def test_only_the_administration_enters_a_seed(client, meeting):
    drawn.ready(meeting)
    for role in (Role.CHAIR, Role.FOCAL_POINT):
        assert signed_in(client, role).get(SEED).status_code == 403
