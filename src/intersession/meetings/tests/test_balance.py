"""How balanced the panels are: counted, never beside a name, for the Administration alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intersession.access.policy import Role
from intersession.meetings import balance
from intersession.meetings.balance import FEWEST, NO, YES, Dimension, Voice
from intersession.meetings.balance_words import headline, told
from intersession.meetings.models import Part, Speaker
from intersession.meetings.queries.balance import of_meeting
from intersession.meetings.tests.conftest import AT, ONE, TEN, item
from intersession.membership.models import Entity, Group, GroupMembership, Profile

pytestmark = pytest.mark.django_db
LABELS = ["origin", "transit", "destination"]
WANTED = {
    Dimension.SEX: ["woman", "man"],
    Dimension.LABELS: LABELS,
    Dimension.REGION: ["AFRICAN", "WEOG"],
    Dimension.STAKEHOLDER: ["state", "ngo"],
    Dimension.CAPITAL: [YES, NO],
    Dimension.FORMER: [YES, NO],
}
VOICES = st.lists(
    st.builds(
        Voice,
        person=st.sampled_from("abcdefghij"),
        item=st.sampled_from("12"),
        entity=st.sampled_from(["", "x", "y", "z", "w"]),
        labels=st.frozensets(st.sampled_from(LABELS)),
        region=st.sampled_from(["", "AFRICAN", "GRULAC"]),
        stakeholder=st.sampled_from(["", "state", "media"]),
        sex=st.sampled_from(["", "woman", "man", "other"]),
        from_capital=st.sampled_from([None, True, False]),
        former=st.booleans(),
    ),
    max_size=14,
)


@given(VOICES)
def test_each_person_is_counted_once_and_all_are_accounted_for(voices):
    found = balance.tally(voices, WANTED)
    assert found.of == len({voice.person for voice in voices})
    for share in found.shares:
        counted = sum(count for _value, count in share.slices)
        if share.dimension is Dimension.LABELS:
            assert share.withheld or counted >= share.of - share.unsaid
        else:
            assert counted + share.unsaid == share.of
        assert all(0 <= count <= share.of for _value, count in share.slices)
        assert share.missing == () or share.unsaid < share.of


@given(VOICES)
def test_items_together_have_everybody_and_nobody_else(voices):
    parts = balance.by_item(voices, WANTED)
    assert set(parts) == {voice.item for voice in voices}
    assert sum(part.of for part in parts.values()) >= balance.tally(voices, WANTED).of


@given(VOICES)
def test_labels_of_fewer_than_three_entities_are_not_counted(voices):
    share = balance.tally(voices, WANTED).share(Dimension.LABELS)
    first = {voice.person: voice for voice in reversed(voices)}.values()
    entities = {voice.entity for voice in first if voice.labels}
    assert share.withheld is (0 < len(entities) < FEWEST)
    assert share.slices == () or not share.withheld


def voices(sexes: str, labels: tuple[str, ...] = ()) -> list[Voice]:
    known = {"w": "woman", "m": "man", "-": "", "o": "other"}
    return [
        Voice(person=str(n), item="1", entity=str(n), sex=known[sex], labels=frozenset(labels))
        for n, sex in enumerate(sexes)
    ]


@pytest.mark.parametrize(
    ("sexes", "labels", "said"),
    [
        ("mmmmw", ("origin", "destination"), "4 of 5 speakers are men; no transit State"),
        ("www", tuple(LABELS), "All 3 speakers are women"),
        ("m", (), "The only speaker is a man"),
        ("wm", (), "1 of 2 speakers is a woman, 1 is a man"),
        ("wm-", (), "1 of 3 speakers is a woman, 1 is a man; 1 has not said it"),
        ("--", (), "Whether the 2 speakers are women or men is not said"),
        ("", (), "Nobody is counted yet"),
    ],
)
def test_the_sentence_says_the_finding_with_its_base(sexes, labels, said):
    assert headline(balance.tally(voices(sexes, labels), WANTED)) == said


@pytest.fixture
def meeting(hold: Any) -> Any:
    return hold(slug="w", kind="workshop", number=1, ends_at=ONE + timedelta(days=1))


@pytest.fixture
def group() -> Any:
    return Group.objects.create(code="AFRICAN", kind="un_regional_group", name={"en": "African"})


def speak(where: Any, name: str, *labels: str, **given: Any) -> Part:
    """Somebody of an Entity of their own, that declared these labels in general."""
    entity, _new = Entity.objects.get_or_create(
        slug=name.lower(), defaults={"kind": "state", "name": {"en": f"State of {name}"}}
    )
    for label in labels:
        Profile.objects.get_or_create(entity=entity, label=label, since=date(2010, 1, 1))
    part = {key: given.pop(key) for key in ("role", "state") if key in given}
    speaker = Speaker.objects.create(
        meeting=where.meeting, name=name, entity=entity, added_at=AT, **given
    )
    return Part.objects.create(item=where, speaker=speaker, **part)


def test_the_page_says_it_in_words_and_bars_and_names_nobody(sign_in, meeting, group):
    panel = item(meeting, "Panel II", kind="panel", starts_at=TEN)
    for name, sex in (("Ana", "woman"), ("Ben", "man"), ("Cem", "man"), ("Dov", "man")):
        one = speak(panel, name, "origin", gender=sex, from_capital=True)
    entity = one.speaker.entity
    GroupMembership.objects.create(entity=entity, group=group, since=date(2000, 1, 1))
    page = sign_in(Role.ADMINISTRATION).get("/meetings/w/balance/").content.decode()
    assert "3 of 4 speakers are men; no transit State; no State of destination." in page
    assert "4 persons count." in page and "What is missing" in page
    assert all(name not in page for name in ("Ana", "Ben", "Cem", "Dov"))
    shares = {bar.name: bar for bar in told(of_meeting(meeting)).whole.groups}
    region = shares["Regional groups"]
    assert (region.bars[0].figure, region.note) == ("1\xa0of\xa04", "Not known of 3\xa0of\xa04.")


def test_a_label_on_the_topic_stands_before_one_in_general(meeting, year):
    panel = item(meeting, kind="panel")
    proposal = "11111111-1111-4111-8111-111111111111"
    year.slots.filter(number=1).update(proposal=proposal)
    for name in ("Ana", "Ben", "Cem"):
        entity = speak(panel, name, "origin").speaker.entity
    Profile.objects.create(entity=entity, topic=proposal, label="transit", since=date(2011, 1, 1))
    found = of_meeting(meeting)
    share = found.whole.share(Dimension.LABELS)
    assert share.slices == (("origin", 2), ("transit", 1), ("destination", 0))
    assert found.on_topic


@pytest.mark.parametrize(
    ("parts", "counted"), [("proposed", 3), ("invited", 2), ("confirmed", 1), ("nobody", 3)]
)
def test_a_switch_says_whose_parts_count(sign_in, meeting, parts, counted):
    panel = item(meeting, kind="panel")
    for state in Part.State:
        speak(panel, state.title(), state=state)
    speak(panel, "Rapporteur", role="rapporteur", state="confirmed")
    page = sign_in(Role.ADMINISTRATION).get(f"/meetings/w/balance/?parts={parts}").content.decode()
    assert f"{counted} person{'s count' if counted > 1 else ' counts'}." in page


def test_who_spoke_at_an_earlier_meeting_is_known_by_mailbox_or_by_name_and_entity(hold, meeting):
    before = item(hold(slug="old", starts_at=TEN - timedelta(days=9)), kind="panel")
    speak(before, "Ana", email="ana@example.org", state="confirmed")
    speak(before, "Ben", state="confirmed")
    speak(before, "Cem", state="declined")
    panel = item(meeting, kind="panel")
    speak(panel, "Anne", email="ANA@example.org")
    speak(panel, "Cem")
    again = Speaker.objects.get(name="Ben")
    here = {"meeting": meeting, "name": "BEN ", "entity": again.entity, "added_at": AT}
    Part.objects.create(item=panel, speaker=Speaker.objects.create(**here))
    share = of_meeting(meeting).whole.share(Dimension.FORMER)
    assert share.slices == ((YES, 2), (NO, 1))


@pytest.mark.parametrize("rows", [1, 3])
def test_one_panel_and_three_ask_the_same(sign_in, meeting, rows, django_assert_num_queries):
    for n in range(rows):
        speak(item(meeting, f"Panel {n}", kind="panel"), f"S{n}", "origin", email=f"{n}@x.org")
    browser = sign_in(Role.ADMINISTRATION)
    browser.get("/meetings/w/balance/")
    with django_assert_num_queries(14):
        page = browser.get("/meetings/w/balance/").content.decode()
    assert page.count("<h2>Panel") == rows


def test_one_item_alone_stands_beside_the_agenda(sign_in, meeting):
    panel = item(meeting, "Panel I", kind="panel")
    speak(panel, "Ana", gender="woman")
    browser = sign_in(Role.ADMINISTRATION)
    page = browser.get(f"/meetings/w/balance/?item={panel.uid}").content.decode()
    assert "The only speaker is a woman" in page and "<html" not in page
    assert browser.get("/meetings/w/balance/?item=none").status_code == 404


def test_nobody_but_the_administration_sees_it(client, sign_in, meeting):
    address = "/meetings/w/balance/"
    assert client.get(address).status_code == 302
    chair = sign_in(Role.CHAIR)
    for form in ("", "?sheet=csv", "?item=x"):
        assert chair.get(address + form).status_code == 403


def test_the_sheet_holds_figures_and_no_name(sign_in, meeting):
    speak(item(meeting, "Panel I", kind="panel"), "Ana", "origin", gender="woman")
    sheet = sign_in(Role.ADMINISTRATION).get("/meetings/w/balance/?sheet=csv").content.decode()
    assert "Panel I,Women and men,Women,1,1" in sheet and "Ana" not in sheet
    assert "origin" not in sheet  # fewer than three Entities declared it


def test_an_agenda_without_panels_says_so(sign_in, meeting):
    page = sign_in(Role.ADMINISTRATION).get("/meetings/w/balance/").content.decode()
    assert "The agenda has no panel yet." in page and "Nobody is counted yet" in page
