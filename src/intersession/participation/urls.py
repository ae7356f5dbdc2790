from typing import Any

app_name = "participation"
urlpatterns: list[Any] = []
