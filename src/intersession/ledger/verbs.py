"""Every verb the ledger knows, and the sentence that tells it."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    CHAINS_SEALED = "ledger:chains:sealed"
    PERSON_NAMED = "access:person:named"
    PERSON_CHANGED = "access:person:changed"
    PERSON_DROPPED = "access:person:dropped"
    SIGNED_IN = "access:account:signed-in"
    FACTOR_ADDED = "access:factor:added"
    FACTOR_REMOVED = "access:factor:removed"
    ROLE_GIVEN = "access:role:given"
    ROLE_ENDED = "access:role:ended"
    JOB_STARTED = "jobs:job:started"
    JOB_CANCELLED = "jobs:job:cancelled"
    JOB_ENDED = "jobs:job:ended"
    DOCUMENT_ADDED = "documents:document:added"
    DOCUMENT_CHANGED = "documents:document:changed"
    DISTRIBUTION_CHANGED = "documents:distribution:changed"
    VERSION_STATED = "documents:version:stated"
    SERIES_ADDED = "documents:series:added"
    SERIES_CHANGED = "documents:series:changed"
    FILE_STORED = "documents:file:stored"
    MAIL_QUEUED = "outbox:mail:queued"
    MAIL_ANNOUNCED = "outbox:mail:announced"
    MAIL_HELD = "outbox:mail:held"
    MAIL_RELEASED = "outbox:mail:released"
    MAIL_EDITED = "outbox:mail:edited"
    MAIL_SENT = "outbox:mail:sent"
    MAIL_FAILED = "outbox:mail:failed"
    MAIL_SCHEDULED = "outbox:mail:scheduled"
    MAIL_NOT_NEEDED = "outbox:mail:not-needed"
    MAIL_CHOSEN = "outbox:mail:chosen"
    MAILS_HELD = "outbox:mails:held"
    MAILS_RELEASED = "outbox:mails:released"
    CAMPAIGN_WRITTEN = "outbox:campaign:written"
    CAMPAIGN_CHANGED = "outbox:campaign:changed"
    CAMPAIGN_QUEUED = "outbox:campaign:queued"
    CAMPAIGN_WITHDRAWN = "outbox:campaign:withdrawn"
    STATES_LOADED = "membership:states:loaded"
    ENTITIES_LOADED = "membership:entities:loaded"
    ENTITY_ADDED = "membership:entity:added"
    ENTITY_CHANGED = "membership:entity:changed"
    ENTITY_REMOVED = "membership:entity:removed"
    STATUS_GIVEN = "membership:status:given"
    STATUS_ENDED = "membership:status:ended"
    STATUS_TAKEN_BACK = "membership:status:taken-back"
    GROUP_ADDED = "membership:group:added"
    GROUP_REMOVED = "membership:group:removed"
    GROUP_JOINED = "membership:group:joined"
    GROUP_LEFT = "membership:group:left"
    GROUP_TAKEN_BACK = "membership:group:taken-back"
    PROFILE_DECLARED = "membership:profile:declared"
    REPRESENTATION_GIVEN = "membership:representation:given"
    REPRESENTATION_ENDED = "membership:representation:ended"
    REPRESENTATION_TAKEN_BACK = "membership:representation:taken-back"
    PROGRAMME_STARTED = "programme:programme:started"
    PROGRAMME_CHANGED = "programme:programme:changed"
    PROGRAMME_STATED = "programme:programme:stated"
    THEME_SET = "programme:theme:set"
    TOPICS_SET = "programme:topics:set"
    MILESTONE_SET = "programme:milestone:set"
    MEETING_ADDED = "meetings:meeting:added"
    MEETING_CHANGED = "meetings:meeting:changed"
    MEETING_STATED = "meetings:meeting:stated"
    MEETING_CANCELLED = "meetings:meeting:cancelled"
    MEETING_RESTORED = "meetings:meeting:restored"
    ITEM_ADDED = "meetings:item:added"
    ITEM_CHANGED = "meetings:item:changed"
    ITEM_REMOVED = "meetings:item:removed"
    ITEM_MOVED = "meetings:item:moved"
    ITEM_CANCELLED = "meetings:item:cancelled"
    ITEM_RESTORED = "meetings:item:restored"
    AGENDA_COPIED = "meetings:agenda:copied"
    AGENDA_PUBLISHED = "meetings:agenda:published"
    ROOM_ADDED = "meetings:room:added"
    ROOM_RULES_SET = "participation:room:rules-set"
    TARGET_ADDED = "participation:target:added"
    TARGET_CHANGED = "participation:target:changed"
    TARGET_REMOVED = "participation:target:removed"
    TARGET_MOVED = "participation:target:moved"
    MUST_HAVE_SAID = "participation:must-have:said"
    MUST_HAVE_TAKEN_BACK = "participation:must-have:taken-back"
    LIST_PROPOSED = "participation:list:proposed"
    SEATS_OFFERED = "participation:seats:offered"
    SEAT_ANSWERED = "participation:seat:answered"
    SEAT_REPLACED = "participation:seat:replaced"
    SEAT_PUT_IN = "participation:seat:put-in"
    SEAT_TAKEN_OUT = "participation:seat:taken-out"
    ROOM_CHANGED = "meetings:room:changed"
    ROOM_ENDED = "meetings:room:ended"
    ROOM_OFFERED = "meetings:room:offered"
    ROOM_REMOVED = "meetings:room:removed"
    TEAM_ADDED = "meetings:team:added"
    TEAM_CHANGED = "meetings:team:changed"
    TEAM_REMOVED = "meetings:team:removed"
    TEAM_ASSIGNED = "meetings:team:assigned"
    INTERPRETATION_SET = "meetings:interpretation:set"
    MEETING_FOLLOWED = "meetings:meeting:followed"
    MEETING_UNFOLLOWED = "meetings:meeting:unfollowed"
    REMOTE_GIVEN = "meetings:remote:given"
    REMOTE_CHANGED = "meetings:remote:changed"
    REMOTE_REMOVED = "meetings:remote:removed"
    REMOTE_TOLD = "meetings:remote:told"
    REMOTE_FORGOTTEN = "meetings:remote:forgotten"
    HISTORY_LOADED = "meetings:history:loaded"
    SPEAKER_ADDED = "meetings:speaker:added"
    SPEAKER_CHANGED = "meetings:speaker:changed"
    SPEAKER_WROTE = "meetings:speaker:wrote"
    SPEAKER_LINKED = "meetings:speaker:linked"
    SPEAKERS_INVITED = "meetings:speaker:invited"
    SPEAKERS_REMINDED = "meetings:speaker:reminded"
    PART_ADDED = "meetings:part:added"
    PART_CHANGED = "meetings:part:changed"
    PART_REMOVED = "meetings:part:removed"
    PART_ANSWERED = "meetings:part:answered"
    PART_REPLACED = "meetings:part:replaced"
    PART_WORDED = "meetings:part:worded"
    PART_FILED = "meetings:part:filed"
    PART_FILE_SHOWN = "meetings:part:file_shown"
    PART_FILE_WITHDRAWN = "meetings:part:file_withdrawn"
    PART_FILE_HELD = "meetings:part:file_held"
    PART_FILE_RELEASED = "meetings:part:file_released"
    SCHEDULE_RECEIVED = "meetings:schedule:received"
    SCHEDULE_TAKEN = "meetings:schedule:taken-in"
    SCHEDULES_FORGOTTEN = "meetings:schedule:forgotten"
    PROPOSAL_MADE = "consultations:proposal:made"
    PROPOSAL_TAKEN_BACK = "consultations:proposal:taken-back"
    PROPOSAL_AMENDED = "consultations:proposal:amended"
    PROPOSALS_MERGED = "consultations:proposal:merged"
    PROPOSAL_CARRIED = "consultations:proposal:carried-over"
    PROPOSAL_COSPONSORED = "consultations:proposal:co-sponsored"
    PROPOSAL_COMMENTED = "consultations:proposal:commented"
    QUESTION_DRAFTED = "consultations:question:drafted"
    QUESTION_CHANGED = "consultations:question:changed"
    QUESTION_OPENED = "consultations:question:opened"
    OPTION_JOINED = "consultations:option:joined"
    OPTION_WITHDRAWN = "consultations:option:withdrawn"
    PREFERENCE_EXPRESSED = "consultations:preference:expressed"
    PREFERENCE_HELD = "consultations:preference:held"
    PREFERENCE_SETTLED = "consultations:preference:settled"
    PREFERENCE_LATE = "consultations:preference:received-late"
    PREFERENCE_TAKEN_BACK = "consultations:preference:taken-back"
    PREFERENCE_RESTORED = "consultations:preference:restored"
    LATE_ACCEPTED = "consultations:preference:late-accepted"
    QUESTION_CLOSED = "consultations:question:closed"
    CONCLUSION_RECORDED = "consultations:conclusion:recorded"
    SILENCE_STARTED = "consultations:silence:started"
    OBJECTION_MADE = "consultations:silence:objected"
    SILENCE_ENDED = "consultations:silence:ended"
    SUGGESTION_MADE = "consultations:suggestion:made"
    SUGGESTION_SUPPORTED = "consultations:suggestion:supported"
    SUGGESTION_ANSWERED = "consultations:suggestion:answered"
    DISCUSSION_COMPOSED = "consultations:discussion:composed"
    CIRCULAR_DRAFTED = "consultations:circular:drafted"
    CIRCULAR_ISSUED = "consultations:circular:issued"
    CALL_OPENED = "participation:call:opened"
    CALL_CHANGED = "participation:call:changed"
    INVITATIONS_ADDED = "participation:invitation:added"
    INVITATIONS_SENT = "participation:invitation:sent"
    INVITATIONS_REMINDED = "participation:invitation:reminded"
    INVITATION_ANSWERED = "participation:invitation:answered"
    INVITATION_PASSED_ON = "participation:invitation:passed-on"
    INVITATION_RENEWED = "participation:invitation:renewed"
    INVITATION_WITHDRAWN = "participation:invitation:withdrawn"
    DELEGATION_BEGUN = "participation:delegation:begun"
    DELEGATION_WORDED = "participation:delegation:worded"
    DELEGATION_SENT = "participation:delegation:sent"
    DELEGATION_ALLOWED = "participation:delegation:allowed"
    DELEGATION_SEEN = "participation:delegation:seen"
    DRAFT_OPENED = "participation:delegation:draft-opened"
    NOMINEE_ADDED = "participation:nominee:added"
    NOMINEE_CHANGED = "participation:nominee:changed"
    NOMINEE_MOVED = "participation:nominee:moved"
    NOMINEE_REMOVED = "participation:nominee:removed"
    CREDENTIAL_FILED = "participation:credential:filed"
    CREDENTIAL_CHECKED = "participation:credential:checked"
    RIGHTS_HANDED_OVER = "participation:focal-point:handed-over"
    REGISTRATION_STARTED = "participation:registration:started"
    REGISTRATION_WRITTEN = "participation:registration:written"
    REGISTRATION_DECIDED = "participation:registration:decided"
    REGISTRATION_FIELD_SETTLED = "participation:registration:field-settled"
    REGISTRATION_LEAVE = "participation:registration:leave"
    REGISTRATION_LINKED = "participation:registration:linked"
    REGISTRATION_TAKEN = "participation:registration:taken"
    PERSON_RECOGNISED = "participation:registration:recognised"
    PERSON_PARTED = "participation:registration:parted"
    PAPER_ADDED = "participation:paper:added"
    PAPER_SEEN = "participation:paper:seen"
    PAPER_DELETED = "participation:paper:deleted"
    DELETION_ASKED = "participation:deletion:asked"
    DELETION_ANSWERED = "participation:deletion:answered"
    REGISTRATIONS_FORGOTTEN = "participation:registrations:forgotten"
    REGISTRATION_ASKED = "participation:registration-question:added"
    REGISTRATION_QUESTION_CHANGED = "participation:registration-question:changed"
    REGISTRATION_QUESTION_MOVED = "participation:registration-question:moved"
    REGISTRATION_QUESTION_ENDED = "participation:registration-question:ended"
    LIST_RECEIVED = "imports:list:received"
    LIST_ARRANGED = "imports:list:arranged"
    LIST_TAKEN_IN = "imports:list:taken-in"
    LIST_TAKEN_BACK = "imports:list:taken-back"
    LISTS_FORGOTTEN = "imports:list:forgotten"
    CALENDAR_OPENED = "desk:calendar:opened"
    CALENDAR_CLOSED = "desk:calendar:closed"
    TOKEN_MADE = "api:token:made"
    TOKEN_REVOKED = "api:token:revoked"
    CLOCK_MOVED = "desk:clock:moved"
    EXAMPLE_LOADED = "desk:example:loaded"


# From such an entry on everybody may know that the chain is there; a draft's chain is not told of.
PUBLISHES = frozenset({Verb.QUESTION_OPENED})

SENTENCES = {
    Verb.CHAINS_SEALED: _("wrote the heads of the other chains into the main chain"),
    Verb.PERSON_CHANGED: _("changed the function of a person"),
    Verb.PERSON_DROPPED: _("took back that a person acts through an account"),
    Verb.PERSON_NAMED: _("said who acts through a shared mailbox"),
    Verb.SIGNED_IN: _("signed in"),
    Verb.FACTOR_ADDED: _("added a passkey or an authenticator"),
    Verb.FACTOR_REMOVED: _("removed a passkey or an authenticator"),
    Verb.ROLE_GIVEN: _("gave a role"),
    Verb.ROLE_ENDED: _("ended a role"),
    Verb.JOB_STARTED: _("started a job"),
    Verb.JOB_CANCELLED: _("cancelled a job"),
    Verb.JOB_ENDED: _("ended a job"),
    Verb.DOCUMENT_ADDED: _("added a document"),
    Verb.DOCUMENT_CHANGED: _("corrected the title, kind or date of a document"),
    Verb.DISTRIBUTION_CHANGED: _("changed the distribution of a document"),
    Verb.VERSION_STATED: _("changed the state of a language version"),
    Verb.SERIES_ADDED: _("added a series of symbols"),
    Verb.SERIES_CHANGED: _("changed a series of symbols"),
    Verb.FILE_STORED: _("stored a file"),
    Verb.MAIL_QUEUED: _("wrote a mail into the outbox"),
    Verb.MAIL_ANNOUNCED: _("wrote mails to several people into the outbox"),
    Verb.MAIL_HELD: _("held a mail"),
    Verb.MAIL_RELEASED: _("released a mail"),
    Verb.MAIL_EDITED: _("edited a mail"),
    Verb.MAIL_SENT: _("sent a mail"),
    Verb.MAIL_FAILED: _("could not send a mail"),
    Verb.MAIL_SCHEDULED: _("set the hour at which a mail leaves"),
    Verb.MAIL_NOT_NEEDED: _("found a mail not needed any more"),
    Verb.MAIL_CHOSEN: _("chose which notices come by mail"),
    Verb.MAILS_HELD: _("held several mails"),
    Verb.MAILS_RELEASED: _("released several mails"),
    Verb.CAMPAIGN_WRITTEN: _("drafted a mail to many"),
    Verb.CAMPAIGN_CHANGED: _("changed a mail to many"),
    Verb.CAMPAIGN_QUEUED: _("queued a mail to many"),
    Verb.CAMPAIGN_WITHDRAWN: _("withdrew a mail to many"),
    Verb.STATES_LOADED: _("loaded the table of States"),
    Verb.ENTITIES_LOADED: _("loaded a list of Entities"),
    Verb.ENTITY_ADDED: _("added an Entity"),
    Verb.ENTITY_CHANGED: _("changed an Entity"),
    Verb.ENTITY_REMOVED: _("removed an Entity on which nothing rested"),
    Verb.STATUS_TAKEN_BACK: _("took back a membership status"),
    Verb.GROUP_ADDED: _("added a group"),
    Verb.GROUP_REMOVED: _("removed a group that nobody belonged to"),
    Verb.GROUP_TAKEN_BACK: _("took back a group membership"),
    Verb.REPRESENTATION_TAKEN_BACK: _("took back who acts for an Entity"),
    Verb.STATUS_GIVEN: _("recorded a membership status"),
    Verb.STATUS_ENDED: _("changed the end of a membership status"),
    Verb.GROUP_JOINED: _("recorded a group membership"),
    Verb.GROUP_LEFT: _("changed the end of a group membership"),
    Verb.PROFILE_DECLARED: _("declared how an Entity describes itself"),
    Verb.REPRESENTATION_GIVEN: _("named who acts for an Entity"),
    Verb.REPRESENTATION_ENDED: _("ended who acts for an Entity"),
    Verb.PROGRAMME_STARTED: _("started a programme"),
    Verb.PROGRAMME_CHANGED: _("changed a programme"),
    Verb.PROGRAMME_STATED: _("changed the state of a programme"),
    Verb.THEME_SET: _("set the theme of the year"),
    Verb.TOPICS_SET: _("set the topics of the workshops"),
    Verb.MILESTONE_SET: _("set a date of the year line"),
    Verb.MEETING_ADDED: _("added a meeting"),
    Verb.MEETING_CHANGED: _("changed a meeting"),
    Verb.MEETING_STATED: _("changed the state of a meeting"),
    Verb.MEETING_CANCELLED: _("cancelled a meeting"),
    Verb.MEETING_RESTORED: _("restored a meeting that was cancelled"),
    Verb.ITEM_ADDED: _("added an agenda item"),
    Verb.ITEM_CHANGED: _("changed an agenda item"),
    Verb.ITEM_REMOVED: _("removed an agenda item"),
    Verb.ITEM_MOVED: _("moved an agenda item"),
    Verb.ITEM_CANCELLED: _("cancelled an agenda item"),
    Verb.ITEM_RESTORED: _("restored an agenda item that was cancelled"),
    Verb.AGENDA_COPIED: _("copied the agenda of another meeting"),
    Verb.AGENDA_PUBLISHED: _("published the agenda of a meeting"),
    Verb.ROOM_ADDED: _("added a room"),
    Verb.ROOM_RULES_SET: _("set the seats and the money of a meeting"),
    Verb.TARGET_ADDED: _("added a target of the room"),
    Verb.TARGET_CHANGED: _("changed a target of the room"),
    Verb.TARGET_REMOVED: _("removed a target of the room"),
    Verb.TARGET_MOVED: _("moved a target of the room in its order"),
    Verb.MUST_HAVE_SAID: _("said that somebody has a seat in any case"),
    Verb.MUST_HAVE_TAKEN_BACK: _("let somebody stand beside all others again"),
    Verb.LIST_PROPOSED: _("proposed a list for the room"),
    Verb.SEATS_OFFERED: _("offered the seats of a list"),
    Verb.SEAT_ANSWERED: _("recorded the answer to an offered seat"),
    Verb.SEAT_REPLACED: _("gave a declined seat to somebody else"),
    Verb.SEAT_PUT_IN: _("gave somebody a seat whom the list had left out"),
    Verb.SEAT_TAKEN_OUT: _("took somebody out of a proposed seat"),
    Verb.ROOM_CHANGED: _("changed a room"),
    Verb.ROOM_ENDED: _("ended a room: it is no longer offered"),
    Verb.ROOM_OFFERED: _("offered a room again"),
    Verb.ROOM_REMOVED: _("removed a room that no agenda names"),
    Verb.TEAM_ADDED: _("added a team of interpreters"),
    Verb.TEAM_CHANGED: _("changed a team of interpreters"),
    Verb.TEAM_REMOVED: _("removed a team of interpreters"),
    Verb.TEAM_ASSIGNED: _("assigned interpreters to half-days of a meeting"),
    Verb.INTERPRETATION_SET: _("set what interpreters of a meeting may be asked"),
    Verb.MEETING_FOLLOWED: _("asked to be told of changes of a meeting"),
    Verb.MEETING_UNFOLLOWED: _("asked not to be told of changes of a meeting any more"),
    Verb.REMOTE_GIVEN: _("gave people places from afar in a meeting"),
    Verb.REMOTE_CHANGED: _("changed a place from afar"),
    Verb.REMOTE_REMOVED: _("removed a place from afar"),
    Verb.REMOTE_TOLD: _("sent people their links to a meeting from afar"),
    Verb.REMOTE_FORGOTTEN: _("deleted names and addresses of those who took part from afar"),
    Verb.HISTORY_LOADED: _("took in the workshops of former years"),
    Verb.SPEAKER_ADDED: _("added a speaker"),
    Verb.SPEAKER_CHANGED: _("changed what is known of a speaker"),
    Verb.SPEAKER_WROTE: _("wrote about themselves as a speaker, or said whether to be recorded"),
    Verb.SPEAKER_LINKED: _("sent a speaker the link again"),
    Verb.SPEAKERS_INVITED: _("invited speakers"),
    Verb.SPEAKERS_REMINDED: _("reminded speakers who had not answered"),
    Verb.PART_ADDED: _("gave a speaker a part in an agenda item"),
    Verb.PART_CHANGED: _("changed a speaker’s part"),
    Verb.PART_REMOVED: _("took a speaker off an agenda item"),
    Verb.PART_ANSWERED: _("confirmed or declined a part"),
    Verb.PART_REPLACED: _("replaced a speaker"),
    Verb.PART_WORDED: _("wrote title and abstract of a part"),
    Verb.PART_FILED: _("added a file to a part"),
    Verb.PART_FILE_SHOWN: _("said whether a file may be published"),
    Verb.PART_FILE_WITHDRAWN: _("withdrew a file of a part"),
    Verb.PART_FILE_HELD: _("held back a file of a part"),
    Verb.PART_FILE_RELEASED: _("released a file of a part"),
    Verb.SCHEDULE_RECEIVED: _("sent a schedule file for a meeting"),
    Verb.SCHEDULE_TAKEN: _("took a schedule into the draft of an agenda"),
    Verb.SCHEDULES_FORGOTTEN: _("deleted schedule files whose time was over"),
    Verb.PROPOSAL_MADE: _("made a proposal"),
    Verb.PROPOSAL_TAKEN_BACK: _("took back a proposal"),
    Verb.PROPOSAL_AMENDED: _("amended a proposal"),
    Verb.PROPOSALS_MERGED: _("merged proposals"),
    Verb.PROPOSAL_CARRIED: _("carried a proposal over"),
    Verb.PROPOSAL_COSPONSORED: _("co-sponsored a proposal"),
    Verb.PROPOSAL_COMMENTED: _("commented on a proposal"),
    Verb.QUESTION_DRAFTED: _("drafted a question"),
    Verb.QUESTION_CHANGED: _("changed a question before it opened"),
    Verb.QUESTION_OPENED: _("opened a question"),
    Verb.OPTION_JOINED: _("added an option to an open question"),
    Verb.OPTION_WITHDRAWN: _("withdrew an option"),
    Verb.PREFERENCE_EXPRESSED: _("expressed a preference"),
    Verb.PREFERENCE_HELD: _("sent a preference that is held"),
    Verb.PREFERENCE_SETTLED: _("settled which preference of a Member stands"),
    Verb.PREFERENCE_LATE: _("sent a preference that was received late"),
    Verb.PREFERENCE_TAKEN_BACK: _("took back a preference that was keyed in by mistake"),
    Verb.PREFERENCE_RESTORED: _("put a preference back as it was before"),
    Verb.LATE_ACCEPTED: _("accepted a preference received late"),
    Verb.QUESTION_CLOSED: _("closed a question"),
    Verb.CONCLUSION_RECORDED: _("recorded the Chair’s conclusion"),
    Verb.SILENCE_STARTED: _("started a silence procedure"),
    Verb.OBJECTION_MADE: _("objected within a silence procedure"),
    Verb.SILENCE_ENDED: _("ended a silence procedure"),
    Verb.SUGGESTION_MADE: _("answered an open question"),
    Verb.SUGGESTION_SUPPORTED: _("supported a suggestion"),
    Verb.SUGGESTION_ANSWERED: _("answered a suggestion"),
    Verb.DISCUSSION_COMPOSED: _("composed a discussion note"),
    Verb.CIRCULAR_DRAFTED: _("drafted notes verbales"),
    Verb.CIRCULAR_ISSUED: _("issued notes verbales"),
    Verb.CALL_OPENED: _("opened the call of a meeting for people"),
    Verb.CALL_CHANGED: _("changed the call of a meeting for people"),
    Verb.INVITATIONS_ADDED: _("put people on the list of those to invite"),
    Verb.INVITATIONS_SENT: _("invited people to a meeting"),
    Verb.INVITATIONS_REMINDED: _("reminded those invited who had not answered"),
    Verb.INVITATION_ANSWERED: _("accepted or declined an invitation"),
    Verb.INVITATION_PASSED_ON: _("passed an invitation on to somebody else"),
    Verb.INVITATION_RENEWED: _("sent a new link to somebody invited"),
    Verb.INVITATION_WITHDRAWN: _("withdrew an invitation"),
    Verb.DELEGATION_BEGUN: _("began a delegation"),
    Verb.DELEGATION_WORDED: _("wrote who of a delegation sits when"),
    Verb.DELEGATION_SENT: _("sent a delegation to the Administration"),
    Verb.DELEGATION_ALLOWED: _("set what a delegation may do beyond the call"),
    Verb.DELEGATION_SEEN: _("took note of changes of a delegation"),
    Verb.DRAFT_OPENED: _("opened the draft of a delegation on its behalf"),
    Verb.NOMINEE_ADDED: _("put a person forward"),
    Verb.NOMINEE_CHANGED: _("changed what is known of a person put forward"),
    Verb.NOMINEE_MOVED: _("changed the order of priority of a delegation"),
    Verb.NOMINEE_REMOVED: _("took a person off a delegation"),
    Verb.CREDENTIAL_FILED: _("sent the credential of a delegation"),
    Verb.CREDENTIAL_CHECKED: _("checked the credential of a delegation"),
    Verb.RIGHTS_HANDED_OVER: _("handed over the rights of a focal point"),
    Verb.REGISTRATION_STARTED: _("opened a registration"),
    Verb.REGISTRATION_WRITTEN: _("wrote in a registration, or sent it"),
    Verb.REGISTRATION_DECIDED: _("decided on a registration"),
    Verb.REGISTRATION_FIELD_SETTLED: _("answered a change of an approved registration"),
    Verb.REGISTRATION_LEAVE: _("said whether a registration may be sent after the deadline"),
    Verb.REGISTRATION_LINKED: _("sent the link of a registration again"),
    Verb.REGISTRATION_TAKEN: _("downloaded what is held of them"),
    Verb.PERSON_RECOGNISED: _("said that two registrations are of the same person"),
    Verb.PERSON_PARTED: _("said that registrations are of different people"),
    Verb.PAPER_ADDED: _("sent a personal paper"),
    Verb.PAPER_SEEN: _("looked at a personal paper"),
    Verb.PAPER_DELETED: _("deleted a personal paper"),
    Verb.DELETION_ASKED: _("asked for deletion of their data"),
    Verb.DELETION_ANSWERED: _("answered a request for deletion"),
    Verb.REGISTRATIONS_FORGOTTEN: _("deleted papers and needs of participants whose time was over"),
    Verb.REGISTRATION_ASKED: _("added a question to the registration"),
    Verb.REGISTRATION_QUESTION_CHANGED: _("changed a question of the registration"),
    Verb.REGISTRATION_QUESTION_MOVED: _("moved a question of the registration"),
    Verb.REGISTRATION_QUESTION_ENDED: _("ended a question of the registration, or asked it again"),
    Verb.LIST_RECEIVED: _("received a list as a file"),
    Verb.LIST_ARRANGED: _("said what the columns of a list mean"),
    Verb.LIST_TAKEN_IN: _("took in a list"),
    Verb.LIST_TAKEN_BACK: _("undid the taking in of a list"),
    Verb.LISTS_FORGOTTEN: _("deleted the files of lists whose time was over"),
    Verb.CALENDAR_OPENED: _("took a new secret address of their calendar"),
    Verb.CALENDAR_CLOSED: _("switched off the secret address of their calendar"),
    Verb.TOKEN_MADE: _("made a token for the API"),
    Verb.TOKEN_REVOKED: _("revoked a token of the API"),
    Verb.CLOCK_MOVED: _("moved the clock of the example"),
    Verb.EXAMPLE_LOADED: _("loaded the example"),
}
