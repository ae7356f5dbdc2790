"""The OpenAPI 3.1 document, made from the operations themselves: what is served is what is told."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from django.conf import settings
from django.urls import URLPattern, get_resolver
from django.utils.translation import override
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from intersession.api import problem, reading, receiving
from intersession.api.operation import PUBLIC, Operation
from intersession.api.problem import TITLES
from intersession.api.shapes.seats import Infeasible

VERSION = "1.0.0"
MODELS = "#/components/schemas/{model}"
PATH_TYPES: dict[str, dict[str, Any]] = {
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "str": {"type": "string", "pattern": "^[-a-zA-Z0-9_:.]+$"},
    "int": {"type": "integer", "minimum": 0},
    "uuid": {"type": "string", "format": "uuid"},
}
# For JSON Schema octets are no string; "binary" is the word that programs know since OpenAPI 3.0.
OCTETS = {"type": "string", "format": "binary", "contentMediaType": receiving.CONTENT_TYPE}
PARAMETER = re.compile(r"<(\w+):(\w+)>")
# Every operation may answer so; what depends on the operation is added in `_refusals`.
ALWAYS = ("token-not-valid", "wrong-fields", "too-many-requests", "broken", "unavailable")
HEADERS: dict[str, Any] = {
    name: {"description": words, "schema": {"type": "string"}}
    for name, words in {
        "ETag": "Names this state of the content, for If-None-Match and If-Match.",
        "Link": "The first, previous, next and last part of a list (RFC 8288).",
        "RateLimit": "What is left in this minute, and when the next one begins.",
        "Retry-After": "Seconds to wait.",
        "WWW-Authenticate": "Bearer",
    }.items()
}


def operations() -> Iterator[tuple[str, Operation]]:
    """Address and operation, in the order of the addresses."""
    for place in get_resolver("intersession.api.urls").url_patterns:
        view = place.callback if isinstance(place, URLPattern) else None
        if hasattr(view, "operation"):
            yield f"/api/{place.pattern}", view.operation


@cache
def document() -> dict[str, Any]:
    """Written once, in English."""
    with override(settings.LANGUAGE_CODE):
        schemas: dict[str, Any] = {"Problem": _problem()}
        _schema(Infeasible, "serialization", schemas)
        paths: dict[str, Any] = {}
        for address, operation in operations():
            place = PARAMETER.sub(r"{\2}", address)
            paths[place] = {operation.method.lower(): _described(address, operation, schemas)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Intersession", "version": VERSION},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "headers": HEADERS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(address: str, operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    path = PARAMETER.findall(address)
    needed = {"token": []} if operation.access != PUBLIC else {}
    found: dict[str, Any] = {
        "operationId": operation.name,
        "summary": str(operation.summary),
        "tags": [address.split("/")[2].split("-")[0]],
        "x-may": str(operation.access),
        "security": [needed] if needed else [{}, {"token": []}],
        "parameters": [*_in_path(path), *_in_query(operation, schemas), *_in_head(operation)],
        "responses": _responses(operation, bool(path), schemas),
    }
    if operation.takes:
        found["requestBody"] = _body(operation, schemas)
    return found


def _in_path(path: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    for kind, name in path:
        yield {"name": name, "in": "path", "required": True, "schema": PATH_TYPES[kind]}


def _in_query(operation: Operation, schemas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    fields = _schema(operation.asks, "validation", schemas) if operation.asks else {}
    shape = schemas.pop(fields["$ref"].rpartition("/")[2]) if fields else {}
    for name, schema in shape.get("properties", {}).items():
        needed = {"required": True} if name in shape.get("required", ()) else {}
        yield {"name": name, "in": "query", **needed, "schema": _without_null(schema)}
    languages = {"type": "string", "enum": [code for code, _own in settings.LANGUAGES]}
    yield {"name": reading.LANGUAGE, "in": "query", "schema": languages}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """In a query something is given or left out; it is never null."""
    kept = {
        name: value for name, value in schema.items() if name not in ("anyOf", "default", "title")
    }
    for one in schema.get("anyOf", []):
        if one != {"type": "null"}:
            kept |= one
    if schema.get("default") not in (None, ""):
        kept["default"] = schema["default"]
    return kept


def _in_head(operation: Operation) -> Iterator[dict[str, Any]]:
    """If-Match is told of with ETag and 412: it is HTTP's own, and a value that is made up is
    refused as it should be, which a parameter's would not be."""
    if not operation.reading:
        if operation.kept:
            yield {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}
    elif operation.gives:
        yield {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}


