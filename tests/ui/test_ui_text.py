from django.utils.translation import override
from markupsafe import Markup

from intersession.ui.languages import direction, language_name
from intersession.ui.text import listing, text, words

BOTH = {"en": "Moving to safety", "fr": "Vers la sécurité"}


def test_a_text_reads_in_the_language_of_the_page():
    with override("fr"):
        assert text(BOTH) == "Vers la sécurité"


def test_without_a_translation_the_original_is_shown_then_english_then_any():
    assert text({**BOTH, "original": "fr"}, "es") == "Vers la sécurité"
    assert text(BOTH, "es") == "Moving to safety"
    assert text({"fr": "Seul"}, "es") == "Seul"
    assert text({"es": "  ", "fr": "Seul"}, "es") == "Seul"
    assert text({}, "es") == text(None) == ""


def test_a_wording_in_another_language_is_marked_and_said_to_be_one():
    with override("fr"):
        shown = words({"en": "Topics"})
    assert shown == (
        '<span lang="en">Topics</span> '
        '<span class="fallback">(pas encore disponible en français)</span>'
    )


def test_a_wording_in_the_right_language_is_left_alone():
    assert words(BOTH, "fr") == "Vers la sécurité"


def test_what_members_write_is_escaped_in_either_case():
    wicked = "<script>alert(1)</script>"
    assert "<script>" not in words({"en": wicked}, "en")
    assert "<script>" not in words({"en": wicked}, "fr")
    assert "<b>" not in words("<b>")


def test_words_escape_a_wording_only_once(shown):
    assert shown("{{ value | words }}", value={"en": "Fish & chips"}) == "Fish &amp; chips"


def test_a_country_variant_reads_as_its_language():
    assert text(BOTH, "fr-ch") == "Vers la sécurité"


def test_lists_are_joined_as_each_language_joins_them():
    assert listing(["A", "B", "C"]) == "A, B and\u00a0C"
    assert listing(["A"]) == "A" and listing([]) == ""
    with override("es"):
        assert listing(["Francia", "Italia"]) == "Francia e\u00a0Italia"
        assert listing(["agua", "hielo"]) == "agua y\u00a0hielo"
    with override("fr"):
        assert listing([BOTH, "C"]) == "Vers la sécurité et\u00a0C"


def test_a_language_is_named_in_the_language_in_use():
    with override("es"):
        assert language_name("fr") == "francés"
    assert language_name("xx") == "xx"


def test_arabic_runs_from_right_to_left():
    assert (direction("ar"), direction("fr"), direction("xx")) == ("rtl", "ltr", "ltr")


def test_a_translation_may_hold_markup_but_its_values_may_not(shown):
    html = shown("{% trans who=name %}By <b>{{ who }}</b>{% endtrans %}", name="<i>")
    assert html == "By <b>&lt;i&gt;</b>"
    assert Markup(html)
