"""The meetings of 2011 and 2012: facts, with our own words beside them."""

# ruff: noqa: E501  (sentences are easier to read whole)
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from intersession.desk.example import words

GENEVA = ZoneInfo("Europe/Zurich")


def geneva(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=GENEVA)


def meetings() -> list[dict[str, Any]]:
    """Facts: kinds, titles, dates and figures of the meetings of 2011 and 2012."""
    consultation = words.w(
        "Informal consultations", "Consultations informelles", "Consultas informales"
    )
    agenda = {
        "april": (
            words.w(
                "Report on the first workshop of 2011",
                "Rapport sur le premier atelier de 2011",
                "Informe sobre el primer taller de 2011",
            ),
            words.w("Theme of 2012", "Thème de 2012", "Tema de 2012"),
            words.w("Other business", "Questions diverses", "Otros asuntos"),
        ),
        "october": (
            words.w(
                "Overview of the dialogue in 2011",
                "Aperçu du dialogue en 2011",
                "Panorama del diálogo en 2011",
            ),
            words.w(
                "Feedback and ideas of the membership",
                "Observations et idées des Membres",
                "Observaciones e ideas de los Miembros",
            ),
            words.w(
                "Topics of the workshops of 2012",
                "Sujets des ateliers de 2012",
                "Temas de los talleres de 2012",
            ),
            words.w("Other business", "Questions diverses", "Otros asuntos"),
        ),
    }
    return [
        {
            "year": 2011,
            "kind": "workshop",
            "number": 1,
            "slug": "workshop-1-2011",
            "title": words.TOPICS_2011[0],
            "starts_at": geneva(2011, 3, 29, 9),
            "ends_at": geneva(2011, 3, 30, 18),
            "figures": {"participants": 230},
        },
        {
            "year": 2012,
            "kind": "consultation",
            "slug": "consultation-april-2011",
            "title": consultation,
            "starts_at": geneva(2011, 4, 28, 10),
            "ends_at": geneva(2011, 4, 28, 13),
            "agenda": agenda["april"],
        },
        {
            "year": 2011,
            "kind": "workshop",
            "number": 2,
            "slug": "workshop-2-2011",
            "title": words.TOPICS_2011[1],
            "starts_at": geneva(2011, 9, 12, 9),
            "ends_at": geneva(2011, 9, 13, 18),
            "figures": {"participants": 150, "countries": 60, "organisations": 23},
        },
        {
            "year": 2012,
            "kind": "consultation",
            "slug": "consultation-october-2011",
            "title": consultation,
            "starts_at": geneva(2011, 10, 20, 10),
            "ends_at": geneva(2011, 10, 20, 13),
            "agenda": agenda["october"],
        },
        {
            "year": 2011,
            "kind": "council",
            "number": 100,
            "slug": "council-100",
            "title": words.w(
                "100th session of the Council",
                "100e session du Conseil",
                "100.ª reunión del Consejo",
            ),
            "starts_at": geneva(2011, 12, 5, 10),
            "ends_at": geneva(2011, 12, 7, 18),
            "about": words.w(
                "Sixtieth anniversary: high-level segment on 6 and 7 December, “Migrants’ voices”, "
                "and the launch of a report. Exceptionally there is no session of the dialogue.",
                "Soixantième anniversaire : débat de haut niveau les 6 et 7 décembre, «\u00a0Voix des "
                "migrants\u00a0» et présentation d’un rapport. Exceptionnellement, le dialogue n’y tient "
                "pas de session.",
                "Sexagésimo aniversario: serie de sesiones de alto nivel el 6 y el 7 de diciembre, "
                "«Voces de los migrantes» y presentación de un informe. Excepcionalmente no hay "
                "sesión del diálogo.",
            ),
        },
        {
            "year": 2012,
            "kind": "workshop",
            "number": 1,
            "slug": "workshop-1-2012",
            "title": words.w(
                "First workshop of 2012", "Premier atelier de 2012", "Primer taller de 2012"
            ),
            "starts_at": geneva(2012, 4, 24, 9),
            "ends_at": geneva(2012, 4, 25, 18),
        },
        {
            "year": 2012,
            "kind": "workshop",
            "number": 2,
            "slug": "workshop-2-2012",
            "title": words.w(
                "Second workshop of 2012", "Deuxième atelier de 2012", "Segundo taller de 2012"
            ),
            "starts_at": geneva(2012, 9, 13, 9),
            "ends_at": geneva(2012, 9, 14, 18),
        },
        {
            "year": 2012,
            "kind": "council",
            "number": 101,
            "slug": "council-101",
            "title": words.w(
                "101st session of the Council",
                "101e session du Conseil",
                "101.ª reunión del Consejo",
            ),
            "starts_at": geneva(2012, 11, 27, 10),
            "ends_at": geneva(2012, 11, 30, 18),
        },
    ]
