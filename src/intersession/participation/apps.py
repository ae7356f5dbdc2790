from django.apps import AppConfig


class Participation(AppConfig):
    name = "intersession.participation"
