"""Badges as PDF: eight on a sheet of A4, with marks where to cut."""

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass

from intersession.documents.making.paper import LANGUAGES, UnfitPaper
from intersession.documents.making.pdf import REGIONS, typeset
from intersession.documents.making.plain import clean

SHAPES = frozenset(
    {"square", "circle", "ring", "triangle", "diamond", "bar", "cross", "hexagon", "corner"}
)


@dataclass(frozen=True, kw_only=True)
class Badge:
    """`of`: the Entity by language, each name once. `picture` is an SVG, `told` what it shows, in
    words. The mark is a shape and words, for who sees no colours."""

    meeting: str
    when: str
    name: str
    function: str
    of: tuple[tuple[str, str], ...]
    shape: str
    mark: str
    picture: str
    told: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise UnfitPaper("A badge needs a name.")
        if self.shape not in SHAPES:
            raise UnfitPaper(f"There is no shape {self.shape!r}.")


def badges_as_pdf(badges: Iterable[Badge], *, title: str, language: str) -> bytes:
    """In this order; a long name is set smaller or broken, never cut off."""
    several = [dataclasses.asdict(clean(one)) for one in badges]
    if not several:
        raise UnfitPaper("There is no badge to make.")
    if language not in LANGUAGES:
        raise UnfitPaper(f"Badges are made in {', '.join(LANGUAGES)}, not in {language!r}.")
    said = {"title": title, "language": language, "region": REGIONS[language]}
    return typeset("badges", sheet=json.dumps({**said, "badges": several}))
