"""Who speaks at the workshop of April 2012: roles of invented States and organisations."""

from dataclasses import dataclass, field

from intersession.desk.example.words import Words, w


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A speaker as a role; `entity` is a slug of the example."""

    key: str
    name: str
    entity: str
    function: Words = field(default_factory=dict)  # where it says more than the name
    gender: str = ""
    from_capital: bool | None = None
    language: str = "en"


def _expert(key: str, entity: str, country: str, gender: str, language: str = "en") -> Voice:
    return Voice(
        key=key,
        name=f"Expert from capital, {country}",
        entity=entity,
        gender=gender,
        from_capital=True,
        language=language,
    )


VOICES = (
    Voice(
        key="chair",
        name="Chair of the Council",
        entity="estermark",
        gender="woman",
        from_capital=False,
    ),
    Voice(
        key="office",
        name="Head of the dialogue team",
        entity="intergovernmental-office-for-safe-journeys",
        gender="woman",
    ),
    Voice(
        key="professor",
        name="Professor of human mobility",
        entity="lakeside-university-chair-of-human-mobility",
        gender="woman",
    ),
    Voice(
        key="marenia-mission",
        name="Permanent Representative, Marenia",
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
        entity="aurelane",
        gender="woman",
        from_capital=True,
        language="fr",
    ),
    Voice(
        key="relief",
        name="Coordinator of field teams",
        entity="lantern-relief-network",
        gender="man",
    ),
    Voice(
        key="lawyer",
        name="Legal adviser",
        entity="open-road-legal-aid",
        gender="woman",
    ),
    Voice(
        key="bank",
        name="Economist for regional works",
        entity="joint-bank-for-regional-works",
        gender="man",
    ),
    Voice(
        key="migrants",
        name="Speaker for those who moved",
        entity="assembly-of-migrants-voices",
        gender="woman",
        language="es",
    ),
    Voice(
        key="mayor",
        name="Mayor of an arrival town",
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
        entity="institute-for-the-study-of-journeys",
        gender="man",
        language="es",
    ),
)
