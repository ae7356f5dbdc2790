"""The verbs of the membership."""

from intersession.membership.actions.entities import (
    CHANGEABLE,
    add_entity,
    change_entity,
    remove_entity,
)
from intersession.membership.actions.groups import add_group, remove_group
from intersession.membership.actions.loading import load_entities, load_states
from intersession.membership.actions.profiles import declare_profile
from intersession.membership.actions.representations import (
    drop_person,
    end_representation,
    give_representation,
    hand_over,
    name_representative,
    open_account,
    take_back_representation,
)
from intersession.membership.actions.statuses import (
    end_status,
    give_status,
    join_group,
    leave_group,
    take_back_group,
    take_back_status,
)

__all__ = [
    "CHANGEABLE",
    "add_entity",
    "add_group",
    "change_entity",
    "declare_profile",
    "drop_person",
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
    "remove_entity",
    "remove_group",
    "take_back_group",
    "take_back_representation",
    "take_back_status",
]
