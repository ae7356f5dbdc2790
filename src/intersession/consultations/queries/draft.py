"""A conclusion in words for the Chair to start from, or that follows the package recorded."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from intersession.consultations.queries.brief import Brief
from intersession.ui.text import listing, text

Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What becomes of one option: `fate` is chosen, merged or kept."""

    fate: str
    into: str = ""  # code of the option it is merged into
    sub_title: Words = field(default_factory=dict)


def draft_conclusion(page: Brief, package: dict[str, Part] | None = None) -> Words:
    """In each language of the interface. `package`: by code; without it what the count says."""
    parts = package or {
        line.option.code: Part(fate="chosen" if line.preferred else "kept") for line in page.lines
    }
    words = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            words[code] = " ".join(_sentences(page, parts, code))
    return words


def follow(given: Words, page: Brief, package: dict[str, Part]) -> Words:
    """Where the Chair left the draft as it was, the draft of the package that is recorded."""
    before, after = draft_conclusion(page), draft_conclusion(page, package)
    return {
        code: after[code] if words.split() == before.get(code, "").split() else words
        for code, words in given.items()
    }


def _sentences(page: Brief, parts: dict[str, Part], language: str) -> list[str]:
    plain = {line.option.code: _quoted(line.option.title, {}, language) for line in page.lines}
    preferred = [plain[line.option.code] for line in page.lines if line.preferred]
    titles = {
        line.option.code: _quoted(line.option.title, parts[line.option.code].sub_title, language)
        for line in page.lines
    }
    chosen = [titles[code] for code, part in parts.items() if part.fate == "chosen"]
    kept = [plain[code] for code, part in parts.items() if part.fate == "kept"]
    merged = [
        {"one": plain[code], "other": plain.get(part.into, "")}
        for code, part in parts.items()
        if part.fate == "merged"
    ]
    return [
        _count(page) % {"named": listing(preferred)},
        *_taken_up(chosen, preferred, page.question.programme.year),
        *(_("%(one)s is merged into %(other)s.") % pair for pair in merged),
        *_kept(kept),
    ]


def _count(page: Brief) -> str:
    if page.tied:
        return _("I note that several packages are level; the agreed tie-break gives %(named)s.")
    if page.values["rule"] != "av":
        return _("I note that, under the agreed rule, the answers received give %(named)s.")
    return _("I note that, of those who answered, the largest number named %(named)s.")


def _taken_up(chosen: list[str], preferred: list[str], year: int) -> list[str]:
    if not chosen:
        return []
    if sorted(chosen) == sorted(preferred):
        words = ngettext(
            "I conclude that it be taken up in the programme of %(year)s.",
            "I conclude that they be taken up in the programme of %(year)s.",
            len(chosen),
        )
        return [words % {"year": year}]
    words = ngettext(
        "I conclude that %(chosen)s be taken up in the programme of %(year)s.",
        "I conclude that %(chosen)s be taken up in the programme of %(year)s.",
        len(chosen),
    )
    return [words % {"chosen": listing(chosen), "year": year}]


def _kept(kept: list[str]) -> list[str]:
    if not kept:
        return []
    words = ngettext(
        "%(kept)s is kept for a future programme.",
        "%(kept)s are kept for a future programme.",
        len(kept),
    )
    return [words % {"kept": listing(kept)}]


def _quoted(title: Words, sub_title: Words, language: str) -> str:
    words = text(title, language)
    if sub_title:
        words += _(": ") + text(sub_title, language)
    return _("“%(title)s”") % {"title": words}
