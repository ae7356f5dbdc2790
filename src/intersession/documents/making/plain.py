"""Rids words of the characters no paper can carry, before any form is made."""

import dataclasses
import re
from typing import Any

from intersession.documents.making.paper import Paper

# Controls but tab and new line, halves of surrogate pairs, and the two non-characters of XML.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(paper: Paper) -> Paper:
    """The same paper without control characters and the like."""
    cleaned: Paper = _clean(paper)
    return cleaned


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return UNPRINTABLE.sub("", value.replace("\r\n", "\n"))
    if isinstance(value, tuple):
        return tuple(_clean(one) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {one.name: _clean(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return dataclasses.replace(value, **kept)
    return value