def _body(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    if _takes_file(operation):
        return {"required": True, "content": {receiving.CONTENT_TYPE: {"schema": OCTETS}}}
    schema = _schema(operation.takes, "validation", schemas)
    required = operation.takes is not reading.Nothing
    return {"required": required, "content": {"application/json": {"schema": schema}}}


def _takes_file(operation: Operation) -> bool:
    return operation.takes is not None and issubclass(operation.takes, receiving.Octets)


def _responses(operation: Operation, has_path: bool, schemas: dict[str, Any]) -> dict[str, Any]:
    found = {str(operation.status): _success(operation, schemas)}
    if operation.reading and operation.gives:
        found["304"] = {"description": "Not changed since the version in If-None-Match."}
    for code in _refusals(operation, has_path):
        status, title = TITLES[code]
        found.setdefault(str(status), _refusal(status, str(title)))
    return dict(sorted(found.items()))


def _success(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    names = ("RateLimit", "ETag", "Link") if operation.reading else ("RateLimit",)
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    if operation.gives is None:
        content: dict[str, Any] = {"application/octet-stream": {"schema": {}}}
    else:
        schema = _schema(operation.gives, "serialization", schemas)
        content = {"application/json": {"schema": schema}}
    return {"description": "Done.", "headers": headers, "content": content}


def _refusals(operation: Operation, has_path: bool) -> list[str]:
    codes = list(ALWAYS)
    codes += ["not-found"] if has_path else []
    codes += ["not-allowed"] if operation.access != PUBLIC or has_path else []
    codes += ["refused"]
    if not operation.reading:
        codes += [
            "unreadable",
            "too-large",
            "not-octets" if _takes_file(operation) else "not-json",
            *(["changed-meanwhile"] if operation.of else []),
        ]
    return codes


def _refusal(status: int, title: str) -> dict[str, Any]:
    headers = {401: ["WWW-Authenticate"], 429: ["Retry-After"]}.get(status, [])
    return {
        "description": title,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {problem.CONTENT_TYPE: {"schema": {"$ref": MODELS.format(model="Problem")}}},
    }


def _schema(shape: Any, mode: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema, with the parts it is made of put among the components."""
    made = TypeAdapter(shape).json_schema(
        mode=mode, ref_template=MODELS, schema_generator=_Complete
    )
    for name, part in made.pop("$defs", {}).items():
        _keep(name, part, schemas)
    if "$ref" in made or made.get("type") == "array":
        return made
    name = _keep(_name_of(shape), made, schemas)
    return {"$ref": MODELS.format(model=name)}


def _name_of(shape: Any) -> str:
    """ "Listed_EntityLine" for Listed[EntityLine]."""
    origin = get_origin(shape) or shape
    return "_".join([origin.__name__, *(part.__name__ for part in get_args(shape))])


def _keep(name: str, schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """Two shapes of one name would make the document say of one what holds for the other."""
    if schemas.setdefault(name, schema) != schema:
        raise ValueError(f"Two shapes are called {name}.")
    return name


class _Complete(GenerateJsonSchema):
    """What we give is always whole: a field with a default is there as well."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        if self.mode == "serialization":
            return True
        return super().field_is_required(field, total)


def _problem() -> dict[str, Any]:
    words = {"type": "string"}
    fault = {"type": "object", "required": ["field", "detail"]}
    return {
        "type": "object",
        "description": "RFC 9457. The code is stable; title and detail are for people.",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            **dict.fromkeys(("type", "title", "code", "detail"), words),
            "status": {"type": "integer"},
            "errors": {
                "type": "array",
                "items": {**fault, "properties": {"field": words, "detail": words}},
            },
            "conflict": {
                "type": "array",
                "description": "Of infeasible: a smallest set of rules that exclude each other.",
                "items": {"$ref": MODELS.format(model="RuleInConflict")},
            },
            "repairs": {
                "type": "array",
                "description": "Of infeasible: what would help; “repair” is for room/repair/.",
                "items": {"$ref": MODELS.format(model="RoomRepair")},
            },
        },
    }
