"""What a file may be and what may be done with an import: refusals, in sentences."""

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal

MOST_OCTETS = 10 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CELL = 32_767  # characters, as a spreadsheet has it
DAYS_KEPT = 30  # the file and what an undoing needs


class FileEmpty(Refusal):
    message = _("The file “%(name)s” is empty.")


class FileTooLarge(Refusal):
    message = _("The file “%(name)s” is larger than 10 MB. Send it in several parts.")


class NotASheet(Refusal):
    message = _(
        "This is neither a CSV file nor a spreadsheet (XLSX, XLS, ODS): its content says so, "
        "whatever its name is."
    )


class SheetBroken(Refusal):
    message = _("The spreadsheet cannot be opened. Open it, save it again and send the new file.")


class SheetLocked(Refusal):
    message = _("The spreadsheet is protected by a password. Save it without one and send it.")


class Expands(Refusal):
    message = _(
        "The spreadsheet unpacks to more than %(most)s MB and was not opened. Save only the list "
        "itself and send that."
    )


class TooManyRows(Refusal):
    message = _("The list has more than %(most)s rows. Send it in several parts.")


class TooManyColumns(Refusal):
    message = _("The list has more than %(most)s columns. Leave out those that are not needed.")


class CellTooLong(Refusal):
    message = _("Cell %(cell)s holds more than %(most)s characters.")


class HoldsNul(Refusal):
    message = _(
        "Row %(row)s holds a sign that is no text (NUL). The file is damaged, or is no CSV file."
    )


class QuotesBroken(Refusal):
    message = _(
        "Row %(row)s cannot be read: a quotation mark opens or closes in the wrong place. Nothing "
        "after it is certain, so nothing was read."
    )


class NothingInIt(Refusal):
    message = _("The file holds no list: there is no row below the heads of its columns.")
