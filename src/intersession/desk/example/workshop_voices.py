"""Who speaks at the workshop of April 2012: roles of invented States and organisations."""

from dataclasses import dataclass

from intersession.desk.example.words import Words, w


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A speaker as a role; `entity` is a slug of the example."""

    key: str
    name: str
    function: Words
    entity: str
    gender: str = ""
    from_capital: bool | None = None
    language: str = "en"


_EXPERT = w("Expert from capital", "Expert venu de la capitale", "Experto de la capital")
_MISSION = w("Permanent Representative", "Représentant permanent", "Representante Permanente")
_HEAD = w(
    "Head of crisis preparedness",
    "Chef de la préparation aux crises",
    "Jefe de preparación para crisis",
)


def _expert(key: str, entity: str, country: str, gender: str, language: str = "en") -> Voice:
    return Voice(
        key=key,
        name=f"Expert from capital, {country}",
        function=_EXPERT,
        entity=entity,
        gender=gender,
        from_capital=True,
        language=language,
    )


VOICES = (
    Voice(
        key="chair",
        name="Chair of the Council",
        function=w("Chair of the Council", "Président du Conseil", "Presidente del Consejo"),
        entity="estermark",
        gender="woman",
        from_capital=False,
    ),
    Voice(
        key="office",
        name="Head of the dialogue team",
        function=w(
            "Head of the dialogue team",
            "Chef de l’équipe du dialogue",
            "Jefa del equipo del diálogo",
        ),
        entity="intergovernmental-office-for-safe-journeys",
        gender="woman",
    ),
    Voice(
        key="professor",
        name="Professor of human mobility",
        function=w(
            "Professor of human mobility",
            "Professeure de mobilité humaine",
            "Catedrática de movilidad humana",
        ),
        entity="lakeside-university-chair-of-human-mobility",
        gender="woman",
    ),
    Voice(
        key="marenia-mission",
        name="Permanent Representative, Marenia",
        function=_MISSION,
        entity="marenia",
        gender="man",
        from_capital=False,
    ),
    _expert("akpandu", "akpandu", "Akpandu", "man", "fr"),
    _expert("azalmat", "azalmat", "Azalmat", "woman", "fr"),
    _expert("calladoro", "calladoro", "Calladoro", "man", "es"),
    _expert("dubrenka", "dubrenka", "Dubrenka", "man"),
    _expert("jaldhara", "jaldhara", "Jaldhara", "woman"),
    _expert("erdenuur", "erdenuur", "Erdenuur", "man"),
    _expert("busitaka", "busitaka", "Busitaka", "woman"),
    _expert("cassalundo", "cassalundo", "Cassalundo", "man"),
    _expert("albunera", "albunera", "Albunera", "woman", "es"),
    _expert("glenavar", "glenavar", "Glenavar", "man"),
    Voice(
        key="aurelane",
        name="Head of crisis preparedness, Aurelane",
        function=_HEAD,
        entity="aurelane",
        gender="woman",
        from_capital=True,
        language="fr",
    ),
    Voice(
        key="relief",
        name="Coordinator of field teams",
        function=w(
            "Coordinator of field teams",
            "Coordonnateur des équipes de terrain",
            "Coordinador de los equipos sobre el terreno",
        ),
        entity="lantern-relief-network",
        gender="man",
    ),
    Voice(
        key="lawyer",
        name="Legal adviser",
        function=w("Legal adviser", "Conseillère juridique", "Asesora jurídica"),
        entity="open-road-legal-aid",
        gender="woman",
    ),
    Voice(
        key="bank",
        name="Economist for regional works",
        function=w(
            "Economist for regional works",
            "Économiste des ouvrages régionaux",
            "Economista de obras regionales",
        ),
        entity="joint-bank-for-regional-works",
        gender="man",
    ),
    Voice(
        key="migrants",
        name="Speaker for those who moved",
        function=w(
            "Speaker for those who moved",
            "Porte-parole des personnes déplacées",
            "Portavoz de las personas desplazadas",
        ),
        entity="assembly-of-migrants-voices",
        gender="woman",
        language="es",
    ),
    Voice(
        key="mayor",
        name="Mayor of an arrival town",
        function=w(
            "Mayor of an arrival town",
            "Maire d’une ville d’arrivée",
            "Alcalde de una ciudad de llegada",
        ),
        entity="mayors-of-arrival-towns-conference",
        gender="man",
    ),
    Voice(
        key="radio",
        name="Reporter on the border",
        function=w("Reporter", "Reporter", "Reportera"),
        entity="the-crossing-point-radio",
        gender="woman",
        language="fr",
    ),
    Voice(
        key="rapporteur",
        name="Research fellow",
        function=w("Research fellow", "Chargé de recherche", "Investigador"),
        entity="institute-for-the-study-of-journeys",
        gender="man",
        language="es",
    ),
)
