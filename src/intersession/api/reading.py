"""What a program sends: bounded, well-formed, and nothing that was not asked for."""

import json
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import BaseModel, ConfigDict, ValidationError

from intersession.api.problem import Fault, Problem

MOST = 256 * 1024  # octets of a body
DEEPEST = 8  # how far a body is nested
LANGUAGE = "lang"
KINDS = {
    "missing": _("This field is missing."),
    "extra_forbidden": _("There is no such field."),
    "literal_error": _("This is none of the values that are possible here."),
    "enum": _("This is none of the values that are possible here."),
    "twice": _("This is given more than once."),
}
OTHERWISE = _("This is not of the kind that is expected here.")


# `defer_build`: a shape is made ready when it is first needed: all of them are a tenth of a start.
class Asked(BaseModel):
    """What a query may ask for; whatever else it asks for is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Sent(BaseModel):
    """What a body may hold; whatever else it holds is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Nothing(Sent):
    """No body, or an empty object."""


def language_of(request: Any) -> str:
    """Sentences are English unless the address says `?lang=`."""
    asked = request.GET.get(LANGUAGE, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def asked_of(request: Any, shape: type[BaseModel] | None) -> dict[str, Any]:
    """{"asked": …} where the operation takes a query, else nothing."""
    query: QueryDict = request.GET
    twice = [name for name, values in query.lists() if len(values) > 1]
    given = {name: value for name, value in query.items() if name != LANGUAGE}
    unknown = [] if shape else list(given)
    faults = [_fault("query", name, "twice") for name in twice]
    faults += [_fault("query", name, "extra_forbidden") for name in unknown]
    if LANGUAGE in query and query[LANGUAGE] not in dict(settings.LANGUAGES):
        faults.append(_fault("query", LANGUAGE, "literal_error"))
    if faults:
        raise Problem("wrong-fields", faults=faults)
    if shape is None:
        return {}
    try:
        return {"asked": shape.model_validate_strings(given)}
    except ValidationError as error:
        raise Problem("wrong-fields", faults=_faults("query", error)) from error


def sent_in(request: Any, shape: type[BaseModel]) -> BaseModel:
    """The body as its shape says. Sizes first: what is too large is not read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
        raise Problem("too-large", most=MOST)
    body = request.body
    if len(body) > MOST:
        raise Problem("too-large", most=MOST)
    if not body and shape is Nothing:
        return Nothing()
    if request.content_type != "application/json":
        raise Problem("not-json")
    value = _well_formed(body)
    try:
        return shape.model_validate_json(json.dumps(value))
    except ValidationError as error:
        raise Problem("wrong-fields", faults=_faults("body", error)) from error


def _well_formed(body: bytes) -> Any:
    """JSON as everybody reads it: no name twice, no NaN, no half characters, not too deep."""
    hooks: dict[str, Any] = {"parse_constant": _no_constant, "parse_float": _number}
    try:
        value = json.loads(body, object_pairs_hook=_each_name_once, **hooks)
        _check_value(value, 0)
    except (ValueError, RecursionError) as error:
        raise Problem("unreadable") from error
    return value


def _number(written: str) -> int | float:
    """To JSON, 2012.0 is a whole number."""
    found = float(written)
    return int(found) if found.is_integer() else found


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _check_value(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        value.encode()  # half of a character is none
    elif isinstance(value, dict):
        for name, inner in value.items():
            name.encode()
            _check_value(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check_value(inner, depth + 1)


def _faults(where: str, error: ValidationError) -> list[Fault]:
    return [
        _fault(
            "/".join([where, *map(str, one["loc"][:-1])]),
            str((one["loc"] or ("",))[-1]),
            one["type"],
            one.get("ctx"),
        )
        for one in error.errors(include_url=False, include_input=False)[:20]
    ]


def _fault(where: str, name: str, kind: str, bounds: Any = None) -> Fault:
    field = f"{where}/{name}" if name else where
    return Fault(field=field[:200], detail=str(_why(kind, bounds or {})))


def _why(kind: str, bounds: dict[str, Any]) -> Any:
    if kind == "string_too_long":
        most = bounds["max_length"]
        return ngettext("At most %(most)s character.", "At most %(most)s characters.", most) % {
            "most": most
        }
    return KINDS.get(kind, OTHERWISE)
