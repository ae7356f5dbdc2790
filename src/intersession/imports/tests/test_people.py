"""People and focal points: however a name is written, whoever is there already."""

from typing import Any

import pytest

from intersession.access.models import Person, User
from intersession.imports.heads import heads_of, meant
from intersession.imports.tests.conftest import take, told
from intersession.imports.words import person_key, person_name
from intersession.membership.models import Entity, Representation

LIST = """Pays;Nom;Prénom;Fonction;Courriel
Côte d'Ivoire;KOUASSI;Aya;Conseillère;aya@civ.example
GAMBIE (LA);de la CRUZ;María;Premier secrétaire;maria@gmb.example
Rép.-Unie de Tanzanie;;Sukarno;Point focal;mission@tza.example
"""


def test_a_list_with_heads_in_french_goes_in(bring: Any, states: Any) -> None:
    source, plan = bring("people", LIST)
    assert told(plan) == [
        (2, "add", ""),
        (3, "add", ""),
        (4, "bad", "No Entity is called “Rép.-Unie de Tanzanie”."),
    ]
    (asked,) = plan.asked
    assert [place.slug for place in asked.near] == ["united-republic-of-tanzania"]
    again, plan = bring("people", LIST, answers={asked.key: asked.near[0].slug})
    take(again)
    names = Person.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["Aya KOUASSI", "María de la CRUZ", "Sukarno"]
    roles = Representation.objects.order_by("pk").values_list("entity__iso3", "role")
    assert list(roles) == [("CIV", "focal_point"), ("GMB", "focal_point"), ("TZA", "focal_point")]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("DUPONT Jean", "DUPONT Jean"),
        ("Jean DUPONT", "Jean DUPONT"),
        ("BAN Ki-moon", "BAN Ki-moon"),
        ("de la FUENTE María", "de la FUENTE María"),
        ("N’GUESSAN Aya", "N’GUESSAN Aya"),
        ("O'Neill, Sean", "Sean O'Neill"),
        ("de la FUENTE, María", "María de la FUENTE"),
        ("John Smith, Jr.", "John Smith, Jr."),
        ("Smith, John, Jr.", "Smith, John, Jr."),
        ("Sukarno", "Sukarno"),
        ("JEAN DUPONT", "JEAN DUPONT"),
        ("潘基文", "潘基文"),
        ("Иванов Пётр", "Иванов Пётр"),
        ("فاطمة الزهراء", "فاطمة الزهراء"),
    ],
)
def test_a_name_stays_in_the_order_in_which_it_is_written(written: str, name: str) -> None:
    """A comma alone tells that a list had turned it round."""
    assert person_name(written) == name
    assert person_name(name) == name
    assert person_key(written) == person_key(name)


@pytest.mark.parametrize("written", ["BAN Ki-moon", "Ki-moon BAN", "Ban, Ki-moon", "ki-moon ban"])
def test_a_name_in_another_order_is_the_same_person(written: str, bring: Any, states: Any) -> None:
    head = "Code,Name,E-mail\n"
    source, plan = bring("people", head + "CIV,BAN Ki-moon,a@x.org\nGMB,Дело,b@x.org\n")
    assert plan.lines[0].title.startswith("BAN Ki-moon")
    take(source)
    again, plan = bring("people", f'{head}CIV,"{written}",a@x.org\nGMB,дело,b@x.org\n')
    assert told(plan) == [(2, "same", ""), (3, "same", "")]
    assert Person.objects.order_by("pk").first().name == "BAN Ki-moon"


def test_who_is_there_already_is_known_however_the_name_is_written(bring: Any, states: Any) -> None:
    source, _plan = bring("people", "Code,Name,E-mail,Position\nCIV,Aya Kouassi,a@x.org,Attaché\n")
    take(source)
    _again, plan = bring("people", "Code,Name,E-mail,Position\nCIV,KOUASSI Aya,A@X.org,Attaché\n")
    assert told(plan) == [(2, "same", "")]
    source, plan = bring("people", "Code,Name,E-mail,Position\nCIV,KOUASSI Aya,a@x.org,Consul\n")
    assert [c.old for c in plan.lines[0].changes] == ["Attaché"]
    take(source)
    assert Person.objects.get().function == "Consul"


