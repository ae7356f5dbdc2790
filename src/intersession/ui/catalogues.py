"""The catalogues of the translators: what is written in the code, and what they made of it.

    python -m intersession.ui.catalogues --check      fails when a string has no good translation
    python -m intersession.ui.catalogues --update     brings new strings into the .po files
    python -m intersession.ui.catalogues --compile    writes the .mo files that the pages read

English is the source. Works in the source tree, where `babel.cfg` lies.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1]
MAPPING = PACKAGE.parents[1] / "babel.cfg"
FOLDER = PACKAGE / "locale"
LANGUAGES = ("fr", "es")
HEADER = {
    "header_comment": "# The words of Intersession. English is the source.",
    "project": "Intersession",
    "version": "1",
    "msgid_bugs_address": "none",
    "last_translator": "none",
    "language_team": "none",
    "charset": "utf-8",
    "fuzzy": False,
}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]")
TAG = re.compile(r"</?[a-z][^>]*>")


def strings() -> Catalog:
    """Every string that the code and the templates mark for translation."""
    with MAPPING.open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = Catalog(charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        PACKAGE.parent, methods, options, KEYWORDS, comment_tags=("Translators:",)
    ):
        found.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def read(language: str) -> Catalog:
    """The catalogue of a language, an empty one where there is none yet."""
    path = po(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", **HEADER)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def update(language: str) -> int:
    """Brings new strings in and drops those no longer used. Returns how many wait for words."""
    catalogue, source = read(language), strings()
    source.creation_date = catalogue.creation_date
    # A guess from a similar string reads like a translation and is none.
    catalogue.update(source, no_fuzzy_matching=True)
    po(language).parent.mkdir(parents=True, exist_ok=True)
    with po(language).open("wb") as file:
        write_po(
            file, catalogue, width=100, include_lineno=False, ignore_obsolete=True, sort_output=True
        )
    return sum(1 for message in catalogue if message.id and not _complete(message))


def compiled(language: str) -> bytes:
    """What the .mo file must hold, byte for byte."""
    out = io.BytesIO()
    write_mo(out, read(language))
    return out.getvalue()


def complaints(language: str, source: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, one sentence each."""
    catalogue = read(language)
    for message in source:
        if message.id:
            yield from _about(message, catalogue.get(message.id, message.context))
    if not mo(language).exists() or mo(language).read_bytes() != compiled(language):
        yield f"{mo(language).name} is not what {po(language).name} says: run --compile"


def _about(wanted: Message, found: Message | None) -> Iterator[str]:
    name = repr(_forms(wanted.id)[0])
    if found is None:
        yield f"{name} is missing ({wanted.locations[0][0]})"
    elif not _complete(found):
        yield f"{name} is not translated"
    elif found.fuzzy:
        yield f"{name} is marked fuzzy"
    else:
        yield from _differences(name, _forms(found.id), _forms(found.string))


def _differences(name: str, source: list[str], target: list[str]) -> Iterator[str]:
    """A translation keeps the placeholders; a singular may say "one" instead of the number."""
    given = [set(PLACEHOLDER.findall(form)) for form in source]
    for form in target:
        used = set(PLACEHOLDER.findall(form))
        if not set.intersection(*given) <= used <= set.union(*given):
            yield f"{name}: other placeholders in {form!r}"
        if sorted(TAG.findall(form)) != sorted(TAG.findall(source[0])):
            yield f"{name}: other tags in {form!r}"


def _complete(message: Message) -> bool:
    return all(form.strip() for form in _forms(message.string))


def _forms(wording: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """A message has one form, or one for each plural; one not yet written has an empty one."""
    if wording is None or isinstance(wording, str):
        return [wording or ""]
    return [form or "" for form in wording] or [""]


def po(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "django.po"


def mo(language: str) -> Path:
    return po(language).with_suffix(".mo")


def _check() -> int:
    source = strings()
    found = [
        f"{language}: {said}" for language in LANGUAGES for said in complaints(language, source)
    ]
    print(
        "\n".join(found)
        or f"All {len(source)} strings are translated into {len(LANGUAGES)} languages."
    )
    return 1 if found else 0


def _update() -> int:
    for language in LANGUAGES:
        print(f"{language}: {update(language)} strings wait for a translation in {po(language)}")
    return 0


def _compile() -> int:
    for language in LANGUAGES:
        mo(language).write_bytes(compiled(language))
        print(f"{language}: {mo(language)}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m intersession.ui.catalogues")
    what = parser.add_mutually_exclusive_group()
    for name, run, said in (
        ("--check", _check, "fail when a string has no good translation (the default)"),
        ("--update", _update, "bring new strings into the .po files"),
        ("--compile", _compile, "write the .mo files"),
    ):
        what.add_argument(name, dest="run", action="store_const", const=run, help=said)
    chosen = parser.parse_args(arguments).run or _check
    if not MAPPING.exists():
        parser.error(f"{MAPPING} is missing: this works in the source tree only.")
    return chosen()


if __name__ == "__main__":
    sys.exit(main())
