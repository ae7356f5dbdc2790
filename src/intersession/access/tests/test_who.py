"""A mailbox that several persons share asks who is acting."""

from typing import Any

from intersession.access.models import Person, User
from intersession.ledger.models import Entry
from intersession.ledger.verbs import Verb

WHO = "/access/who/"


def test_until_it_is_said_every_page_asks(client: Any, mission: User, sign_in: Any) -> None:
    sign_in(mission)
    for path in ("/ledger/", "/access/account/", "/access/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, WHO)
    assert client.get(WHO).status_code == 200
    assert client.get(f"{WHO}?lang=fr").status_code == 200
    assert client.post("/access/sign-out/").status_code == 302


def test_a_person_named_before_is_chosen_and_the_ledger_says_so(
    client: Any, mission: User, sign_in: Any
) -> None:
    sign_in(mission)
    person = mission.persons.get()
    answer = client.post(WHO, {"person": person.pk, "next": "/ledger/"})
    assert answer["Location"] == "/ledger/"
    assert client.get("/ledger/").status_code == 200
    entry = Entry.objects.get(verb=Verb.PERSON_NAMED)
    assert entry.by == "B. First, First Secretary"


def test_somebody_new_gives_name_and_function(client: Any, mission: User, sign_in: Any) -> None:
    sign_in(mission)
    client.post(WHO, {"person": "new", "name": " D.  Second ", "function": "Attaché"})
    assert str(mission.persons.last()) == "D. Second, Attaché"
    assert "D. Second" in client.get("/access/account/").content.decode()


def test_a_function_is_needed(client: Any, mission: User, sign_in: Any) -> None:
    sign_in(mission)
    for person in ("new", ""):
        assert client.post(WHO, {"person": person, "name": "D. Second"}).status_code == 422
    assert mission.persons.count() == 1


def test_nobody_acts_as_a_person_of_another_mailbox(
    client: Any, mission: User, delegate: User, sign_in: Any
) -> None:
    sign_in(mission)
    stranger = delegate.persons.get()
    assert client.post(WHO, {"person": stranger.pk}).status_code == 422
    assert client.get("/ledger/")["Location"].startswith(WHO)


def test_each_sign_in_asks_again(client: Any, mission: User, sign_in: Any) -> None:
    sign_in(mission)
    client.post(WHO, {"person": mission.persons.get().pk})
    client.post("/access/sign-out/")
    sign_in(mission)
    assert client.get("/ledger/")["Location"].startswith(WHO)


def test_an_account_of_one_person_is_not_asked(client: Any, delegate: User, sign_in: Any) -> None:
    sign_in(delegate)
    assert client.get("/ledger/").status_code == 200


def test_an_account_without_anybody_is_asked_once(client: Any, sign_in: Any) -> None:
    user = User.objects.create_user("new@example.org")
    sign_in(user)
    assert client.get("/ledger/")["Location"].startswith(WHO)
    client.post(WHO, {"name": "E. New", "function": "Expert"})
    assert Person.objects.get(user=user).name == "E. New"
    assert client.get("/ledger/").status_code == 200
