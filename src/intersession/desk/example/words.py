"""Titles, dates and our own short texts of the example, in three languages."""

# ruff: noqa: E501  (sentences are easier to read whole)

from datetime import date
from typing import Any

Words = dict[str, str]


def w(en: str, fr: str, es: str) -> Words:
    return {"en": en, "fr": fr, "es": es}


GENEVA = w("Geneva", "Genève", "Ginebra")

THEME_2011 = w(
    "The future of migration: Building capacities for change",
    "L’avenir de la migration : créer des capacités face au changement",
    "El futuro de la migración: Creación de capacidades para el cambio",
)
TOPICS_2011 = (
    w(
        "Climate change, environmental degradation and migration",
        "Changement climatique, dégradation de l’environnement et migration",
        "Cambio climático, degradación ambiental y migración",
    ),
    w(
        "Economic cycles, demographic change and migration",
        "Cycles économiques, changement démographique et migration",
        "Ciclos económicos, cambio demográfico y migración",
    ),
)
MANDATES = (
    (
        "Constitution (1989)",
        w(
            "The preamble: a forum in which States and others exchange views on migration",
            "Préambule : un cadre où États et autres acteurs échangent leurs vues sur la migration",
            "Preámbulo: un foro en el que Estados y otros intercambian opiniones sobre la migración",
        ),
    ),
    (
        "Council Resolution No. 1150",
        w(
            "The Strategy of 7 June 2007, activity 7",
            "La Stratégie du 7 juin 2007, activité 7",
            "La Estrategia de 7 de junio de 2007, actividad 7",
        ),
    ),
)
# Code, name, and the years of the example that covered it.
ISSUES: tuple[tuple[str, Words, tuple[int, ...]], ...] = (
    (
        "environment",
        w("Environment and climate", "Environnement et climat", "Medio ambiente y clima"),
        (2011,),
    ),
    (
        "labour",
        w(
            "Labour and economic cycles",
            "Travail et cycles économiques",
            "Trabajo y ciclos económicos",
        ),
        (2011,),
    ),
    (
        "demography",
        w("Demographic change", "Évolution démographique", "Cambio demográfico"),
        (2011,),
    ),
    (
        "crisis",
        w("Crises and displacement", "Crises et déplacements", "Crisis y desplazamiento"),
        (2012,),
    ),
    ("integration", w("Integration", "Intégration", "Integración"), ()),
    (
        "return",
        w("Return and reintegration", "Retour et réintégration", "Retorno y reintegración"),
        (),
    ),
)
THEMES_2012: tuple[tuple[str, Words, Words], ...] = (
    (
        "A",
        w(
            "Managing migration in crisis situations",
            "La gestion de la migration dans les situations de crise",
            "La gestión de la migración en situaciones de crisis",
        ),
        w(
            "Displacement and movement caused by conflict, disaster, hunger or upheaval: how States, "
            "agencies and the Organization prepare, assist, protect and rebuild.",
            "Déplacements provoqués par un conflit, une catastrophe, la faim ou des troubles : comment "
            "les États, les institutions et l’Organisation se préparent, assistent, protègent et "
            "reconstruisent.",
            "Desplazamientos causados por conflictos, desastres, hambre o convulsiones: cómo los "
            "Estados, los organismos y la Organización se preparan, asisten, protegen y reconstruyen.",
        ),
    ),
    (
        "B",
        w("Families and migration", "Familles et migration", "Familias y migración"),
        w(
            "Families that part, follow, return or are founded abroad: children who stay behind, "
            "reunification, remittances and the bonds between generations.",
            "Familles qui se séparent, se rejoignent, rentrent ou se fondent à l’étranger : enfants "
            "restés au pays, regroupement, envois de fonds et liens entre générations.",
            "Familias que se separan, se siguen, regresan o se forman en el extranjero: niños que se "
            "quedan, reunificación, remesas y vínculos entre generaciones.",
        ),
    ),
)
TOPICS_2012: tuple[tuple[str, int, Words, Words, Words], ...] = (
    (
        "A",
        12,
        w(
            "Moving to safety: Migration consequences of complex crises",
            "Se mettre à l’abri : conséquences migratoires des crises complexes",
            "En busca de seguridad: Consecuencias migratorias de las crisis complejas",
        ),
        w(
            "Displacement where conflict, disaster, food shortage and weak institutions meet: "
            "assistance and protection at once, preparedness, and responses that join the "
            "humanitarian, peace-building and development sides.",
            "Déplacements là où conflit, catastrophe, pénurie alimentaire et institutions fragiles se "
            "conjuguent : assistance et protection immédiates, préparation, et réponses alliant "
            "action humanitaire, consolidation de la paix et développement.",
            "Desplazamientos allí donde confluyen conflicto, desastre, escasez de alimentos e "
            "instituciones débiles: asistencia y protección inmediatas, preparación, y respuestas que "
            "unan lo humanitario, la consolidación de la paz y el desarrollo.",
        ),
        w(
            "Shares with C the displacement within countries.",
            "Partage avec C les déplacements à l’intérieur des pays.",
            "Comparte con C los desplazamientos dentro de los países.",
        ),
    ),
    (
        "B",
        13,
        w(
            "Protecting migrants during times of crisis",
            "Protéger les migrants en temps de crise",
            "Protección de los migrantes en tiempos de crisis",
        ),
        w(
            "Migrants caught in a crisis in their country of destination: humanitarian, protection "
            "and consular duties, sudden large returns, people stranded on the way, and the load on "
            "neighbouring States.",
            "Migrants pris dans une crise dans leur pays de destination : devoirs humanitaires, de "
            "protection et consulaires, retours massifs et soudains, personnes bloquées en route, et "
            "charge pour les États voisins.",
            "Migrantes atrapados en una crisis en su país de destino: deberes humanitarios, de "
            "protección y consulares, retornos masivos y repentinos, personas varadas en el camino, y "
            "la carga para los Estados vecinos.",
        ),
        w(
            "Shares with A the migrants who are stranded on the way.",
            "Partage avec A les migrants bloqués en route.",
            "Comparte con A los migrantes varados en el camino.",
        ),
    ),
    (
        "C",
        14,
        w(
            "Beyond the emergency: Long-term solutions to crisis migration",
            "Au-delà de l’urgence : solutions à long terme aux migrations de crise",
            "Más allá de la emergencia: Soluciones a largo plazo para la migración en situaciones de "
            "crisis",
        ),
        w(
            "From emergency to a lasting solution: integration, return, resettlement and relocation, "
            "displacement to towns, land, and the communities that receive the displaced.",
            "De l’urgence à la solution durable : intégration, retour, réinstallation et "
            "relocalisation, déplacement vers les villes, terres, et communautés qui accueillent les "
            "déplacés.",
            "De la emergencia a la solución duradera: integración, retorno, reasentamiento y "
            "reubicación, desplazamiento hacia las ciudades, tierras, y comunidades que acogen a los "
            "desplazados.",
        ),
        w(
            "Shares with A the displacement within countries.",
            "Partage avec A les déplacements à l’intérieur des pays.",
            "Comparte con A los desplazamientos dentro de los países.",
        ),
    ),
)
OPEN_QUESTIONS: tuple[tuple[str, Words], ...] = (
    (
        "planning-2012",
        w(
            "How could the membership contribute more to planning the dialogue?",
            "Comment les Membres pourraient-ils contribuer davantage à la planification du dialogue ?",
            "¿Cómo podrían los Miembros contribuir más a la planificación del diálogo?",
        ),
    ),
    (
        "participation-2012",
        w(
            "How could more people, above all experts from capitals, take part in the workshops?",
            "Comment accroître la participation aux ateliers, surtout celle d’experts des capitales ?",
            "¿Cómo lograr más participación en los talleres, sobre todo de expertos de las capitales?",
        ),
    ),
    (
        "debate-2012",
        w(
            "How could the level of discussion and interactive debate rise?",
            "Comment relever le niveau des discussions et rendre les débats plus interactifs ?",
            "¿Cómo elevar el nivel de las discusiones y hacer más interactivo el debate?",
        ),
    ),
    (
        "other-2012",
        w(
            "Any other point the membership wishes to raise",
            "Toute autre question que les Membres souhaitent soulever",
            "Cualquier otra cuestión que los Miembros deseen plantear",
        ),
    ),
)
SUGGESTIONS: tuple[tuple[str, str, str, str], ...] = (
    (
        "planning-2012",
        "",
        "en",
        "Circulate the list of possible topics two months before the consultations, so that capitals "
        "can be asked.",
    ),
    (
        "participation-2012",
        "",
        "fr",
        "Annoncer les dates des ateliers dès le mois de janvier : nos experts ont besoin de trois "
        "mois pour obtenir leur autorisation de voyage.",
    ),
    (
        "participation-2012",
        "",
        "es",
        "Financiar también a un segundo experto por delegación cuando provenga de una administración "
        "local.",
    ),
    (
        "debate-2012",
        "",
        "en",
        "Shorter presentations and a moderator who asks the panel the first two questions.",
    ),
)
DOCUMENTS: tuple[dict[str, Any], ...] = (
    {
        "symbol": "IC/2011/3",
        "kind": "report",
        "dated": date(2011, 4, 28),
        "title": w(
            "Report on the outcomes of the first workshop of 2011",
            "Rapport sur les résultats du premier atelier de 2011",
            "Informe sobre los resultados del primer taller de 2011",
        ),
        "issued": ("en", "fr", "es"),
    },
    {
        "symbol": "IC/2011/7",
        "kind": "discussion_note",
        "dated": date(2011, 9, 28),
        "title": w(
            "Discussion note: International Dialogue on Migration 2011",
            "Note de synthèse : Dialogue international sur la migration 2011",
            "Nota de trabajo: Diálogo Internacional sobre la Migración 2011",
        ),
        "issued": ("en", "fr", "es"),
    },
    {
        "symbol": "IDM/2011/W2/SUM",
        "kind": "summary",
        "dated": date(2011, 10, 10),
        "title": w(
            "Chair’s summary of the second workshop of 2011",
            "Résumé du Président du deuxième atelier de 2011",
            "Resumen del Presidente del segundo taller de 2011",
        ),
        "issued": ("en",),
        "due": {"fr": date(2011, 10, 28)},
        "invented": True,
    },
    {
        "symbol": "IDM/2011/INF/1",
        "kind": "background",
        "dated": date(2011, 10, 3),
        "title": w(
            "Background paper: terms used in the workshops of 2011",
            "Document d’information : termes employés dans les ateliers de 2011",
            "Documento de antecedentes: términos empleados en los talleres de 2011",
        ),
        "issued": ("en", "fr"),
        "due": {"es": date(2011, 10, 14)},
        "invented": True,
    },
    {
        "symbol": "IDM/2011/W2/SUM/Corr.1",
        "kind": "summary",
        "dated": date(2011, 10, 17),
        "title": w(
            "Corrigendum to the Chair’s summary of the second workshop of 2011",
            "Rectificatif au résumé du Président du deuxième atelier de 2011",
            "Corrección del resumen del Presidente del segundo taller de 2011",
        ),
        "issued": ("en",),
        "due": {"fr": date(2011, 10, 26)},
        "invented": True,
    },
)
# Which papers stand on the page of which meeting.
PAPERS: tuple[tuple[str, str], ...] = (
    ("consultation-april-2011", "IC/2011/3"),
    ("consultation-october-2011", "IC/2011/7"),
    ("consultation-october-2011", "IDM/2011/INF/1"),
    ("workshop-2-2011", "IDM/2011/W2/SUM"),
    ("workshop-2-2011", "IDM/2011/W2/SUM/Corr.1"),
)
SERIES: tuple[dict[str, Any], ...] = (
    {
        "pattern": "IC/{year}/{n}",
        "kind": "discussion_note",
        "distribution": "general",
        "name": w(
            "Documents of informal consultations",
            "Documents des consultations informelles",
            "Documentos de las consultas oficiosas",
        ),
    },
    {
        "pattern": "IDM/{year}/INF/{n}",
        "kind": "background",
        "distribution": "general",
        "name": w(
            "Information papers of the dialogue (invented)",
            "Documents d’information du dialogue (inventés)",
            "Documentos de información del diálogo (inventados)",
        ),
    },
)
MANDATES: tuple[tuple[str, Words], ...] = (
    (
        "IOM Constitution (1989)",
        w(
            "Preamble of the Constitution",
            "Préambule de la Constitution",
            "Preámbulo de la Constitución",
        ),
    ),
    (
        "Resolution No. 1150",
        w(
            "Strategy of 7 June 2007, activity 7",
            "Stratégie du 7 juin 2007, activité 7",
            "Estrategia del 7 de junio de 2007, actividad 7",
        ),
    ),
)
CONCLUSION_2012 = w(
    "I note that most of the Members that answered preferred “Managing migration in crisis "
    "situations”, and I conclude that it be the theme of 2012. “Families and migration” is kept for "
    "a future programme.",
    "Je constate que la plupart des Membres ayant répondu ont préféré «\u00a0La gestion de la migration "
    "dans les situations de crise\u00a0» et je conclus qu’il sera le thème de 2012. «\u00a0Familles et "
    "migration\u00a0» est conservé pour un programme futur.",
    "Observo que la mayoría de los Miembros que respondieron prefirió «La gestión de la migración en "
    "situaciones de crisis» y concluyo que sea el tema de 2012. «Familias y migración» se conserva "
    "para un programa futuro.",
)
NO_SESSION = w(
    "exceptionally without a dialogue session",
    "exceptionnellement sans session du dialogue",
    "excepcionalmente sin sesión del diálogo",
)
