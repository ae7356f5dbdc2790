"""The WSGI door. `intersession serve` says whether this process also does the worker's rounds."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersession.config.settings")
application = get_wsgi_application()

if os.environ.get("INTERSESSION_TICKING") == "1":
    from intersession.config.worker import beside_the_server  # noqa: PLC0415 - needs the models

    beside_the_server()