def test_two_persons_share_a_mailbox_and_nobody_speaks_for_two(bring: Any, states: Any) -> None:
    rows = "CIV,A B,m@x.org\nCIV,C D,m@x.org\nGMB,E F,m@x.org\nGMB,G H,none\nGMB,I J,\n"
    source, plan = bring("people", f"Code,Name,E-mail\n{rows}")
    assert [what for _row, what, _why in told(plan)] == ["add", "add", "bad", "bad", "bad"]
    reasons = [why for _row, _what, why in told(plan)][2:]
    assert "acts for Côte d’Ivoire" in reasons[0]
    assert "(column C)" in reasons[1]
    assert "no mailbox of Gambia is known" in reasons[2]
    take(source, without_bad=True)
    user = User.objects.get()
    assert user.shared
    assert user.persons.count() == 2
    assert Representation.objects.count() == 1


def test_without_an_address_a_person_acts_through_the_mailbox_of_the_mission(
    bring: Any, states: Any
) -> None:
    source, _plan = bring("people", "Code,Name,E-mail\nGMB,A B,mission@gmb.example\n")
    take(source)
    source, plan = bring("people", "Code,Name\nGMB,C D\nGMB,A B\nTZA,E F\n")
    assert [what for _row, what, _why in told(plan)] == ["add", "same", "bad"]
    assert plan.lines[0].changes[0].new == "mission@gmb.example"
    take(source, without_bad=True)
    user = User.objects.get()
    assert user.shared
    assert set(user.persons.values_list("name", flat=True)) == {"A B", "C D"}


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Nom et prénom(s)", "name"),
        ("PRÉNOMS", "given_name"),
        ("Country / Pays", "entity"),
        ("Nom (en majuscules)", "family_name"),
        ("Adresses électroniques", "email"),
        ("Correo electrónico", "email"),
        ("État Membre", "entity"),
        ("Couleur", None),
    ],
)
def test_heads_are_known_in_the_ways_people_write_them(head: str, field: str | None) -> None:
    assert meant(head, heads_of("people")) == field


WAYS = ("DUPONT-{n} Jean", "de la FUENTE{n} María", "Sukarno{n}", "O’NEILL{n}, Sean", "Ana Ruiz{n}")


def test_a_hundred_and_thirty_people_come_back_as_the_list_by_members(
    bring: Any, officer: Any
) -> None:
    """Heads in French below a title; each Member in the order of the language asked for."""
    names = {"en": "Zealand {n}", "fr": "Île {n}", "es": "Ñandú {n}"}
    made = [
        Entity(kind="state", slug=f"s{n}", name={k: v.format(n=n) for k, v in names.items()})
        for n in range(65)
    ]
    made.append(
        Entity(kind="state", slug="north", name={"en": "North", "fr": "Nord", "es": "Norte"})
    )
    Entity.objects.bulk_create(made)
    rows = [
        f"{made[n % 66].name['fr'].upper()};{WAYS[n % 5].format(n=n)};Conseiller;p{n}@x.example"
        for n in range(130)
    ]
    heads = "Liste des points focaux;;;\n\nPays;Nom et prénom(s);Fonction;Courriel\n"
    source, plan = bring("people", (heads + "\n".join(rows)).encode("cp1252"))
    assert plan.counts == {"add": 130, "change": 0, "same": 0, "bad": 0}
    take(source)
    page = {
        code: officer.get(f"/membership/people/?status=&order={code}&sheet=csv").content.decode()
        for code in ("en", "fr", "es")
    }
    assert all(text.count("\r\n") == 131 for text in page.values())
    assert page["en"].index("North") < page["en"].index("Zealand 0")
    assert page["fr"].index("Île 0") < page["fr"].index("Nord")
    assert page["es"].index("Norte") < page["es"].index("Ñandú 0")
    assert {"DUPONT-0 Jean", "de la FUENTE1 María", "Sukarno2", "Sean O’NEILL3"} <= {
        name for text in page["en"].splitlines() for name in text.split(",")
    }
