"""What the fields of a dossier and their values are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.meetings.models import Meeting
from intersession.participation.models import PersonalPaper, Registration
from intersession.ui.languages import NAMES

Title, Gender, Role = Registration.Title, Registration.Gender, Registration.Role
TITLES: dict[str, Any] = {
    Title.NONE: _("none"),
    Title.MR: pgettext_lazy("title of a man", "Mr"),
    Title.MS: pgettext_lazy("title of a woman", "Ms"),
    Title.DR: pgettext_lazy("title", "Dr"),
    Title.PROFESSOR: pgettext_lazy("title", "Professor"),
    Title.EXCELLENCY_MR: pgettext_lazy("title of a man", "H.E. Mr"),
    Title.EXCELLENCY_MS: pgettext_lazy("title of a woman", "H.E. Ms"),
}
GENDERS: dict[str, Any] = {
    Gender.UNSAID: _("not declared"),
    Gender.WOMAN: _("woman"),
    Gender.MAN: _("man"),
    Gender.OTHER: _("another"),
}
ROLES: dict[str, Any] = {
    Role.HEAD: _("head of delegation"),
    Role.ALTERNATE: pgettext_lazy("of a delegation", "alternate"),
    Role.ADVISER: pgettext_lazy("of a delegation", "adviser"),
    Role.EXPERT: pgettext_lazy("of a delegation", "expert"),
    Role.PARTICIPANT: _("participant"),
}
MODALITIES: dict[str, Any] = {
    Meeting.Modality.IN_PERSON: _("in the room"),
    Meeting.Modality.HYBRID: _("partly in the room, partly from afar"),
    Meeting.Modality.REMOTE: _("from afar"),
}
PAPERS: dict[str, Any] = {
    PersonalPaper.Kind.PHOTO: _("Photo"),
    PersonalPaper.Kind.PASSPORT: _("Passport page"),
    PersonalPaper.Kind.ANSWER: _("File asked for"),
}
SPOKEN: dict[str, Any] = {
    **NAMES,
    "pt": pgettext_lazy("language, within a sentence", "Portuguese"),
    "ru": pgettext_lazy("language, within a sentence", "Russian"),
    "zh": pgettext_lazy("language, within a sentence", "Chinese"),
}
# For what name and picture may be used, each asked by itself.
CONSENTS: dict[str, Any] = {
    "list": _("My name, function and Entity may stand in the published list of participants."),
    "photo": _("Photographs on which I can be recognised may be published."),
    "recording": _("My interventions may be recorded."),
    "contact": _("Other participants may be given my e-mail address."),
}
CONSENT_NAMES: dict[str, Any] = {
    "list": _("Published list of participants"),
    "photo": _("Published photographs"),
    "recording": _("Recording"),
    "contact": _("Contact by other participants"),
}
FIELDS: dict[str, Any] = {
    "title": pgettext_lazy("of a person", "Title"),
    "given_name": _("Given names, as in the passport"),
    "family_name": _("Family name, as in the passport"),
    "badge_name": _("Name on the badge"),
    "function": _("Function"),
    "affiliation": _("Affiliation in words"),
    "stakeholder": _("Kind of stakeholder"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "language": _("Language of mail and of the own page"),
    "languages": _("Languages spoken"),
    "from_capital": _("From capital or posted"),
    "gender": _("Gender, as declared"),
    "modality": _("In the room or from afar"),
    "support": _("Asks for support with the cost of travel"),
    "needs": _("What the Administration should know"),
    "diet": _("Diet"),
    "accessibility": _("Accessibility"),
}
