"""The verbs of the membership."""

from intersession.membership.actions._accounts import Naming
from intersession.membership.actions._periods import Ending
from intersession.membership.actions.entities import (
    CHANGEABLE,
    Adding,
    Changing,
    add_entity,
    change_entity,
    remove_entity,
    write_entities,
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
    name_representatives,
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
    write_groups,
    write_statuses,
)

__all__ = [
    "CHANGEABLE",
    "Adding",
    "Changing",
    "Ending",
    "Naming",
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
    "name_representatives",
    "open_account",
    "remove_entity",
    "remove_group",
    "take_back_group",
    "take_back_representation",
    "take_back_status",
    "write_entities",
    "write_groups",
    "write_statuses",
]
