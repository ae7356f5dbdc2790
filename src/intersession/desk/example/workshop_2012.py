"""The two days of 24 and 25 April 2012 in our own words. Title, dates and place are facts; the panels
are invented."""

# ruff: noqa: E501  (sentences are easier to read whole)
from dataclasses import dataclass, field

from intersession.desk.example.words import Words, w

BUILDING = w(
    "Building of the World Meteorological Organization",
    "Bâtiment de l’Organisation météorologique mondiale",
    "Edificio de la Organización Meteorológica Mundial",
)
SUB_TITLE = w(
    "Immediate responses and sustainable strategies",
    "Réponses immédiates et stratégies durables",
    "Respuestas inmediatas y estrategias sostenibles",
)
CONCLUSION = w(
    "I note that the Members that answered preferred the first two topics, and I conclude that they be those of the workshops of 2012. The lasting solutions of the third topic are taken up in the sub-title of the second workshop.",
    "Je constate que les Membres ayant répondu ont préféré les deux premiers sujets et je conclus qu’ils seront ceux des ateliers de 2012. Les solutions durables du troisième sujet sont reprises dans le sous-titre du second atelier.",
    "Observo que los Miembros que respondieron prefirieron los dos primeros asuntos y concluyo que sean los de los talleres de 2012. Las soluciones duraderas del tercero se recogen en el subtítulo del segundo taller.",
)


@dataclass(frozen=True, kw_only=True)
class Hall:
    key: str
    name: Words
    seats: int
    booths: int
    equipment: tuple[str, ...] = ()
    setup: int = 0  # minutes


@dataclass(frozen=True, kw_only=True)
class Line:
    """An item: day 1 or 2, hour "10:00", minutes; parts as (role, key of a voice, state)."""

    day: int
    hour: str
    minutes: int
    kind: str
    title: Words
    hall: str = "large"
    detail: Words = field(default_factory=dict)
    objectives: Words = field(default_factory=dict)
    questions: tuple[Words, ...] = ()
    format: Words = field(default_factory=dict)
    team: str = ""
    parts: tuple[tuple[str, str, str], ...] = ()


HALLS = (
    Hall(
        key="large",
        name=w("Large hall", "Grande salle", "Sala grande"),
        seats=250,
        booths=6,
        equipment=("projector", "microphones", "receivers", "loop", "access", "nameplates"),
    ),
    Hall(
        key="small",
        name=w("Small hall", "Petite salle", "Sala pequeña"),
        seats=90,
        booths=3,
        equipment=("projector", "microphones", "receivers", "access"),
        setup=15,
    ),
    Hall(key="foyer", name=w("Foyer", "Foyer", "Vestíbulo"), seats=120, booths=0),
)
TEAMS = ("A", "B")

_LUNCH = w("Lunch", "Déjeuner", "Almuerzo")
_PAUSE = w("Coffee", "Café", "Café")
_STATEMENTS = w(
    "Statements of ten minutes each, then the open floor.",
    "Exposés de dix minutes chacun, puis débat ouvert.",
    "Exposiciones de diez minutos cada una y, después, debate abierto.",
)

