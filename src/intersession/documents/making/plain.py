"""Rids words of the characters no paper can carry, before any form is made."""

import dataclasses
import re
from typing import Any

from intersession.documents.making.paper import Heading, Paper, only_words

# Controls but tab and new line, halves of surrogate pairs, the mark of the order of octets, which
# PDF/UA forbids, and the two non-characters of XML.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
NOTHING = "–"


def printable(paper: Paper) -> Paper:
    """The same paper without control characters and the like. No heading is empty: PDF/UA asks
    for words in each."""
    cleaned: Paper = clean(paper)
    return cleaned


def clean(value: Any) -> Any:
    if isinstance(value, str):
        return UNPRINTABLE.sub("", value.replace("\r\n", "\n"))
    if isinstance(value, tuple):
        return tuple(clean(one) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {one.name: clean(getattr(value, one.name)) for one in dataclasses.fields(value)}
        if isinstance(value, Heading) and not only_words(kept["words"]).strip():
            kept["words"] = NOTHING
        return dataclasses.replace(value, **kept)
    return value
