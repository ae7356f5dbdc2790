from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from intersession.ui import catalogues


@cache
def all_strings() -> Catalog:
    """Read out of the whole tree once: that takes a second and a half."""
    return catalogues.strings()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def source() -> Catalog:
    made = Catalog()
    made.add("Good day, %(name)s", locations=[("a.py", 0)])
    made.add(("%(n)s day", "%(n)s days"), locations=[("a.py", 0)])
    return made


def keep(language: str, *pairs: tuple, flags: tuple = ()) -> None:
    made = Catalog(locale=language, fuzzy=False)
    for wanted, wording in pairs:
        made.add(wanted, wording, flags=flags)
    catalogues.po(language).parent.mkdir(parents=True, exist_ok=True)
    with catalogues.po(language).open("wb") as file:
        write_po(file, made)
    catalogues.mo(language).write_bytes(catalogues.compiled(language))


GREETING = ("Good day, %(name)s", "Bonjour, %(name)s")
DAYS = (("%(n)s day", "%(n)s days"), ("%(n)s jour", "%(n)s jours"))


def found(source: Catalog) -> str:
    return "\n".join(catalogues.complaints("fr", source))


def test_a_good_catalogue_gives_no_complaint(folder, source):
    keep("fr", GREETING, DAYS)
    assert found(source) == ""


@pytest.mark.parametrize(
    ("greeting", "days", "said"),
    [
        (("Other", "Autre"), DAYS, "'Good day, %(name)s' is missing (a.py)"),
        ((GREETING[0], ""), DAYS, "is not translated"),
        ((GREETING[0], "Bonjour, %(nom)s"), DAYS, "other placeholders"),
        ((GREETING[0], "Bonjour"), DAYS, "other placeholders"),
        ((GREETING[0], "Bonjour, <b>%(name)s</b>"), DAYS, "other tags"),
        (GREETING, (DAYS[0], ("%(n)s jour", "")), "'%(n)s day' is not translated"),
    ],
)
def test_each_fault_of_a_catalogue_is_named(folder, source, greeting, days, said):
    keep("fr", greeting, days)
    assert said in found(source)


def test_a_guess_that_nobody_confirmed_is_no_translation(folder, source):
    keep("fr", GREETING, DAYS, flags=("fuzzy",))
    assert "is marked fuzzy" in found(source)


def test_a_compiled_file_that_says_something_else_is_found_whatever_its_date(folder, source):
    keep("fr", GREETING, DAYS)
    compiled = catalogues.mo("fr").read_bytes()
    keep("fr", (GREETING[0], "Salut, %(name)s"), DAYS)
    catalogues.mo("fr").write_bytes(compiled)
    assert "run --compile" in found(source)


def test_an_update_brings_new_strings_in_and_keeps_what_is_translated(folder, monkeypatch, source):
    keep("fr", GREETING, ("Gone", "Parti"))
    monkeypatch.setattr(catalogues, "strings", lambda: source)
    assert catalogues.update("fr") == 1
    catalogue = catalogues.read("fr")
    assert catalogue.get(GREETING[0]).string == GREETING[1]
    assert catalogue.get("Gone") is None


def test_an_update_without_news_changes_no_byte(folder, monkeypatch, source):
    keep("fr", GREETING, DAYS)
    monkeypatch.setattr(catalogues, "strings", lambda: source)
    catalogues.update("fr")
    before = catalogues.po("fr").read_bytes()
    catalogues.update("fr")
    assert catalogues.po("fr").read_bytes() == before


def test_strings_are_found_in_code_and_in_templates():
    strings = all_strings()
    assert strings.get("closes today") and strings.get("Go to the content")
    assert strings.get("Now", context="step of the year")
    assert strings.get("This is an example: States, people and answers are invented.")


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_string_of_the_frame_is_translated(language):
    strings, catalogue = all_strings(), catalogues.read(language)
    own = [m for m in strings if m.id and any("/ui/" in file for file, _ in m.locations)]
    assert len(own) > 40
    faults = [s for m in own for s in catalogues._about(m, catalogue.get(m.id, m.context))]
    assert faults == []
