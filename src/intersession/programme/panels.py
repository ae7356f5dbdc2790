"""Where the page of a programme shows something from above."""

from intersession.ui.panels import Place

_place = Place()
hang, panels_of = _place.hang, _place.panels_of
