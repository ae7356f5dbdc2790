from django.urls import path

from intersession.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<int:year>/", views.calendar, name="calendar"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/calendar/", views.calendar, name="calendar"),
    path("<slug:slug>/change/", views.change, name="change"),
    path("<slug:slug>/state/", views.state, name="state"),
    path("<slug:slug>/cancel/", views.cancel, name="cancel"),
    path("<slug:slug>/restore/", views.restore, name="restore"),
    path("<slug:slug>/agenda/", views.agenda, name="agenda"),
    path("<slug:slug>/agenda/remove/", views.agenda_remove, name="agenda_remove"),
    path("<slug:slug>/documents/", views.documents, name="documents"),
    path("<slug:slug>/documents/remove/", views.documents_remove, name="documents_remove"),
]
