"""The OpenAPI document in the order in which people read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.policy import MAY_NAMES, May
from intersession.api import openapi, problem, receiving
from intersession.api.operation import PUBLIC, SIGNED_IN

AREAS: dict[str, Any] = {
    "me": _("The token"),
    "entities": _("Entities and groups"),
    "programmes": _("Programme"),
    "meetings": _("Meetings"),
    "calls": _("Who comes to a meeting"),
    "documents": _("Documents"),
    "proposals": _("Proposals"),
    "questions": _("Questions and answers"),
    "mails": _("Outbox"),
    "sheets": _("Lists that come in"),
    "notes": _("Notes verbales"),
    "jobs": _("Jobs"),
    "ledger": _("Ledger"),
}
# The first word of an address, in the singular, and files belong to what they are of.
SAME = {
    "entity": "entities",
    "groups": "entities",
    "programme": "programmes",
    "issues": "programmes",
    "meeting": "meetings",
    "rooms": "meetings",
    "room": "meetings",
    "history": "meetings",
    "document": "documents",
    "file": "documents",
    "files": "documents",
    "series": "documents",
    "proposal": "proposals",
    "question": "questions",
    "mail": "mails",
    "campaigns": "mails",
    "campaign": "mails",
    "representatives": "entities",
    "sheet": "sheets",
    "note": "notes",
    "job": "jobs",
}
# What of a meeting is about who comes to it, by the word after its slug.
COMES = {"call", "invitations", "invitation", "delegations", "delegation", "registrations"}
COMES |= {"registration", "deletions", "room"}


@dataclass(frozen=True, kw_only=True)
class Field:
    """`place`: path, query or body, "" in what is given. `kind`: JSON Schema in a few words."""

    name: str
    place: str
    kind: str
    required: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    name: str
    method: str
    address: str
    summary: str
    who: Any
    fields: list[Field]
    gives: str
    gives_fields: list[Field]  # of each row where it gives a list
    many: bool


@dataclass(frozen=True, kw_only=True)
class Area:
    code: str
    name: Any
    entries: list[Entry]


@dataclass(frozen=True, kw_only=True)
class Code:
    code: str
    status: int
    title: Any
    detail: Any


@dataclass(frozen=True, kw_only=True)
class Page:
    areas: list[Area]
    codes: list[Code]


@cache
def page(_language: str) -> Page:
    """Set out once for each language, while that language is in use."""
    document = openapi.document()
    summaries = {one.name: str(one.summary) for _address, one in openapi.operations()}
    areas: dict[str, list[Entry]] = {code: [] for code in AREAS}
    for address, methods in document["paths"].items():
        area = _area(address)
        for method, described in methods.items():
            told = {**described, "summary": summaries[described["operationId"]]}
            entry = _entry(document, address, method, told)
            areas[area].append(entry)
    return Page(
        areas=[Area(code=c, name=AREAS[c], entries=found) for c, found in areas.items()],
        codes=[
            Code(code=c, status=status, title=title, detail=problem.DETAILS[c])
            for c, (status, title) in problem.TITLES.items()
        ],
    )


def _area(address: str) -> str:
    """By the first word of an address."""
    _root, _api, first, *rest = address.split("/")
    if first == "meeting" and len(rest) > 1 and rest[1] in COMES:
        return "calls"
    return SAME.get(first, first)


def _entry(document: Any, address: str, method: str, described: dict[str, Any]) -> Entry:
    body = described.get("requestBody", {}).get("content", {})
    success = next(r for status, r in described["responses"].items() if status.startswith("2"))
    gives = next(iter(success["content"].values()))["schema"]
    each = _row_of(document, gives)
    return Entry(
        name=described["operationId"],
        method=method.upper(),
        address=address,
        summary=described["summary"],
        who=_who(described["x-may"]),
        fields=[*_parameters(described), *_sent(document, body)],
        gives=_kind(each),
        gives_fields=list(_fields(document, each, "")),
        many=each is not gives,
    )


def _row_of(document: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """What a list is a list of; anything else is itself."""
    name = schema.get("$ref", "").rpartition("/")[2]
    shape = document["components"]["schemas"].get(name, schema)
    items = shape.get("properties", {}).get("items", shape)
    found: dict[str, Any] = items["items"] if "items" in items else schema
    return found


def _who(access: str) -> Any:
    if access == PUBLIC:
        return _("Everybody")
    if access == SIGNED_IN:
        return _("Whoever has a token")
    return _("Right needed: %(may)s") % {"may": MAY_NAMES[May(access)]}


def _parameters(described: dict[str, Any]) -> Iterator[Field]:
    for one in described["parameters"]:
        if one["in"] != "header" and one["name"] != "lang":
            yield Field(
                name=one["name"],
                place=one["in"],
                kind=_kind(one["schema"]),
                required=one.get("required", False),
            )


def _sent(document: Any, body: dict[str, Any]) -> Iterator[Field]:
    """The fields of the body, or that it is a file."""
    for kind, described in body.items():
        if kind == receiving.CONTENT_TYPE:
            yield Field(name="file", place="body", kind=_kind({}), required=True)
        else:
            yield from _fields(document, described["schema"], "body")


def _fields(document: Any, schema: dict[str, Any], place: str) -> Iterator[Field]:
    name = schema.get("$ref", "").rpartition("/")[2]
    shape = document["components"]["schemas"].get(name, {})
    required = shape.get("required", [])
    for field, inner in shape.get("properties", {}).items():
        yield Field(name=field, place=place, kind=_kind(inner), required=field in required)


def _kind(schema: dict[str, Any]) -> str:
    """ "string", "array of EntityLine", "member | partner", "integer or null"."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " | ".join(value or "“”" for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"array of {_kind(schema.get('items', {}))}"
    if schema.get("type") == "object":
        return f"object of {_kind(schema.get('additionalProperties') or {})}"
    return str(schema.get("format") or schema.get("type") or "octets")
