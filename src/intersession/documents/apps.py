from django.apps import AppConfig


class Documents(AppConfig):
    name = "intersession.documents"
