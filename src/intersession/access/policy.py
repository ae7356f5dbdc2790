"""The whole table of permissions: what may be done x by which role x on which object."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    ADMINISTRATION = "administration"
    CHAIR = "chair"
    HEAD_OF_MISSION = "head_of_mission"
    FOCAL_POINT = "focal_point"
    OBSERVER = "observer"
    DONOR = "donor"
    AUDITOR = "auditor"
    PUBLIC = "public"


ROLE_NAMES = {
    Role.ADMINISTRATION: _("Administration"),
    Role.CHAIR: _("Chair"),
    Role.HEAD_OF_MISSION: _("Head of mission"),
    Role.FOCAL_POINT: _("Focal point"),
    Role.OBSERVER: _("Observer"),
    Role.DONOR: _("Donor"),
    Role.AUDITOR: _("Auditor"),
    Role.PUBLIC: _("Public"),
}


class Scope(StrEnum):
    """On which objects a role may do it."""

    ANY = "any"
    OWN = "own"  # of one's own Entity


class May(StrEnum):
    READ_LEDGER = "ledger:read"
    READ_RUNS = "ledger:runs:read"
    MANAGE_DOCUMENTS = "documents:manage"
    READ_MEMBERS_DOCUMENTS = "documents:members:read"
    READ_RESTRICTED_DOCUMENTS = "documents:restricted:read"
    MANAGE_JOBS = "jobs:manage"
    READ_OUTBOX = "outbox:read"
    MANAGE_OUTBOX = "outbox:manage"
    WRITE_CAMPAIGN = "outbox:campaign:write"
    READ_CONTACTS = "membership:contacts:read"
    MANAGE_ENTITIES = "membership:manage"
    DECLARE_PROFILE = "membership:profile:declare"
    NAME_FOCAL_POINT = "membership:representation:give"
    MANAGE_PROGRAMME = "programme:manage"
    MANAGE_MEETINGS = "meetings:manage"
    MAKE_PROPOSAL = "consultations:proposal:make"
    CO_SPONSOR = "consultations:proposal:co-sponsor"
    COMMENT_PROPOSAL = "consultations:proposal:comment"
    MANAGE_PROPOSALS = "consultations:proposal:manage"
    MANAGE_QUESTIONS = "consultations:question:manage"
    SET_VISIBILITY = "consultations:question:visibility"
    CLOSE_QUESTION = "consultations:question:close"
    PREFER = "consultations:preference:express"
    PREFER_ON_BEHALF = "consultations:preference:on-behalf"
    SETTLE_PREFERENCE = "consultations:preference:settle"
    SEE_WAITING = "consultations:preference:waiting"
    ACCEPT_LATE = "consultations:preference:accept-late"
    SEE_MISSING = "consultations:preference:missing"
    READ_POSITIONS = "consultations:preference:read"
    READ_OWN_PREFERENCE = "consultations:preference:read-own"
    READ_BRIEF = "consultations:brief:read"
    EXPORT_QUESTION = "consultations:question:export"
    CONCLUDE = "consultations:conclusion:record"
    OBJECT = "consultations:silence:object"
    SEE_OBJECTIONS = "consultations:silence:read"
    SUGGEST = "consultations:suggestion:make"
    SUPPORT_SUGGESTION = "consultations:suggestion:support"
    ANSWER_SUGGESTION = "consultations:suggestion:answer"
    COMPOSE_DISCUSSION = "consultations:discussion:compose"
    WRITE_NOTES = "consultations:circular:write"
    MANAGE_PARTICIPATION = "participation:manage"
    NOMINATE = "participation:nominate"
    SEE_ROOM = "participation:room:read"
    OVERRULE_ROOM = "participation:room:overrule"
    READ_PERSONAL_PAPERS = "participation:papers:read"
    HOLD_DRAW = "participation:draw:hold"
    SEE_CHANCES = "participation:draw:chances"
    OPEN_CHANCES = "participation:draw:open-chances"
    SEE_SUPPORT = "participation:support:read"
    MANAGE_SUPPORT = "participation:support:manage"
    CHECK_IN = "participation:attendance:record"
    READ_PARTICIPANTS = "participation:list:read"
    CORRECT_PARTICIPANTS = "participation:list:correct"
    IMPORT_LISTS = "imports:manage"
    MANAGE_TOKENS = "api:tokens:manage"
    SET_OWN = "access:own:set"
    MOVE_CLOCK = "desk:clock:move"


MAY_NAMES = {
    May.READ_LEDGER: _("Read the entries of the ledger"),
    May.READ_RUNS: _("Read the runs of the methods"),
    May.MANAGE_DOCUMENTS: _("Add documents and state their language versions"),
    May.READ_MEMBERS_DOCUMENTS: _("Read documents distributed to the membership"),
    May.READ_RESTRICTED_DOCUMENTS: _("Read documents of restricted distribution"),
    May.MANAGE_JOBS: _("See and cancel the jobs of others"),
    May.READ_OUTBOX: _("Read the outbox"),
    May.MANAGE_OUTBOX: _("Edit, hold and release mail"),
    May.WRITE_CAMPAIGN: _("Write to many: circulate, invite, remind"),
    May.READ_CONTACTS: _("Read telephone numbers and mail addresses of a mission"),
    May.MANAGE_ENTITIES: _("Add and change Entities, their status and groups"),
    May.DECLARE_PROFILE: _("Declare origin, transit or destination on a topic"),
    May.NAME_FOCAL_POINT: _("Name the focal points of an Entity"),
    May.MANAGE_PROGRAMME: _("Manage the programme of a year"),
    May.MANAGE_MEETINGS: _("Manage meetings"),
    May.MAKE_PROPOSAL: _("Propose a theme or a topic"),
    May.CO_SPONSOR: _("Co-sponsor a proposal"),
    May.COMMENT_PROPOSAL: _("Comment on a proposal"),
    May.MANAGE_PROPOSALS: _("Amend, merge, carry over and circulate proposals"),
    May.MANAGE_QUESTIONS: _("Draft and open a question"),
    May.SET_VISIBILITY: _("Decide before opening who sees positions"),
    May.CLOSE_QUESTION: _("Close a question"),
    May.PREFER: _("Express the preference of an Entity"),
    May.PREFER_ON_BEHALF: _("Key in a preference received by another channel"),
    May.SETTLE_PREFERENCE: _("Settle which preference of an Entity stands"),
    May.SEE_WAITING: _("See preferences that are held or were received late"),
    May.ACCEPT_LATE: _("Accept preferences received late"),
    May.SEE_MISSING: _("See who has not answered yet"),
    May.READ_POSITIONS: _("Read the positions of all Members"),
    May.READ_OWN_PREFERENCE: _("Read the versions and receipts of an Entity"),
    May.READ_BRIEF: _("Read the Chair’s brief"),
    May.EXPORT_QUESTION: _("Export the recount file before it is published"),
    May.CONCLUDE: _("Record the Chair’s conclusion"),
    May.OBJECT: _("Object within a silence procedure"),
    May.SEE_OBJECTIONS: _("See who objected"),
    May.SUGGEST: _("Answer an open question"),
    May.SUPPORT_SUGGESTION: _("Support a suggestion"),
    May.ANSWER_SUGGESTION: _("Answer a suggestion for the Administration"),
    May.COMPOSE_DISCUSSION: _("Compose the discussion note of a meeting"),
    May.WRITE_NOTES: _("Write and issue notes verbales"),
    May.MANAGE_PARTICIPATION: _("Invite, check and approve those who come to a meeting"),
    May.NOMINATE: _("Put forward the people of an Entity"),
    May.SEE_ROOM: _("See who is to have a seat, and why"),
    May.OVERRULE_ROOM: _("Decide otherwise on a seat, with a reason"),
    May.READ_PERSONAL_PAPERS: _("See the photo and the passport page of a person"),
    May.HOLD_DRAW: _("Hold the draw of a room"),
    May.SEE_CHANCES: _("See the chance that each person had in a draw"),
    May.OPEN_CHANCES: _("Decide that the membership may read the chances of a draw"),
    May.SEE_SUPPORT: _("See requests for support and what they cost"),
    May.MANAGE_SUPPORT: _("Decide on requests for support, and follow the journeys"),
    May.CHECK_IN: _("Print badges and record who comes"),
    May.READ_PARTICIPANTS: _("Read the whole list of participants"),
    May.CORRECT_PARTICIPANTS: _("Ask for corrections in the list of participants"),
    May.IMPORT_LISTS: _("Take in lists from spreadsheets and undo it"),
    May.MANAGE_TOKENS: _("See and revoke the tokens of others"),
    May.SET_OWN: _("Set how one’s own mail comes, and one’s own calendar"),
    May.MOVE_CLOCK: _("Move the clock of the example"),
}

_OFFICE = {Role.ADMINISTRATION: Scope.ANY}
_OFFICE_AND_CHAIR = {Role.ADMINISTRATION: Scope.ANY, Role.CHAIR: Scope.ANY}
_MISSION = {Role.HEAD_OF_MISSION: Scope.OWN, Role.FOCAL_POINT: Scope.OWN}

TABLE: dict[May, dict[Role, Scope]] = {
    May.READ_LEDGER: {**_OFFICE_AND_CHAIR, Role.AUDITOR: Scope.ANY},
    May.READ_RUNS: _OFFICE_AND_CHAIR,
    May.MANAGE_DOCUMENTS: _OFFICE,
    May.READ_MEMBERS_DOCUMENTS: {
        **_OFFICE_AND_CHAIR,
        Role.HEAD_OF_MISSION: Scope.ANY,
        Role.FOCAL_POINT: Scope.ANY,
        Role.AUDITOR: Scope.ANY,
    },
    May.READ_RESTRICTED_DOCUMENTS: _OFFICE_AND_CHAIR,
    May.MANAGE_JOBS: _OFFICE,
    May.READ_OUTBOX: _OFFICE,
    May.MANAGE_OUTBOX: _OFFICE,
    May.WRITE_CAMPAIGN: _OFFICE,
    May.READ_CONTACTS: {**_OFFICE, **_MISSION},
    May.MANAGE_ENTITIES: _OFFICE,
    May.DECLARE_PROFILE: {**_OFFICE, **_MISSION},
    May.NAME_FOCAL_POINT: {**_OFFICE, Role.HEAD_OF_MISSION: Scope.OWN},
    May.MANAGE_PROGRAMME: _OFFICE,
    May.MANAGE_MEETINGS: _OFFICE,
    May.MAKE_PROPOSAL: {**_OFFICE, **_MISSION},
    May.CO_SPONSOR: _MISSION,
    May.COMMENT_PROPOSAL: {**_OFFICE_AND_CHAIR, **_MISSION, Role.OBSERVER: Scope.OWN},
    May.MANAGE_PROPOSALS: _OFFICE,
    May.MANAGE_QUESTIONS: _OFFICE_AND_CHAIR,
    May.SET_VISIBILITY: {Role.CHAIR: Scope.ANY},
    May.CLOSE_QUESTION: _OFFICE_AND_CHAIR,
    May.PREFER: {**_MISSION, Role.OBSERVER: Scope.OWN},
    May.PREFER_ON_BEHALF: _OFFICE,
    May.SETTLE_PREFERENCE: {**_OFFICE, Role.HEAD_OF_MISSION: Scope.OWN},
    May.SEE_WAITING: {**_OFFICE_AND_CHAIR, Role.HEAD_OF_MISSION: Scope.OWN},
    May.ACCEPT_LATE: {Role.CHAIR: Scope.ANY},
    May.SEE_MISSING: _OFFICE_AND_CHAIR,
    May.READ_POSITIONS: _OFFICE_AND_CHAIR,
    May.READ_OWN_PREFERENCE: {**_MISSION, Role.OBSERVER: Scope.OWN},
    May.READ_BRIEF: _OFFICE_AND_CHAIR,
    May.EXPORT_QUESTION: _OFFICE_AND_CHAIR,
    May.CONCLUDE: _OFFICE_AND_CHAIR,
    May.OBJECT: _MISSION,
    May.SEE_OBJECTIONS: _OFFICE_AND_CHAIR,
    May.SUGGEST: {**_OFFICE, **_MISSION, Role.OBSERVER: Scope.OWN},
    May.SUPPORT_SUGGESTION: _MISSION,
    May.ANSWER_SUGGESTION: _OFFICE,
    May.COMPOSE_DISCUSSION: _OFFICE,
    May.WRITE_NOTES: _OFFICE,
    May.MANAGE_PARTICIPATION: _OFFICE,
    May.NOMINATE: {**_OFFICE, **_MISSION, Role.OBSERVER: Scope.OWN},
    May.SEE_ROOM: _OFFICE_AND_CHAIR,
    May.OVERRULE_ROOM: _OFFICE_AND_CHAIR,
    May.READ_PERSONAL_PAPERS: _OFFICE,
    May.HOLD_DRAW: _OFFICE,
    May.SEE_CHANCES: _OFFICE,
    May.OPEN_CHANCES: {Role.CHAIR: Scope.ANY},
    May.SEE_SUPPORT: _OFFICE_AND_CHAIR,
    May.MANAGE_SUPPORT: _OFFICE,
    May.CHECK_IN: _OFFICE,
    May.READ_PARTICIPANTS: {
        **_OFFICE_AND_CHAIR,
        Role.HEAD_OF_MISSION: Scope.ANY,
        Role.FOCAL_POINT: Scope.ANY,
        Role.OBSERVER: Scope.ANY,
    },
    May.CORRECT_PARTICIPANTS: {**_OFFICE, **_MISSION, Role.OBSERVER: Scope.OWN},
    May.IMPORT_LISTS: _OFFICE,
    May.MANAGE_TOKENS: _OFFICE,
    # On the pages whoever signs in does so; a token only when it was given this.
    May.SET_OWN: {role: Scope.ANY for role in Role if role is not Role.PUBLIC},
    May.MOVE_CLOCK: _OFFICE,
}


def scope_of(roles: frozenset[Role], may: May) -> Scope | None:
    """The widest scope in which any of the roles may do it."""
    scopes = {TABLE[may].get(role) for role in roles}
    return Scope.ANY if Scope.ANY in scopes else Scope.OWN if Scope.OWN in scopes else None
