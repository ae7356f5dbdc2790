"""The kinds of list that can come in, their columns, and how people head them in three languages.

A head is compared without accents, capitals and signs. The label of a field in any language is
always one of its heads, so that our own sheets come in again as they went out.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.imports.columns_of_participants import PARTICIPANTS
from intersession.imports.field import CODE, Field, Kind

_LANGUAGES = (
    ("en", "english|anglais|ingles|en|eng"),
    ("fr", "french|francais|frances|fr|fra"),
    ("es", "spanish|espagnol|espanol|es|esp|spa"),
)
_NAMES = {"en": _("Name in English"), "fr": _("Name in French"), "es": _("Name in Spanish")}
_FORMAL = {
    "en": _("Formal name in English"),
    "fr": _("Formal name in French"),
    "es": _("Formal name in Spanish"),
}
_TITLES = {"en": _("Title in English"), "fr": _("Title in French"), "es": _("Title in Spanish")}
_TEXTS = {"en": _("Text in English"), "fr": _("Text in French"), "es": _("Text in Spanish")}


def _worded(code: str, labels: Mapping[str, Any], stems: str) -> tuple[Field, ...]:
    """One field a language: "nom fr", "nom (français)", "name_fr", "nom en francais"."""
    found = []
    for language, words in _LANGUAGES:
        heads = [
            f"{stem} {joint}{word}"
            for stem in stems.split("|")
            for word in words.split("|")
            for joint in ("", "in ", "en ")
        ]
        heads += [f"{word} {stem}" for stem in stems.split("|") for word in words.split("|")]
        found.append(
            Field(code=f"{code}_{language}", label=labels[language], heads="|".join(heads))
        )
    return tuple(found)


_ENTITY = Field(
    code="entity",
    label=_("Entity"),
    heads="name|country|pays|pais|state|etat|estado|member|member state|membre|etat membre|miembro|"
    "estado miembro|entite|entidad|organisation|organization|organizacion|delegation|delegacion|"
    "mission|mision|nom du pays|country name|nombre del pais|name in english|nom en anglais|"
    "name in french|nom en francais|nombre en ingles|nombre en espanol|name en|name fr|name es|"
    "pays organisation|country organization|country organisation|pais organizacion|pays ou "
    "organisation|name of member|denominacion",
)
_IN_LANGUAGE = Field(
    code="in_language",
    label=_("Language of names and texts that say none"),
    for_all=True,
    lasts=True,
)
_SINCE = Field(
    code="since",
    label=_("From"),
    heads="since|from|start|date|begin|beginning|depuis|du|a partir de|desde|debut|inicio|"
    "date of entry|date of membership|membership date|date d adhesion|adhesion|fecha de ingreso|"
    "fecha de adhesion|year|first year|annee|ano|year of inclusion|inclusion|admitted|"
    "since year|valid from|date de debut|fecha de inicio|en fonction depuis",
    for_all=True,
)
_UNTIL = Field(
    code="until",
    label=_("Until before"),
    heads="until|to|end|hasta|jusqu a|jusqu au|fin|au|graduation|left|withdrawal|valid to|"
    "date de fin|fecha de fin|retrait|retiro",
)
_SOURCE = Field(code="source", label=_("Source"), heads="decision|resolution|fuente", for_all=True)

ENTITIES = Kind(
    code="entities",
    name=_("Entities"),
    about=_("States and organisations with their names, codes and facts"),
    fields=(
        Field(code="slug", label=_("Address of its page"), heads="slug"),
        Field(
            code="kind",
            label=_("Kind"),
            heads="type|kind of entity|type d entite|tipo|categorie|category|categoria|genre",
            for_all=True,
            by_default="state",
        ),
        Field(
            code="name",
            label=_("Name"),
            heads="country|pays|pais|state|etat|estado|member|membre|miembro|entity|entite|entidad|"
            "nom|nombre|organisation|organization|organizacion|country name|nom du pays|"
            "cldr en|cldr display name|short name|denomination|denominacion|member state|"
            "etat membre|estado miembro",
        ),
        _IN_LANGUAGE,
        *_worded("name", _NAMES, "name|nom|nombre|short name|country|pays|pais|unterm short"),
        *_worded(
            "formal",
            _FORMAL,
            "formal|formal name|nom officiel|official name|nombre oficial|"
            "nom complet|unterm formal",
        ),
        Field(code="local_name", label=_("Name in its own script"), heads="local name|local"),
        Field(
            code="iso2",
            label=_("Code of two letters (ISO 3166-1)"),
            heads="iso2|iso 2|alpha 2|iso alpha 2|iso 3166 1 alpha 2|iso3166 1 alpha 2|code iso2|"
            "code iso 2|iso2 code|code alpha 2|codigo iso2|codigo iso 2|codigo alfa 2|alfa 2",
        ),
        Field(
            code="iso3",
            label=_("Code of three letters (ISO 3166-1)"),
            heads="iso3|iso 3|alpha 3|iso alpha 3|iso 3166 1 alpha 3|iso3166 1 alpha 3|code|iso|"
            "iso code|code iso|codigo iso|country code|code pays|codigo pais|codigo|code iso3|"
            "code iso 3|iso3 code|code alpha 3|codigo iso3|codigo iso 3|codigo alfa 3|alfa 3|"
            "codigo de pais|code du pays|trigramme",
        ),
        Field(
            code="m49",
            label=_("Number (M49)"),
            heads="m49|m 49|un m49|iso3166 1 numeric|code m49|m49 code|codigo m49|numeric code|"
            "code numerique|codigo numerico",
        ),
        Field(code="capital", label=_("Capital"), heads="capitale|capital city"),
        Field(
            code="time_zone",
            label=_("Time zone"),
            heads="timezone|tz|cap tz|fuseau|fuseau horaire|zona horaria|huso horario",
        ),
        Field(
            code="language",
            label=_("Language of correspondence"),
            heads="language|langue|idioma|correspondence",
            for_all=True,
            lasts=True,
        ),
        Field(
            code="phone",
            label=_("Telephone"),
            heads="phone|tel|telephone number|telefono|numero de telephone|phone number",
        ),
        Field(
            code="address",
            label=_("Postal address of the mission"),
            heads="address|adresse|direccion|adresse postale|postal address|direccion postal",
        ),
        Field(
            code="protocol_rank",
            label=_("Place in the order of protocol"),
            heads="protocol|protocole|protocolo|rank|rang|rango|precedence",
        ),
    ),
    needs=(("name", "name_en", "name_fr", "name_es", "iso3", "iso2", "m49", "slug"), ("kind",)),
)
PEOPLE = Kind(
    code="people",
    name=_("People and focal points"),
    about=_("who acts for an Entity, in which function and by which mailbox"),
    fields=(
        CODE,
        _ENTITY,
        Field(
            code="name",
            label=_("Name of the person"),
            heads="full name|nom complet|nom et prenom|nom prenom|nom prenoms|prenom et nom|"
            "prenom nom|nombre completo|nombre y apellidos|nombre y apellido|apellidos y nombre|"
            "person|participant|personne|persona|delegate|delegue|delegado|focal point|"
            "point focal|punto focal|contact|contacto|representative|representant|representante|"
            "noms|nom des participants|nom du delegue|surname and name",
        ),
        Field(
            code="family_name",
            label=_("Family name"),
            heads="surname|last name|nom|nom de famille|nom s|apellido|apellidos|lastname",
        ),
        Field(
            code="given_name",
            label=_("Given name"),
            heads="first name|forename|prenom|prenoms|prenom s|nombre|nombres|given names",
        ),
        Field(
            code="function",
            label=_("Function"),
            heads="fonction|funcion|title|titre|titulo|position|poste|cargo|job title|qualite",
            for_all=True,
        ),
        Field(
            code="email",
            label=_("Mail address"),
            heads="email|e mail|mail|courriel|courrier electronique|adresse electronique|"
            "adresse e mail|adresse email|adresse mail|adresse de courriel|correo|"
            "correo electronico|mailbox|boite aux lettres|email address|adresse courriel",
        ),
        Field(
            code="role",
            label=_("Acts as"),
            heads="role|rol",
            for_all=True,
            by_default="focal_point",
        ),
        Field(
            code="language",
            label=_("Language"),
            heads="langue|idioma|language of correspondence|langue de correspondance",
            for_all=True,
            lasts=True,
        ),
        _SINCE,
    ),
    needs=(("entity", "code"), ("name", "family_name", "given_name")),
)
STATUSES = Kind(
    code="statuses",
    name=_("Statuses with dates"),
    about=_("which Entity is Member, observer or partner, from when to when"),
    fields=(
        CODE,
        _ENTITY,
        Field(
            code="status",
            label=_("Status"),
            heads="statut|estatuto|estado|membership|membership status|calidad|qualite",
            for_all=True,
            by_default="member",
        ),
        _SINCE,
        _UNTIL,
        _SOURCE,
    ),
    needs=(("entity", "code"), ("status",)),
)
GROUPS = Kind(
    code="groups",
    name=_("Groups with dates"),
    about=_("which Entity belongs to which group, from when to when"),
    fields=(
        CODE,
        _ENTITY,
        Field(
            code="group",
            label=_("Group"),
            heads="groupe|grupo|region|groups|regional group|groupe regional|grupo regional|"
            "un regional group|category|categorie",
            for_all=True,
        ),
        Field(
            code="group_kind",
            label=_("Kind of a group that is new"),
            heads="kind of group",
            for_all=True,
            by_default="other",
        ),
        _SINCE,
        _UNTIL,
        _SOURCE,
    ),
    needs=(("entity", "code"), ("group",)),
)
PROPOSALS = Kind(
    code="proposals",
    name=_("Proposals"),
    about=_("themes and topics with who proposes them"),
    fields=(
        Field(code="year", label=_("Year"), heads="annee|ano|programme|programa", for_all=True),
        Field(code="kind", label=_("Kind"), heads="type|tipo", for_all=True, by_default="topic"),
        Field(
            code="title",
            label=_("Title"),
            heads="titre|titulo|proposal|proposition|propuesta|topic|theme|sujet|tema|name|nom",
        ),
        _IN_LANGUAGE,
        *_worded("title", _TITLES, "title|titre|titulo|proposal|proposition|propuesta"),
        Field(code="body", label=_("Text"), heads="texte|texto|description|descripcion|body"),
        *_worded("body", _TEXTS, "text|texte|texto|description|descripcion|body"),
        Field(
            code="proposer",
            label=_("Proposed by"),
            heads="proposer|proposant|auteur|author|proponente|autor|propose par|entity|entite|"
            "country|pays|pais|propuesto por|state|etat|estado",
        ),
    ),
    needs=(("title", "title_en", "title_fr", "title_es"), ("year",), ("kind",)),
)
PREFERENCES = Kind(
    code="preferences",
    name=_("Preferences received on paper"),
    about=_("answers of Members to one question, by telephone, e-mail or note verbale"),
    fields=(
        CODE,
        _ENTITY,
        Field(
            code="named",
            label=_("Options named"),
            heads="options|option|preferences|preference|choice|choices|choix|opcion|opciones|"
            "preferencia|preferencias|answer|reponse|respuesta|named|approved|designes",
        ),
        Field(
            code="none",
            label=_("No preference"),
            heads="none|aucune|ninguna|aucune preference|ninguna preferencia|abstention",
        ),
        Field(
            code="channel",
            label=_("Channel"),
            heads="canal|voie|via",
            for_all=True,
            by_default="note_verbale",
        ),
        Field(
            code="received_at",
            label=_("Received"),
            heads="received on|received at|date|recu|recue|recu le|recue le|recibido|recibida|"
            "date de reception|fecha de recepcion|fecha",
            for_all=True,
        ),
        Field(
            code="said_by",
            label=_("Who said so"),
            heads="said by|by|par|por|signed by|signe par|firmado por|signataire|firmante",
        ),
    ),
    needs=(("entity", "code"),),
)
_ALL = (ENTITIES, PEOPLE, PARTICIPANTS, GROUPS, STATUSES, PROPOSALS, PREFERENCES)
KINDS = {kind.code: kind for kind in _ALL}
OPTION = "option:"  # before the code of an option that has a column of its own
