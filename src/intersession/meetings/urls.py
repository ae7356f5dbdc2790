from django.urls import path

from intersession.meetings.views import (
    agenda,
    documents,
    files,
    meetings,
    parts,
    speaker,
    speakers,
)

app_name = "meetings"
urlpatterns = [
    path("", meetings.index, name="index"),
    path("add/", meetings.add, name="add"),
    path("calendar/", meetings.calendar, name="calendar"),
    path("calendar/<int:year>/", meetings.calendar, name="calendar"),
    path("speaker/<str:token>/", speaker.speaker, name="speaker"),
    path("speaker/<str:token>/answer/<uuid:uid>/", speaker.speaker_answer, name="speaker_answer"),
    path("speaker/<str:token>/parts/<uuid:uid>/", speaker.speaker_parts, name="speaker_parts"),
    path("speaker/<str:token>/files/<uuid:uid>/", speaker.speaker_files, name="speaker_files"),
    path(
        "speaker/<str:token>/files/<uuid:uid>/withdraw/",
        speaker.speaker_files_withdraw,
        name="speaker_files_withdraw",
    ),
    path(
        "speaker/<str:token>/files/<uuid:uid>/publish/",
        speaker.speaker_files_publish,
        name="speaker_files_publish",
    ),
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
    path("<slug:slug>/speakers/", speakers.speakers, name="speakers"),
    path("<slug:slug>/speakers/add/", speakers.speakers_add, name="speakers_add"),
    path("<slug:slug>/speakers/invite/", speakers.speakers_invite, name="speakers_invite"),
    path("<slug:slug>/speakers/remind/", speakers.speakers_remind, name="speakers_remind"),
    path(
        "<slug:slug>/speakers/<uuid:uid>/change/", speakers.speakers_change, name="speakers_change"
    ),
    path("<slug:slug>/speakers/<uuid:uid>/parts/", speakers.speakers_parts, name="speakers_parts"),
    path("<slug:slug>/speakers/<uuid:uid>/link/", speakers.speakers_link, name="speakers_link"),
    path("<slug:slug>/parts/<uuid:uid>/change/", parts.parts_change, name="parts_change"),
    path("<slug:slug>/parts/<uuid:uid>/answer/", parts.parts_answer, name="parts_answer"),
    path("<slug:slug>/parts/<uuid:uid>/replace/", parts.parts_replace, name="parts_replace"),
    path("<slug:slug>/parts/<uuid:uid>/remove/", parts.parts_remove, name="parts_remove"),
    path("<slug:slug>/files/<uuid:uid>/", files.files, name="files"),
    path("<slug:slug>/files/<uuid:uid>/hold/", files.files_hold, name="files_hold"),
    path("<slug:slug>/files/<uuid:uid>/release/", files.files_release, name="files_release"),
    path("<slug:slug>/documents/", documents.documents, name="documents"),
    path("<slug:slug>/documents/remove/", documents.documents_remove, name="documents_remove"),
]
