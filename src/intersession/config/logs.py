"""What goes to the log."""

import logging


class RefusalsInOneLine(logging.Filter):
    """A page that is not open to somebody is no failure, and a traceback tells nothing of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 403:
            record.exc_info = None
        return True
