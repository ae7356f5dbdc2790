"""Files on their way in: stopped at the limit, not after it.

A request that announces more than any form here takes is answered when its first file begins; the
fields before it are kept, so that the page comes back as it was filled in. A form therefore puts
its files last. What was stopped stands among the files of the request as a file that is too large
and holds nothing, so that each page refuses it in its own words.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from intersession.documents import rules

STOPPED = "stopped_upload"  # on the request: the field and the file at which reading ended


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep a file in memory or in the temporary folder.

    Whoever is not signed in sends no file: nothing of it is kept. A page that needs no account may
    let one in: it says so with `takes_files`, which is asked before the first octet is kept.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.too_much = _announced(request) > most_of_a_request()
        if self.too_much:  # what is not there yet need not be waited for
            self.chunk_size = 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.octets = 0
        if self.too_much or not (_signed_in(self.request) or _let_in(self.request)):
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.octets += len(raw_data)
        if self.octets > rules.MOST_OCTETS:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one have the file."""

    def _stop(self) -> None:
        setattr(self.request, STOPPED, (self.field_name, self.file_name))
        raise StopUpload(connection_reset=True)  # what is still to come is not read


def takes_files(admits: Callable[..., bool]) -> Callable[[Any], Any]:
    """A view that takes files without an account. `admits` gets the request and what stands in the
    address: it looks at these alone, for nothing of the form is read yet."""

    def decorate(view: Any) -> Any:
        view.takes_files = admits
        return view

    return decorate


class Stopped(SimpleUploadedFile):
    """Larger than the limit; how much larger nobody waited to know."""

    def __init__(self, name: str) -> None:
        super().__init__(name, b"")
        self.size = rules.MOST_OCTETS + 1


def put_back(request: Any) -> None:
    """Where a file was stopped, it stands in the form again, as one that is too large."""
    if request.content_type != "multipart/form-data":
        return
    files = request.FILES  # the form is read here at the latest
    stopped = getattr(request, STOPPED, None)
    if stopped:
        field, name = stopped
        files.appendlist(field, Stopped(name))


def most_of_a_request() -> int:
    """A file in each language, and the fields beside them."""
    return len(settings.LANGUAGES) * rules.MOST_OCTETS + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _announced(request: Any) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0" if request else "0"
    return int(said) if said.isdecimal() else 0


def _signed_in(request: Any) -> bool:
    actor = getattr(request, "actor", None)
    return actor is None or actor.signed_in


def _let_in(request: Any) -> bool:
    match = getattr(request, "resolver_match", None)
    admits = getattr(match.func, "takes_files", None) if match else None
    return bool(admits and admits(request, **match.kwargs))
