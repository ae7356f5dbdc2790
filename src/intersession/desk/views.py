"""The first page of everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from intersession.access.guard import public


@public
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/index.html")
