from django.urls import path

from intersession.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/edit/", views.edit, name="edit"),
    path("<uuid:uid>/hold/", views.hold, name="hold"),
    path("<uuid:uid>/release/", views.release, name="release"),
]