AGENDA = (
    Line(
        day=1,
        hour="09:00",
        minutes=60,
        kind="other",
        hall="foyer",
        title=w("Registration and badges", "Inscription et badges", "Inscripción y tarjetas"),
    ),
    Line(
        day=1,
        hour="10:00",
        minutes=30,
        kind="opening",
        team="A",
        title=w("Opening", "Ouverture", "Apertura"),
        detail=w(
            "Welcome by the Chair and by the Administration.",
            "Mots de bienvenue de la présidence et de l’Administration.",
            "Bienvenida de la presidencia y de la Administración.",
        ),
        parts=(("speaker", "chair", "confirmed"), ("speaker", "office", "confirmed")),
    ),
    Line(
        day=1,
        hour="10:30",
        minutes=45,
        kind="keynote",
        team="A",
        title=w(
            "Who moves when several crises meet",
            "Qui se déplace lorsque plusieurs crises se conjuguent",
            "Quién se desplaza cuando coinciden varias crisis",
        ),
        objectives=w(
            "A common picture of what is known, and of what is not counted.",
            "Une image commune de ce que l’on sait et de ce que l’on ne compte pas.",
            "Una imagen común de lo que se sabe y de lo que no se cuenta.",
        ),
        parts=(("moderator", "chair", "confirmed"), ("keynote", "professor", "confirmed")),
    ),
    Line(
        day=1,
        hour="11:15",
        minutes=105,
        kind="panel",
        team="A",
        title=w(
            "Panel I: What makes a crisis complex",
            "Table ronde I : ce qui rend une crise complexe",
            "Mesa redonda I: Qué hace compleja una crisis",
        ),
        objectives=w(
            "To tell apart the forms of movement that a crisis brings about, and who answers for each.",
            "Distinguer les formes de mouvement qu’une crise provoque, et qui répond de chacune.",
            "Distinguir las formas de movimiento que provoca una crisis y quién responde de cada una.",
        ),
        questions=(
            w(
                "Which movements do present frameworks see, and which do they miss?",
                "Quels mouvements les cadres actuels voient-ils, et lesquels leur échappent ?",
                "¿Qué movimientos ven los marcos actuales y cuáles se les escapan?",
            ),
            w(
                "Who decides, within a government, when a crisis becomes one of migration?",
                "Qui décide, au sein d’un gouvernement, qu’une crise devient aussi migratoire ?",
                "¿Quién decide, dentro de un gobierno, cuándo una crisis pasa a ser también migratoria?",
            ),
        ),
        format=_STATEMENTS,
        parts=(
            ("moderator", "marenia-mission", "confirmed"),
            ("speaker", "akpandu", "confirmed"),
            ("speaker", "dubrenka", "confirmed"),
            ("speaker", "lawyer", "confirmed"),
            ("rapporteur", "rapporteur", "confirmed"),
        ),
    ),
    Line(day=1, hour="13:00", minutes=120, kind="break", hall="foyer", title=_LUNCH),
    Line(
        day=1,
        hour="15:00",
        minutes=90,
        kind="panel",
        team="A",
        title=w(
            "Panel II A: Those who cannot leave",
            "Table ronde II A : celles et ceux qui ne peuvent partir",
            "Mesa redonda II A: Quienes no pueden irse",
        ),
        questions=(
            w(
                "How are people reached who stay because they lack the means to move?",
                "Comment atteindre les personnes qui restent faute de moyens de partir ?",
                "¿Cómo se llega a quienes se quedan por falta de medios para irse?",
            ),
        ),
        format=_STATEMENTS,
        parts=(
            ("moderator", "office", "confirmed"),
            ("speaker", "azalmat", "confirmed"),
            ("speaker", "relief", "confirmed"),
            ("speaker", "migrants", "invited"),
        ),
    ),
    Line(
        day=1,
        hour="15:00",
        minutes=90,
        kind="panel",
        hall="small",
        team="B",
        title=w(
            "Panel II B: Neighbouring States",
            "Table ronde II B : les États voisins",
            "Mesa redonda II B: Los Estados vecinos",
        ),
        questions=(
            w(
                "What lets a border stay open in the first weeks?",
                "Qu’est-ce qui permet à une frontière de rester ouverte les premières semaines ?",
                "¿Qué permite que una frontera siga abierta en las primeras semanas?",
            ),
        ),
        format=_STATEMENTS,
        parts=(
            ("moderator", "calladoro", "confirmed"),
            ("speaker", "jaldhara", "confirmed"),
            ("speaker", "erdenuur", "confirmed"),
            ("discussant", "radio", "confirmed"),
        ),
    ),
    Line(day=1, hour="16:30", minutes=15, kind="break", hall="foyer", title=_PAUSE),
    Line(
        day=1,
        hour="16:45",
        minutes=75,
        kind="discussion",
        team="A",
        title=w(
            "General discussion: first answers",
            "Débat général : premières réponses",
            "Debate general: primeras respuestas",
        ),
        parts=(("moderator", "chair", "confirmed"),),
    ),
    Line(
        day=2,
        hour="10:00",
        minutes=90,
        kind="panel",
        team="A",
        title=w(
            "Panel III: Assistance and protection at once",
            "Table ronde III : assister et protéger à la fois",
            "Mesa redonda III: Asistencia y protección a la vez",
        ),
        objectives=w(
            "To collect what has worked when help and protection were planned together.",
            "Recueillir ce qui a réussi lorsque l’aide et la protection ont été prévues ensemble.",
            "Reunir lo que ha funcionado cuando la ayuda y la protección se planificaron juntas.",
        ),
        format=_STATEMENTS,
        parts=(
            ("moderator", "lawyer", "confirmed"),
            ("speaker", "busitaka", "confirmed"),
            ("speaker", "cassalundo", "confirmed"),
            ("speaker", "relief", "confirmed"),
        ),
    ),
    Line(day=2, hour="11:30", minutes=15, kind="break", hall="foyer", title=_PAUSE),
    Line(
        day=2,
        hour="11:45",
        minutes=75,
        kind="panel",
        team="A",
        title=w(
            "Panel IV: Being prepared",
            "Table ronde IV : se préparer",
            "Mesa redonda IV: Estar preparados",
        ),
        questions=(
            w(
                "Which early signs of movement are worth watching, and who watches them?",
                "Quels signes précoces de mouvement méritent d’être suivis, et par qui ?",
                "¿Qué señales tempranas de movimiento conviene vigilar y quién las vigila?",
            ),
            w(
                "What must stand in a plan before the first day?",
                "Que doit contenir un plan avant le premier jour ?",
                "¿Qué debe figurar en un plan antes del primer día?",
            ),
        ),
        format=_STATEMENTS,
        parts=(
            ("moderator", "aurelane", "confirmed"),
            ("speaker", "albunera", "confirmed"),
            ("speaker", "glenavar", "declined"),
            ("speaker", "mayor", "confirmed"),
        ),
    ),
    Line(day=2, hour="13:00", minutes=120, kind="break", hall="foyer", title=_LUNCH),
    Line(
        day=2,
        hour="15:00",
        minutes=90,
        kind="panel",
        team="A",
        title=w(
            "Panel V: From relief to lasting solutions",
            "Table ronde V : des secours aux solutions durables",
            "Mesa redonda V: Del socorro a las soluciones duraderas",
        ),
        format=_STATEMENTS,
        parts=(
            ("moderator", "marenia-mission", "confirmed"),
            ("speaker", "bank", "confirmed"),
            ("speaker", "azalmat", "confirmed"),
            ("discussant", "mayor", "confirmed"),
        ),
    ),
    Line(
        day=2,
        hour="16:30",
        minutes=60,
        kind="discussion",
        team="A",
        title=w(
            "General discussion: capacities that States need",
            "Débat général : les capacités dont les États ont besoin",
            "Debate general: las capacidades que necesitan los Estados",
        ),
        parts=(
            ("moderator", "chair", "confirmed"),
            ("rapporteur", "rapporteur", "confirmed"),
        ),
    ),
    Line(
        day=2,
        hour="17:30",
        minutes=30,
        kind="closing",
        team="A",
        title=w("Closing", "Clôture", "Clausura"),
        detail=w(
            "What the Chair takes from the two days.",
            "Ce que la présidence retient des deux journées.",
            "Lo que la presidencia retiene de las dos jornadas.",
        ),
        parts=(("speaker", "chair", "confirmed"),),
    ),
)
