"""Somebody at a browser without JavaScript: cookies, forms with their token, nothing else."""

import re
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit


class Visitor:
    def __init__(self, url: str, sign_in: str = "") -> None:
        self.host = urlsplit(url).netloc
        self.cookies: dict[str, str] = {}
        if sign_in:
            self.get(sign_in)

    def get(self, path: str) -> tuple[int, str]:
        status, _location, body = self._ask("GET", path, None, {})
        return status, body

    def post(
        self, path: str, fields: list[tuple[str, str]], *, key: str = ""
    ) -> tuple[int, str, str]:
        """Status, where it leads, and the page; the token comes with the last page read."""
        if "csrftoken" not in self.cookies:
            self.get("/access/sign-in/")
        token = [("csrfmiddlewaretoken", self.cookies["csrftoken"])]
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if key:
            headers["Idempotency-Key"] = key
        return self._ask("POST", path, urlencode(token + fields), headers)

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        connection = HTTPConnection(self.host, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {**headers, "Cookie": cookies})
        response = connection.getresponse()
        text = response.read().decode("utf-8", errors="replace")
        self._keep(response)
        connection.close()
        return response.status, response.headers.get("Location", ""), text

    def _keep(self, response: HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()


def receipts(page: str) -> list[str]:
    """Receipt codes that a page shows, each once, in their order."""
    return list(dict.fromkeys(re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page)))
