"""What is refused, as RFC 9457 says: a stable code, a sentence, the fields at fault."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal

CONTENT_TYPE = "application/problem+json"
EXPLAINED = "/api/docs/#"

# By code: status and title. A refusal of a rule has a code of its own and the title of "refused".
TITLES: dict[str, tuple[int, Any]] = {
    "unreadable": (400, _("This request cannot be read")),
    "token-needed": (401, _("This asks for a token")),
    "token-not-valid": (401, _("This token does not hold")),
    "not-allowed": (403, _("This is not open to you")),
    "not-found": (404, _("There is nothing at this address")),
    "method-not-allowed": (405, _("This address takes another method")),
    "refused": (409, _("This cannot be done")),
    "infeasible": (409, _("No room meets these rules")),
    "changed-meanwhile": (412, _("It changed meanwhile")),
    "too-large": (413, _("This is too large")),
    "not-json": (415, _("This is not JSON")),
    "not-octets": (415, _("This is not sent as a file")),
    "wrong-fields": (422, _("Some fields are wrong")),
    "too-many-requests": (429, _("Too many requests")),
    "broken": (500, _("Something is broken on our side")),
    "unavailable": (503, _("The database does not answer")),
}
DETAILS: dict[str, Any] = {
    "unreadable": _("What was sent is too long, nested too deeply, or no JSON at all."),
    "token-needed": _("Send a token as “Authorization: Bearer isn_…”; /api/tokens/ makes one."),
    "token-not-valid": _("It was revoked, its day has passed, or it was never one of ours."),
    "not-allowed": _("The token, or the role of its person on this day, does not reach so far."),
    "not-found": _("The address may be misspelt, or what stood there is not for you."),
    "method-not-allowed": _("The header Allow says which one."),
    "refused": _("A rule of the dialogue says no; the code names it."),
    "infeasible": _(
        "These rules cannot hold together; “conflict” names them, and “repairs” what would help."
    ),
    "changed-meanwhile": _("Read it again: the version in If-Match is not the one that stands."),
    "too-large": _("At most %(most)s octets are read."),
    "not-json": _("Send the header Content-Type: application/json."),
    "not-octets": _(
        "Send the file itself, with the header Content-Type: application/octet-stream."
    ),
    "wrong-fields": _("Nothing was changed; each field at fault is named."),
    "too-many-requests": _("Wait as long as Retry-After says."),
    "broken": _("The Administration finds the reason in its log."),
    "unavailable": _("It is busy for a moment. Send the same again: with its key it counts once."),
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A field that is wrong: where it stands, as "body/approved/0", and why."""

    field: str
    detail: str


class Problem(Exception):
    """Raised inside an operation; `values` fill the sentence. `members` stand in the answer beside
    what every problem has."""

    def __init__(
        self,
        code: str,
        *,
        faults: Iterable[Fault] = (),
        members: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> None:
        self.code, self.faults, self.values = code, list(faults), values
        self.members = members or {}
        super().__init__(code)


def code_of(refusal: Refusal) -> str:
    """ "too-many-options" for TooManyOptions."""
    return re.sub(r"(?<!^)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "-", type(refusal).__name__).lower()


def answer(problem: Problem) -> HttpResponse:
    detail = str(DETAILS[problem.code]) % problem.values
    faults = [vars(fault) for fault in problem.faults]
    more = {**({"errors": faults} if faults else {}), **problem.members}
    return written(problem.code, detail=detail, **more)


def refused(refusal: Refusal) -> HttpResponse:
    code = code_of(refusal)
    return written("refused", detail=str(refusal), code=code, type=f"{EXPLAINED}refused")


def written(kind: str, **given: Any) -> HttpResponse:
    status, title = TITLES[kind]
    type_ = f"{EXPLAINED}{kind}"
    body = {"type": type_, "title": str(title), "status": status, "code": kind, **given}
    content = json.dumps(body, ensure_ascii=False).encode()
    response = HttpResponse(content, status=status, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Intersession"'
    return response


def for_status(status: int) -> HttpResponse:
    """What no operation answered: an address that is none, a database that is away."""
    return answer(Problem(next(code for code, (own, _t) in TITLES.items() if own == status)))
