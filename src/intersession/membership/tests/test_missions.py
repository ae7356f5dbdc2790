"""What a Mission is called in a letter: articles run together, capitals and apostrophes right."""

import json
import re
from importlib.resources import files

import pytest

from intersession.documents.making import LANGUAGES
from intersession.membership.missions import mission_of


def called(language, name, formal="", kind="state"):
    return mission_of(
        kind=kind,
        name={language: name},
        formal_name={language: formal} if formal else {},
        language=language,
    )


@pytest.mark.parametrize(
    ("language", "name", "formal", "named", "to"),
    [
        ("en", "Arvoria", "the Republic of Arvoria", "of the Republic of Arvoria", "to the P"),
        ("en", "The Gambia", "", "of the Gambia", "to the Permanent Mission of the Gambia"),
        ("en", "Tuvalu", "", "of Tuvalu", "to the Permanent Mission of Tuvalu"),
        ("fr", "Maroc", "le Royaume du Maroc", "du Royaume du Maroc", "à la Mission permanente du"),
        ("fr", "Algérie", "la République d'Algérie", "de la République d’Algérie", "à la Mission"),
        ("fr", "Émirats", "les Émirats arabes unis", "des Émirats arabes unis", "à la Mission"),
        ("fr", "Ukraine", "l'Ukraine", "de l’Ukraine", "à la Mission permanente de l’Ukraine"),
        ("fr", "Oman", "", "d’Oman", "à la Mission permanente d’Oman"),
        ("fr", "Érythrée", "", "d’Érythrée", "à la Mission permanente d’Érythrée"),
        ("fr", "Cuba", "", "de Cuba", "à la Mission permanente de Cuba"),
        ("es", "España", "el Reino de España", "del Reino de España", "a la Misión Permanente del"),
        ("es", "Perú", "la República del Perú", "de la República del Perú", "a la Misión"),
        ("es", "El Salvador", "", "de El Salvador", "a la Misión Permanente de El Salvador"),
    ],
)
def test_articles_run_together_as_the_language_has_it(language, name, formal, named, to):
    mission = called(language, name, formal)
    assert mission.named.endswith(named)
    assert mission.to.startswith(to)
    assert mission.headed[0].isupper() and mission.headed.endswith(named)


@pytest.mark.parametrize(
    ("language", "name", "to", "headed"),
    [
        ("fr", "le Comité international", "au Comité international", "Comité international"),
        ("fr", "l'Organisation", "à l’Organisation", "Organisation"),
        ("fr", "les Sociétés", "aux Sociétés", "Sociétés"),
        ("es", "el Comité", "al Comité", "Comité"),
        ("en", "the Committee", "to the Committee", "Committee"),
    ],
)
def test_an_organisation_has_no_mission_and_is_addressed_by_name(language, name, to, headed):
    mission = called(language, name, kind="igo")
    assert (mission.to, mission.headed) == (to, headed)


def test_a_name_in_another_language_or_script_is_taken_as_it_is():
    given = mission_of(
        kind="state", name={"en": "الجزائر"}, formal_name={"en": "the X"}, language="fr"
    )
    assert given.headed == "Mission permanente de الجزائر"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_real_state_is_called_wrongly(language):
    """In French and Spanish an article left beside its preposition would be a mistake."""
    rows = json.loads(files("intersession.membership").joinpath("data/states.json").read_text())
    for row in rows:
        mission = mission_of(
            kind="state", name=row["name"], formal_name=row["formal"], language=language
        )
        if language == "fr":
            assert not re.search(r"Mission permanente (de le |de les |de [AEIOUÉ])", mission.named)
        assert not re.search(r"Misión Permanente de el |of The ", mission.named), mission.named
        assert "'" not in mission.named or language != "fr"
