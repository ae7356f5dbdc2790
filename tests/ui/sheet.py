"""One page with every component, for the tests and for looking at: python tests/ui/sheet.py."""

from datetime import UTC, date, datetime

from django import forms
from django.core.paginator import Paginator

NOW = datetime(2011, 10, 14, 14, 42, tzinfo=UTC)
DUE = datetime(2011, 10, 20, 16, 0, tzinfo=UTC)


class Sample(forms.Form):
    title = forms.CharField(help_text="As it will be printed.", max_length=20)
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    topic = forms.ChoiceField(choices=[("", "Choose …"), ("a", "A. Moving to safety")])
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    sure = forms.BooleanField(label="I have read the rules", help_text="They are short.")
    channel = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("floor", "Floor"), ("note", "Note verbale")]
    )


FRAME = {
    "organisation": {
        "en": "International Dialogue on Migration",
        "fr": "Dialogue international sur la migration",
        "es": "Diálogo Internacional sobre la Migración",
    },
    "symbol": {
        "symbol": "IC/2011/7",
        "original": "en",
        "place_date": "Geneva, 28 September 2011",
    },
    "sections": [("Needs you", "/", True), ("Topics", "/a/", False), ("Room", "/b/", False)],
    "needs": 4,
    "languages": [
        ("en", "English", "?lang=en", True),
        ("fr", "Français", "?lang=fr", False),
        ("es", "Español", "?lang=es", False),
    ],
    "year": {
        "title": "IDM 2012",
        "theme": {"en": "Managing migration in crisis situations"},
        "steps": [
            {"name": "Theme", "state": "done", "when": "28 April 2011", "url": "/1/"},
            {"name": "Topics", "state": "now", "when": "20 October 2011", "url": "/2/"},
            {"name": "Workshop 1", "state": "next", "when": "24–25 April 2012", "url": "/3/"},
            {"name": "Workshop 2", "state": "later", "when": "13–14 September 2012"},
            {"name": "Council", "state": "later", "when": "27–30 November 2012", "url": "/4/"},
            {"name": "Follow-up", "state": "later", "when": "2013", "url": "/5/"},
        ],
    },
    "actor": {
        "name": "A. Person",
        "function": "Focal point",
        "roles_words": "Focal point",
        "entity_name": {"en": "Permanent Mission of Marenia"},
        "signed_in": True,
    },
    "example": {"now": NOW, "url": "/desk/roles/"},
    "sign_in_url": "/in/",
    "sign_out_url": "/out/",
}


def context() -> dict[str, object]:
    form = Sample({"title": "x" * 30, "topic": "", "summary": "Kept"})
    form.is_valid()
    return {
        "frame": FRAME,
        "now": NOW,
        "day_due": date(2011, 10, 20),
        "moment_due": DUE,
        "form": form,
        "page": Paginator(range(175), 25).page(2),
        "versions": [
            {"language": "en", "url": "/doc/en", "format": "PDF, 120 kB"},
            {"language": "fr", "due": date(2011, 10, 21)},
            {"language": "es"},
        ],
        "needs": [
            {
                "due": datetime(2011, 10, 11, 16, 0, tzinfo=UTC),
                "title": "Correct the list of participants of Workshop 2",
                "sentence": "One entry of your delegation has no function.",
                "url": "/1/",
                "label": "Correct the entry",
            },
            {
                "due": DUE,
                "title": "Say which two topics your delegation prefers for 2012",
                "sentence": "Closes 20 October 2011, 18:00 Geneva. About 5 minutes.",
                "url": "/2/",
                "label": "Choose topics",
                "main": True,
            },
            {
                "due": date(2011, 10, 24),
                "title": "Answer the questionnaire on Workshop 2",
                "sentence": "9 questions; the answer is not linked to a name.",
                "url": "/3/",
                "label": "Answer",
            },
        ],
    }
