"""An agenda as a workshop has it: two days, panels at the same time, what speakers sent."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.documents.actions.files import store_file
from intersession.meetings.models import AgendaItem, Meeting, Part, Room, SpeakerFile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ALL = ["en", "fr", "es"]
AT_ONCE = "2 items at the same time:"  # as the page says it of two
# Minutes after the first hour of a day, minutes, kind, how many run at the same time, speakers.
DAYS = (
    (
        (0, 30, "opening", 1, 2),
        (30, 60, "keynote", 1, 1),
        (90, 90, "panel", 1, 5),
        (180, 120, "break", 1, 0),
        (300, 105, "panel", 2, 4),
        (405, 60, "discussion", 1, 1),
    ),
    (
        (0, 120, "panel", 1, 5),
        (120, 20, "break", 1, 0),
        (140, 40, "other", 1, 2),
        (180, 120, "break", 1, 0),
        (300, 90, "panel", 1, 4),
        (390, 60, "discussion", 1, 1),
        (450, 30, "closing", 1, 1),
    ),
)
TITLES = {
    "opening": ("Opening", "Ouverture", "Apertura"),
    "keynote": (
        "Moving to safety: what crises change",
        "Se mettre en sûreté : ce que changent les crises",
        "Ponerse a salvo: lo que cambian las crisis",
    ),
    "panel": (
        "Who moves, who stays, and who cannot choose",
        "Qui part, qui reste, qui n’a pas le choix",
        "Quién se va, quién se queda y quién no puede elegir",
    ),
    "break": ("Lunch", "Déjeuner", "Almuerzo"),
    "discussion": ("General discussion", "Débat général", "Debate general"),
    "closing": ("Closing", "Clôture", "Clausura"),
    "other": (
        "Voices of migrants",
        "La parole aux migrants",
        "La voz de los migrantes",
    ),
}
OBJECTIVES = (
    "To compare how States prepared for movements during crises, and what they would do again.",
    "Comparer la manière dont les États se sont préparés aux mouvements pendant les crises.",
    "Comparar cómo los Estados se prepararon para los desplazamientos durante las crisis.",
)
QUESTIONS = (
    (
        "Which early signs could be seen, and who was told of them?",
        "Quels signes précoces étaient visibles, et qui en a été informé ?",
        "¿Qué señales tempranas se vieron y a quién se informó de ellas?",
    ),
    (
        "What must be agreed between consulates before anybody moves?",
        "De quoi les consulats doivent-ils convenir avant tout mouvement ?",
        "¿Qué deben acordar los consulados antes de que nadie se desplace?",
    ),
    (
        "Which of these measures cost little, and why were they not taken?",
        "Lesquelles de ces mesures coûtent peu, et pourquoi n’ont-elles pas été prises ?",
        "¿Cuáles de estas medidas cuestan poco y por qué no se tomaron?",
    ),
)
FORMAT = (
    "Four statements of ten minutes, then open floor.",
    "Quatre exposés de dix minutes, puis débat.",
    "Cuatro intervenciones de diez minutos y, después, debate abierto.",
)
ROLES = ("moderator", "speaker", "speaker", "discussant", "rapporteur")
NAMES = ("Ana Ibarra", "Jean-Luc Okafor", "Mei Tan", "Zoë N’Diaye", "Samir Haddad", "Lucía Peña")


def words(texts: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(ALL, texts, strict=True))


def rooms() -> list[Room]:
    venue = words(("Palais des Nations", "Palais des Nations", "Palacio de las Naciones"))
    names = (("Room XVII", "Salle XVII", "Sala XVII"), ("Room XVIII", "Salle XVIII", "Sala XVIII"))
    return [
        Room.objects.create(name=words(name), venue=venue, position=n)
        for n, name in enumerate(names)
    ]


def filled(meeting: Meeting, first: datetime, most: int = 14, *, by: Any, at: datetime) -> None:
    """`most` items from `first` on, which is the first hour of the first day."""
    places, number = rooms(), 0
    while number < most:
        for starts_at, minutes, kind, parallel, speakers in _plan(first, number // 14):
            for n in range(parallel):
                if number < most:
                    number += 1
                    item = _item(meeting, number, kind, starts_at, minutes, places[n])
                    _parts(meeting, item, speakers, by, at)


def _plan(first: datetime, round_: int) -> Iterator[tuple[datetime, int, str, int, int]]:
    for day, items in enumerate(DAYS):
        for begins, minutes, kind, parallel, speakers in items:
            after = timedelta(days=day + 2 * round_, minutes=begins)
            yield first + after, minutes, kind, parallel, speakers


def _item(
    meeting: Meeting, number: int, kind: str, starts_at: datetime, minutes: int, room: Room
) -> AgendaItem:
    talk = kind in {"panel", "discussion"}
    return meeting.agenda.create(
        number=number,
        kind=kind,
        starts_at=starts_at,
        minutes=minutes,
        title=words(TITLES[kind]),
        objectives=words(OBJECTIVES) if talk else {},
        questions=[words(one) for one in QUESTIONS] if talk else [],
        format=words(FORMAT) if kind == "panel" else {},
        room=None if kind == "break" else room,
        languages=[] if kind == "break" else ALL,
    )


def _parts(meeting: Meeting, item: AgendaItem, number: int, by: Any, at: datetime) -> None:
    for n in range(number):
        name = NAMES[(item.number + n) % len(NAMES)]
        speaker = meeting.speakers.create(
            name=name,
            function=words(
                ("Director, Migration", "Directrice, Migrations", "Directora, Migración")
            ),
            affiliation=words(
                ("Ministry of Marenia", "Ministère de Marénie", "Ministerio de Marenia")
            ),
            biography=words((f"{name} has led the service since 2004.",) * 3),
            added_at=at,
        )
        invited = n == 2
        part = item.parts.create(
            speaker=speaker,
            role=ROLES[n]
            if item.kind == "panel"
            else "keynote"
            if item.kind == "keynote"
            else "speaker",
            position=n,
            state=Part.State.INVITED if invited else Part.State.CONFIRMED,
            title=words(("What we saw first",) * 3) if n == 1 else {},
            abstract=words(("A boat, a border, and a telephone that nobody answered.",) * 3)
            if n == 1
            else {},
            minutes=10 if n == 1 else None,
        )
        if n == 1:
            present(part, by=by, at=at)


def present(
    part: Part, language: str = "en", *, by: Any, at: datetime, **given: Any
) -> SpeakerFile:
    """A presentation that everybody may read."""
    octets = PDF + part.uid.bytes.hex().encode() + language.encode() + b"\n%%EOF\n"
    upload = SimpleUploadedFile("slides.pdf", octets)
    stored = store_file(upload=upload, by=by, at=at)
    plain = {"kind": "presentation", "public": True, "at": at, "by": str(by)}
    return part.files.create(language=language, file=stored, **{**plain, **given})
