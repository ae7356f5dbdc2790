"""Somebody at a browser without scripts: cookies, forms and links, over one plain connection."""

import http.client
import re
import weakref
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from lxml.html import fromstring


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back; `body` as it was sent, `text` is for pages that were not compressed."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    def hidden(self, name: str) -> str:
        """The value of the first hidden field of that name."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        if found is None:
            raise AssertionError(f"There is no field {name} on this page.")
        return found[1]

    def first_choice(self, name: str) -> str:
        """The first value that is offered in the list of that name."""
        offered = self.text.partition(f'<select name="{name}"')[2].partition("</select>")[0]
        values = [value for value in re.findall(r'<option value="([^"]*)"', offered) if value]
        if not values:
            raise AssertionError(f"Nothing is offered in {name}.")
        return values[0]


class Visitor:
    def __init__(self, url: str, *, timeout: float = 30) -> None:
        parts = urlsplit(url)
        self.connection = http.client.HTTPConnection(
            parts.hostname or "", parts.port, timeout=timeout
        )
        self.cookies: dict[str, str] = {}
        weakref.finalize(self, self.connection.close)

    def close(self) -> None:
        self.connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Any, **headers: str) -> Answer:
        """Fields as a dict of lists or a list of pairs; the token against forgery is added."""
        body = urlencode(fields, doseq=True)
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        headers.setdefault("X-CSRFToken", self.cookies.get("csrftoken", ""))
        return self._ask("POST", path, body, headers)

    def follow(self, path: str) -> Answer:
        """GET, and GET again while the answer is a redirect."""
        answer = self.get(path)
        while answer.status in {301, 302, 303}:
            path = urljoin(path, answer.location).partition("#")[0]
            answer = self.get(path)
        return answer

    def sign_in(self, path: str) -> None:
        answer = self.get(path)
        if path != "/" and answer.status != 302:
            raise AssertionError(f"{path} answered {answer.status} instead of signing in.")

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        if self.cookies:
            pairs = (f"{name}={value}" for name, value in self.cookies.items())
            headers["Cookie"] = "; ".join(pairs)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body, named)
        response = self.connection.getresponse()
        answer = Answer(status=response.status, headers=response.headers, body=response.read())
        for given in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return answer


def links(page: str, here: str) -> list[str]:
    """Paths with their query that a page leads to on this server, without the part after #."""
    named = fromstring(page or "<html>").xpath("//@href | //@src | //@action")
    paths = [urljoin(here, link).partition("#")[0] for link in dict.fromkeys(named)]
    return [path for path in dict.fromkeys(paths) if path.startswith("/")]
