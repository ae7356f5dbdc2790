from django.urls import path

from intersession.meetings.views import agenda, documents, meetings, schedules

app_name = "meetings"
urlpatterns = [
    path("", meetings.index, name="index"),
    path("add/", meetings.add, name="add"),
    path("calendar/", meetings.calendar, name="calendar"),
    path("calendar/<int:year>/", meetings.calendar, name="calendar"),
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
    path("<slug:slug>/agenda/schedule/", schedules.agenda_schedule, name="agenda_schedule"),
    path("<slug:slug>/agenda/import/", schedules.agenda_import, name="agenda_import"),
    path(
        "<slug:slug>/agenda/import/<uuid:uid>/preview/",
        schedules.agenda_import_preview,
        name="agenda_import_preview",
    ),
    path(
        "<slug:slug>/agenda/import/<uuid:uid>/take/",
        schedules.agenda_import_take,
        name="agenda_import_take",
    ),
    path("<slug:slug>/documents/", documents.documents, name="documents"),
    path("<slug:slug>/documents/remove/", documents.documents_remove, name="documents_remove"),
]
