"""What a programme allows in its state."""

from intersession.programme.models import Milestone, Programme

State = Programme.State
Step = Milestone.Step
ORDER = list(State)
WORKSHOPS = {1: Step.WORKSHOP_1, 2: Step.WORKSHOP_2}
# The step of the year line that is done when a state is reached.
REACHED = {State.THEME_AGREED: Step.THEME, State.TOPICS_AGREED: Step.TOPICS}


def following(state: str) -> Programme.State | None:
    place = ORDER.index(State(state)) + 1
    return ORDER[place] if place < len(ORDER) else None


def preceding(state: str) -> Programme.State | None:
    place = ORDER.index(State(state))
    return ORDER[place - 1] if place else None


def is_running_or_later(programme: Programme) -> bool:
    return ORDER.index(State(programme.state)) >= ORDER.index(State.RUNNING)


def has_theme(programme: Programme) -> bool:
    return any(str(words).strip() for words in programme.theme.values())


def slots_without_topic(programme: Programme) -> list[int]:
    return [slot.number for slot in programme.slots.order_by("number") if not slot.topic]


def steps_of(slots: int) -> list[Milestone.Step]:
    """The steps of a year with so many workshops."""
    over = {step for number, step in WORKSHOPS.items() if number > slots}
    return [step for step in Step if step not in over]
