from django.urls import path

from intersession.desk import views

app_name = "desk"
urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/open/", views.calendar_open, name="calendar_open"),
    path("calendar/close/", views.calendar_close, name="calendar_close"),
    path("feed/<slug:token>/", views.feed, name="feed"),
    path("example/", views.example, name="example"),
    path("example/sign-in/<slug:token>/", views.example_sign_in, name="example_sign_in"),
    path("example/clock/", views.example_clock, name="example_clock"),
]
