"""The wording a note verbale begins with: its compliments, its request, its assurances."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext


def wording() -> dict[str, str]:
    """In each language, with placeholders; to be changed before it is sent."""
    found = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            found[code] = "\n\n".join((_compliments(), _request(), _assurances()))
    return found


def _compliments() -> str:
    return _(
        "The Administration of the International Dialogue on Migration presents its compliments "
        "{to_mission} and has the honour to refer to the informal consultations of the year."
    )


def _request() -> str:
    return _(
        "The Administration would be grateful if {mission} could communicate its views by "
        "{deadline}."
    )


def _assurances() -> str:
    return _(
        "The Administration avails itself of this opportunity to renew {to_mission} the "
        "assurances of its highest consideration."
    )


def signature() -> dict[str, str]:
    """Who signs, in each language; the name is added by who writes the note."""
    found = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            found[code] = pgettext("in a signature block", "For the Administration")
    return found
