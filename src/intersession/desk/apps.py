from django.apps import AppConfig


class Desk(AppConfig):
    name = "intersession.desk"

    def ready(self) -> None:
        """News flows up, pages show it: what an app above shows below is hung in here."""
        from intersession.desk import hanging  # noqa: PLC0415  (models must be loaded first)

        hanging.hang_all()
