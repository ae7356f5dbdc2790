"""What a reader sets for themselves."""

from dataclasses import dataclass
from datetime import date, datetime

from intersession.api.reading import Sent
from intersession.api.shapes import LANGUAGES, chosen, code
from intersession.outbox.models import Choice
from intersession.outbox.rules import TOPICS

HOW = Choice.How.values


class ChooseMail(Sent):
    """How notices for information come, by topic; what is left out stays as it is."""

    wanted: dict[chosen(TOPICS), chosen(HOW)]


class ChooseLanguage(Sent):
    language: chosen(LANGUAGES)


@dataclass(frozen=True, kw_only=True)
class MailChoices:
    """How notices for information come, by topic; and the language of mail and pages."""

    topics: dict[str, code(HOW)]
    language: str


@dataclass(frozen=True, kw_only=True)
class OwnCalendar:
    """`made_at` is null where it has no address. `address` is told once, by the operation that
    opens it: whoever has it can read the calendar."""

    made_at: datetime | None
    read_on: date | None
    address: str
