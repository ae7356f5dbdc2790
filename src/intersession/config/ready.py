"""Settings and models, loaded for a program that is not the web server."""

import os

import django

SETTINGS = "intersession.config.settings"


def ready() -> None:
    """Raises WrongSetting, with a sentence, where the environment cannot be understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
