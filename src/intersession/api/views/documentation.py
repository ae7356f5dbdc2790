"""The OpenAPI document and the page that sets it out for people."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from intersession.access.guard import public
from intersession.api import openapi, setting_out


@public
@require_safe
def index(request: Any) -> HttpResponse:
    return _document()


@public
@require_safe
def openapi_json(request: Any) -> HttpResponse:
    return _document()


def _document() -> HttpResponse:
    """The same for everybody."""
    response = JsonResponse(openapi.document(), json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=300"
    return response


@public
@require_safe
def docs(request: Any) -> HttpResponse:
    page = setting_out.page(get_language() or "en")
    return render(request, "api/docs.html", {"page": page})
