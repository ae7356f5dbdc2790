"""The octets of a file as JSON: bounded in size and depth, nothing in it that cannot be kept."""

import json
from typing import Any

from intersession.meetings.schedules import said

DEEPEST = 40


def json_of(content: bytes) -> Any:
    """Raises a refusal in words where it is no sound JSON."""
    try:
        value = json.loads(text_of(content), parse_constant=_no_number)
    except json.JSONDecodeError as why:
        raise said.JSONBroken(line=why.lineno, column=why.colno) from why
    except RecursionError as why:
        raise said.TooDeep(most=DEEPEST) from why
    except ValueError as why:  # an integer of thousands of figures
        raise said.NotANumber(word="9999…") from why
    _sound(value)
    return value


def text_of(content: bytes) -> str:
    """UTF-8, UTF-16 or UTF-32, with or without a mark of their order."""
    try:
        found = content.decode(json.detect_encoding(content))
    except UnicodeDecodeError as why:
        raise said.TextBroken from why
    return found.removeprefix("\ufeff")


def _no_number(word: str) -> None:
    raise said.NotANumber(word=word)


def _sound(value: Any) -> None:
    """Without recursion: a list in a list in a list is a file that somebody made to break this."""
    waiting = [(value, 1)]
    while waiting:
        found, depth = waiting.pop()
        if depth > DEEPEST:
            raise said.TooDeep(most=DEEPEST)
        if isinstance(found, dict):
            waiting += ((one, depth + 1) for one in found.values())
        elif isinstance(found, list):
            waiting += ((one, depth + 1) for one in found)
        elif isinstance(found, float) and found in (float("inf"), float("-inf")):
            raise said.NotANumber(word="1e999")


def keepable(words: str) -> bool:
    """Whether a database keeps it: no NUL, no half of a pair of UTF-16."""
    return "\0" not in words and not any("\ud800" <= sign <= "\udfff" for sign in words)
