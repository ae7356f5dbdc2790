"""The environment of all templates: filters, addresses, three languages, a strict undefined."""

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static as static_address
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined, Template
from jinja2.environment import TemplateModule

from intersession.ui import dates, languages, text

FILTERS = {
    "text": text.text,
    "words": text.words,
    "listing": text.listing,
    "by_language": languages.by_language,
    "language_name": languages.language_name,
    **{name: getattr(dates, name) for name in dates.__all__},
}

COMPONENTS = "ui/macros.html"


class Made(Template):
    """The components know of a page its request alone: they are made once for a request, not
    once for each template of it that imports them."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        request = (vars or {}).get("request")
        if self.name != COMPONENTS or request is None:
            return super().make_module(vars, shared, locals)
        if not hasattr(request, "ui_components"):
            request.ui_components = super().make_module(vars, shared, locals)
        made: TemplateModule = request.ui_components
        return made


def environment(**options: object) -> Environment:
    """What settings.TEMPLATES asks for. A name that does not exist is an error, not a blank."""
    # Line ends stay: trimmed, the last word of one sentence would touch the first of the next.
    options |= {"undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"]}
    options["bytecode_cache"] = _compiled()
    env = Environment(**options)  # type: ignore[arg-type]
    env.template_class = Made
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.policies["ext.i18n.trimmed"] = True  # a sentence may be broken over lines
    env.filters.update(FILTERS)
    env.globals.update(FILTERS)
    env.globals.update(
        url=url,
        static=static,
        query=query,
        once=once,
        get_language=languages.get_language,
        endonym=languages.endonym,
        direction=languages.direction,
        duty_place=duty_place,
        LANGUAGE_CODE=LANGUAGE_CODE,
    )
    return env


def _compiled() -> FileSystemBytecodeCache:
    """Templates are compiled once, and not again with every start; what is compiled depends on
    the template, which the cache looks at, and on this file."""
    folder = settings.VAR / "templates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mine = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    return FileSystemBytecodeCache(str(folder), pattern=f"{mine}-%s")


class _Active:
    def __str__(self) -> str:
        return languages.get_language()


LANGUAGE_CODE = lazystr(_Active())


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a view: url("meetings:detail", 2012, "moving-to-safety")."""
    return reverse(name, args=args, kwargs=kwargs)


def duty_place() -> str:
    return settings.DUTY_STATION["place"]


def static(path: str) -> str:
    """The hashed address of a file. Where the files have not been collected yet, the plain one:
    an error page must not fail over its stylesheet."""
    try:
        return static_address(path)
    except ValueError:
        return settings.STATIC_URL + path


def query(request: HttpRequest, **changes: object) -> str:
    """The query of this page with some values changed; None takes a value out."""
    kept = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    return "?" + kept.urlencode()


def once() -> str:
    """A key for one form: what is sent twice under it counts once."""
    return secrets.token_urlsafe(12)
