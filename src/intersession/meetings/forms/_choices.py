"""What is chosen by its uid."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from intersession.ui.text import text


class ByUid(forms.ModelChoiceField):
    """What is no uid at all is no choice either."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, to_field_name="uid", required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid_choice"]) from error


class Rooms(ByUid):
    def label_from_instance(self, obj: Any) -> str:
        return " · ".join(part for part in (text(obj.name), text(obj.venue)) if part)
