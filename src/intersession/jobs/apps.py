from django.apps import AppConfig


class Jobs(AppConfig):
    name = "intersession.jobs"
