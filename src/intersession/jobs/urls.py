from django.urls import path

from intersession.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/progress/", views.progress, name="progress"),
    path("<uuid:uid>/cancel/", views.cancel, name="cancel"),
]
