"""The verbs of the membership."""

from intersession.membership.actions.entities import CHANGEABLE, add_entity, change_entity
from intersession.membership.actions.loading import load_entities, load_states
from intersession.membership.actions.profiles import declare_profile
from intersession.membership.actions.representations import (
    end_representation,
    give_representation,
    hand_over,
    name_representative,
    open_account,
)
from intersession.membership.actions.statuses import (
    end_status,
    give_status,
    join_group,
    leave_group,
)

__all__ = [
    "CHANGEABLE",
    "add_entity",
    "change_entity",
    "declare_profile",
    "end_representation",
    "end_status",
    "give_representation",
    "give_status",
    "hand_over",
    "join_group",
    "leave_group",
    "load_entities",
    "load_states",
    "name_representative",
    "open_account",
]
