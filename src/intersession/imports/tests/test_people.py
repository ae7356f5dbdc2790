"""People and focal points: however a name is written, whoever is there already."""

from typing import Any

import pytest

from intersession.access.models import Person, User
from intersession.imports.tests.conftest import take, told
from intersession.imports.words import person_key, person_name
from intersession.membership.models import Representation

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
        ("DUPONT Jean", "Jean DUPONT"),
        ("Jean DUPONT", "Jean DUPONT"),
        ("de la FUENTE María", "María de la FUENTE"),
        ("DE GAULLE Charles", "Charles DE GAULLE"),
        ("GARCÍA y VEGA Ana", "Ana GARCÍA y VEGA"),
        ("N’GUESSAN Aya", "Aya N’GUESSAN"),
        ("McDONALD John", "John McDONALD"),
        ("O'Neill, Sean", "Sean O'Neill"),
        ("Sukarno", "Sukarno"),
        ("SUKARNO", "SUKARNO"),
        ("JEAN DUPONT", "JEAN DUPONT"),
        ("J. Dupont", "J. Dupont"),
    ],
)
def test_the_given_name_stands_first_where_the_family_name_is_told(written: str, name: str) -> None:
    assert person_name(written) == name
    assert person_name(name) == name
    assert person_key(written) == person_key(name)


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
    assert "Mail address" in reasons[2]
    take(source, without_bad=True)
    user = User.objects.get()
    assert user.shared
    assert user.persons.count() == 2
    assert Representation.objects.count() == 1
