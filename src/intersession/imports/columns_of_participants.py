"""Participants of a meeting: the columns of other registration systems (Indico, pretix, Eventbrite
and their like) and of the sheet that goes out to them."""

from django.utils.translation import gettext_lazy as _

from intersession.imports.field import CODE, Field, Kind
from intersession.participation.exchange import HEADS


def _exchanged(code: str, heads: str) -> Field:
    """A column of the sheet that goes out to other systems."""
    return Field(code=code, label=HEADS[code], heads=heads)


PARTICIPANTS = Kind(
    code="participants",
    name=_("Participants of a meeting"),
    about=_("registrations as another registration system gives them"),
    fields=(
        Field(code="meeting", label=_("Meeting"), for_all=True, column=False),
        _exchanged("uid", "uid|registration uid"),
        _exchanged(
            "other_id",
            "id|registration id|registrant id|attendee|attendee id|attendee number|position id|"
            "participant id|ticket id|ticket code|reference|ref|numero|no d inscription|"
            "numero d inscription|numero de inscripcion",
        ),
        Field(
            code="order",
            label=_("Number of the order, before that of the person"),
            heads="order|order code|order id|order number|commande|pedido",
        ),
        Field(
            code="name",
            label=_("Name of the person"),
            heads="full name|attendee name|participant|participant name|nom complet|"
            "nom et prenom|nom prenom|prenom nom|nombre completo|nombre y apellidos|"
            "apellidos y nombre|registrant|delegate|delegue|delegado|person",
        ),
        _exchanged(
            "given_name",
            "given name|first name|forename|prenom|prenoms|nombre|nombres|given names|"
            "attendee name given name|attendee first name",
        ),
        _exchanged(
            "family_name",
            "family name|surname|last name|lastname|nom|nom de famille|apellido|apellidos|"
            "attendee name family name|attendee last name|attendee surname",
        ),
        _exchanged("badge_name", "badge|badge name|nom sur le badge|nombre en la credencial"),
        _exchanged(
            "title",
            "titre|titulo|salutation|civilite|tratamiento|honorific|prefix|attendee name title|"
            "attendee name salutation",
        ),
        _exchanged(
            "function",
            "position|job title|fonction|funcion|cargo|poste|puesto|job|occupation",
        ),
        CODE,
        _exchanged(
            "entity",
            "delegation|delegacion|member state|etat membre|estado miembro|member|membre|miembro|"
            "entite|entidad|represents|state represented|on behalf of",
        ),
        Field(
            code="country",
            label=_("Country of the person"),
            heads="country|pays|pais|country name|nom du pays",
        ),
        _exchanged(
            "affiliation",
            "affiliation|afiliacion|company|company name|entreprise|empresa|institution|"
            "institucion|organisation|organization|organizacion|organisme|organismo|employer|"
            "attendee company",
        ),
        _exchanged("stakeholder", "stakeholder|type of stakeholder|type d acteur|kind"),
        _exchanged("role", "delegation role|role"),
        _exchanged(
            "email",
            "email|e mail|mail|email address|e mail address|courriel|correo|correo electronico|"
            "adresse electronique|adresse e mail|attendee email|attendee e mail",
        ),
        _exchanged("phone", "phone|phone number|tel|telefono|cell phone|mobile|mobile phone"),
        Field(
            code="language",
            label=_("Language"),
            heads="langue|idioma|preferred language|language of correspondence",
            for_all=True,
            lasts=True,
        ),
        _exchanged("from_capital", "from capital|capital|capitale|travels from capital"),
        _exchanged("gender", "gender|sex|genre|sexe|sexo|genero"),
        _exchanged("modality", "modality|modalite|modalidad|participation mode"),
        _exchanged("support", "support|sponsored|support requested|prise en charge|apoyo"),
        _exchanged("named", "consent to publication|may be published|publication"),
        Field(
            code="state",
            label=HEADS["state"],
            heads="registration state|status|attendee status|registration status|statut|"
            "etat de l inscription|estado de la inscripcion",
            for_all=True,
            by_default="submitted",
        ),
    ),
    needs=(("meeting",), ("name", "family_name", "given_name", "badge_name")),
)
