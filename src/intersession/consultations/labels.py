"""What the rules, and those who see the positions, are called on a page."""

from django.utils.translation import gettext_lazy as _

RULE_NAMES = {
    "av": _("Most delegations: the options named by the most Members."),
    "pav": _("A second option of the same delegation counts half, a third one third."),
    "cc": _("As many delegations as possible get at least one of their options."),
    "equal-shares": _("Each delegation has the same voice to share among its options."),
}
SEEN_NAMES = {
    "administration": _("The Administration and the Chair only"),
    "membership": _("The membership"),
    "public": _("Everybody"),
}
SECTION_NAMES = {
    "overview": _("Overview of the year"),
    "report": _("Outcome of the previous consultations"),
    "proposals": _("Proposals put forward, with their texts"),
    "questions": _("Questions to the membership"),
    "agenda": _("Annex: provisional agenda"),
    "documents": _("Annex: list of documents"),
    "ideas": _("Annex: ideas received, without names"),
}
AUDIENCE_NAMES = {
    "members": _("All Members"),
    "observers": _("Observers and partners"),
    "everybody": _("Members, observers and partners"),
    "answered": _("Members that have answered a question"),
    "missing": _("Members that have not answered a question"),
}
