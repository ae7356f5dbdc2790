"""Templates rendered by the real environment, with no more context than a test gives."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.utils.translation import override

IMPORT = '{% import "ui/macros.html" as ui with context %}'


@pytest.fixture(scope="session")
def engine() -> Jinja2:
    options = {"environment": "intersession.ui.jinja.environment"}
    dirs = [settings.LOCALE_PATHS[0].parent / "ui" / "templates", Path(__file__).parent]
    return Jinja2({"NAME": "ui", "DIRS": dirs, "APP_DIRS": False, "OPTIONS": options})


@pytest.fixture
def shown(engine) -> Callable[..., str]:
    """shown("{{ ui.status('done', 'Met') }}", language="fr", name=value) is the HTML."""

    def render(source: str, language: str = "en", request=None, **context: object) -> str:
        with override(language):
            return engine.from_string(IMPORT + source).render(context, request)

    return render


@pytest.fixture
def page(engine) -> Callable[..., str]:
    def render(name: str, language: str = "en", request=None, **context: object) -> str:
        with override(language):
            return engine.get_template(name).render(context, request)

    return render
