"""What the rules, and those who see the positions, are called on a page."""

from django.utils.translation import gettext_lazy as _

RULE_NAMES = {
    "av": _("Most delegations: the options named by the most Members."),
    "pav": _("A second option of the same delegation counts half, a third one third."),
    "cc": _("As many delegations as possible get at least one of their options."),
    "equal-shares": _("Each delegation has the same voice to share among its options."),
}
CHANNEL_NAMES = {
    "online": _("Online"),
    "floor": _("From the floor"),
    "phone": _("Telephone"),
    "e-mail": _("E-mail"),
    "note_verbale": _("Note verbale"),
}
KEYED = [(c, CHANNEL_NAMES[c]) for c in ("floor", "phone", "e-mail", "note_verbale")]
QUESTION_STATE_NAMES = {
    "draft": _("Draft"),
    "open": _("Open"),
    "closed": _("Closed"),
    "concluded": _("Concluded"),
}
PROPOSAL_STATE_NAMES = {
    "draft": _("Draft"),
    "circulated": _("Circulated"),
    "discussed": _("Discussed"),
    "amended": _("Amended"),
    "merged": _("Merged"),
    "selected": _("Selected"),
    "not_selected": _("Kept for a future programme"),
    "carried_over": _("Carried over"),
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
