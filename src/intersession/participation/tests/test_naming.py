"""Names as an official list sets them: nothing of a name is lost, whatever its shape."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intersession.participation.naming import Named, capitals, formal, order_of, parted


def said(title: str, given: str, family: str, language: str = "en", badge: str = "") -> str:
    named = Named(title=title, given=given, family=family, badge=badge)
    return formal(named, language).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("given", "family", "line"),
    [
        ("Jan", "van der Berg", "Jan VAN DER BERG"),
        ("María", "de la Cruz", "María DE LA CRUZ"),
        ("Ahmed", "al-Hashimi", "Ahmed AL-HASHIMI"),
        ("Mohammed", "bin Salman", "Mohammed BIN SALMAN"),
        ("Karl", "von Groß", "Karl VON GROẞ"),
        ("Ronald", "McDonald", "Ronald McDONALD"),
        ("Fiona", "MacLeod", "Fiona MacLEOD"),
        ("Mack", "Mackey", "Mack MACKEY"),
        ("Seán", "Ó hEithir", "Seán Ó hEITHIR"),
        ("Sean", "O’Brien", "Sean O’BRIEN"),
        ("Aya", "N’Guessan-Kouassi", "Aya N’GUESSAN-KOUASSI"),
        ("Zoé", "Lefèvre-Œuvrard", "Zoé LEFÈVRE-ŒUVRARD"),
        ("JEAN-PIERRE", "DUPONT", "Jean-Pierre DUPONT"),
        ("J.P.", "Dupont", "J.P. DUPONT"),
        ("", "Sukarno", "SUKARNO"),
        ("Sukarno", "", "SUKARNO"),
        ("Abiy Ahmed", "", "ABIY AHMED"),
        ("文", "潘", "文 潘"),
        ("ნინო", "ბერიძე", "ნინო ბერიძე"),
        ("Пётр", "Иванов", "Пётр ИВАНОВ"),
    ],
)
def test_the_family_name_stands_in_capitals_with_its_particles(given, family, line):
    assert said("", given, family) == line


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Mr", "Ms", "Dr", "Prof.", "H.E. Mr", "H.E. Ms", ""]),
        ("fr", ["M.", "Mme", "Dr", "Pr", "S.E. M.", "S.E. Mme", ""]),
        ("es", ["Sr.", "Sra.", "Dr./Dra.", "Prof.", "Excmo. Sr.", "Excma. Sra.", ""]),
    ],
)
def test_the_title_is_that_of_the_language(language, lines):
    titles = ("mr", "ms", "dr", "professor", "he_mr", "he_ms", "")
    assert [said(title, "Ana", "Ruiz", language) for title in titles] == [
        f"{line} Ana RUIZ".strip() for line in lines
    ]


def test_who_writes_the_family_name_first_on_the_badge_is_listed_so():
    assert said("mr", "Ki-moon", "Ban", badge="Ban Ki-moon") == "Mr BAN Ki-moon"
    assert said("mr", "Ki-moon", "Ban", badge="Ki-moon Ban") == "Mr Ki-moon BAN"


def test_without_names_as_in_the_passport_the_badge_stands_as_it_is_written():
    assert said("dr", "", "", badge="Ana RUIZ") == "Dr Ana RUIZ"


NAMES = st.text(
    st.characters(categories=("Lu", "Ll", "Lt", "Lo", "Mn", "Zs", "Pd"), max_codepoint=0x2FFF)
    | st.sampled_from("'’ -ßİıǅŉﬁ"),
    max_size=20,
)


def folded(words: str) -> str:
    plain = unicodedata.normalize("NFC", " ".join(words.split()))
    return unicodedata.normalize("NFC", plain.replace("ẞ", "ß").upper().lower().upper())


@given(given=NAMES, family=NAMES, badge=NAMES, language=st.sampled_from(["en", "fr", "es"]))
def test_nothing_of_a_name_is_lost(given, family, badge, language):
    line = said("", given, family, language, badge)
    if given.strip() or family.strip():
        both = {f"{given} {family}".strip(), f"{family} {given}".strip()}
        assert folded(line) in {folded(one) for one in both}
    else:
        assert folded(line) == folded(badge)


@given(NAMES)
@example("ΰ̀")
@example("ὒ")
def test_what_stands_in_capitals_stays_so(name):
    assert capitals(capitals(name)) == capitals(name)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6), st.sampled_from(["en", "fr", "es"]))
def test_people_have_one_order_in_each_language(names, language):
    people = [Named(given=given, family=family) for given, family in names]
    ways = (
        sorted(people, key=lambda one: order_of(one, language)),
        sorted(reversed(people), key=lambda one: order_of(one, language)),
    )
    assert [order_of(one, language) for one in ways[0]] == [
        order_of(one, language) for one in ways[1]
    ]


@pytest.mark.parametrize(
    ("language", "families"),
    [
        ("en", ["Le Pen", "Núñez", "Nuñoz", "Öberg", "Zoë"]),
        ("fr", ["cote", "côte", "Coté", "Le Pen", "Zoé"]),
        ("es", ["de la Cruz", "Nuzo", "Ñandú", "Oviedo"]),
    ],
)
def test_each_language_has_its_own_order_of_family_names(language, families):
    people = [Named(family=family) for family in families]
    assert sorted(people[::-1], key=lambda one: order_of(one, language)) == people


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Jan van der Berg", ("Jan", "van der Berg")),
        ("DUPONT Jean", ("Jean", "DUPONT")),
        ("María de la CRUZ", ("María", "de la CRUZ")),
        ("de la CRUZ María", ("María", "de la CRUZ")),
        ("Doe, Jane", ("Jane", "Doe")),
        ("John Smith, Jr.", ("John", "Smith, Jr.")),
        ("Ana María Ruiz", ("Ana María", "Ruiz")),
        ("Sukarno", ("", "Sukarno")),
        ("BAN Ki-moon", ("Ki-moon", "BAN")),
    ],
)
def test_a_name_in_one_column_is_parted(whole, parts):
    assert parted(whole) == parts


@given(NAMES)
def test_parting_a_name_loses_no_word(whole):
    given_name, family = parted(whole)
    words = sorted(unicodedata.normalize("NFC", whole).replace(",", " ").split())
    assert sorted(f"{given_name} {family}".replace(",", " ").split()) == words
