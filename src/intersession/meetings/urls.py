from django.urls import path

from intersession.meetings.views import agenda, balance, documents, history, meetings, remote

app_name = "meetings"
urlpatterns = [
    path("", meetings.index, name="index"),
    path("add/", meetings.add, name="add"),
    path("calendar/", meetings.calendar, name="calendar"),
    path("calendar/<int:year>/", meetings.calendar, name="calendar"),
    path("history/", history.history, name="history"),
    path("history/load/", history.history_load, name="history_load"),
    path("remote/<str:token>/", remote.remote, name="remote"),
    path("remote/<str:token>/join/", remote.remote_join, name="remote_join"),
    path("remote/<str:token>/zone/", remote.remote_zone, name="remote_zone"),
    path("<slug:slug>/", meetings.detail, name="detail"),
    path("<slug:slug>/calendar/", meetings.calendar, name="calendar"),
    path("<slug:slug>/change/", meetings.change, name="change"),
    path("<slug:slug>/state/", meetings.state, name="state"),
    path("<slug:slug>/cancel/", meetings.cancel, name="cancel"),
    path("<slug:slug>/restore/", meetings.restore, name="restore"),
    path("<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("<slug:slug>/agenda/publish/", agenda.agenda_publish, name="agenda_publish"),
    path("<slug:slug>/agenda/pdf/", agenda.agenda_pdf, name="agenda_pdf"),
    path("<slug:slug>/agenda/docx/", agenda.agenda_docx, name="agenda_docx"),
    path("<slug:slug>/agenda/<uuid:uid>/remove/", agenda.agenda_remove, name="agenda_remove"),
    path("<slug:slug>/balance/", balance.balance, name="balance"),
    path("<slug:slug>/remote/places/", remote.remote_places, name="remote_places"),
    *(
        path(f"<slug:slug>/remote/places/{where}/", view, name=view.__name__)
        for where, view in (
            ("many", remote.remote_places_many),
            ("send", remote.remote_places_send),
            ("speakers", remote.remote_places_speakers),
            ("<uuid:uid>/change", remote.remote_places_change),
            ("<uuid:uid>/remove", remote.remote_places_remove),
            ("<uuid:uid>/renew", remote.remote_places_renew),
        )
    ),
    path("<slug:slug>/documents/", documents.documents, name="documents"),
    path("<slug:slug>/documents/remove/", documents.documents_remove, name="documents_remove"),
]
