from django.urls import path

from intersession.participation.views import (
    decisions,
    deletions,
    papers,
    people,
    questions,
    register,
    registration,
    registrations,
)

app_name = "participation"
OWN, ALL = "registration/<str:token>/", "<slug:slug>/registrations/"
ONE = f"{ALL}<uuid:uid>/"
urlpatterns = [
    path(OWN, registration.registration, name="registration"),
    path(f"{OWN}data/", registration.registration_data, name="registration_data"),
    path(f"{OWN}cancel/", registration.registration_cancel, name="registration_cancel"),
    path(f"{OWN}deletion/", registration.registration_deletion, name="registration_deletion"),
    path(f"{OWN}papers/<uuid:uid>/", registration.registration_papers, name="registration_papers"),
    path(
        f"{OWN}papers/<uuid:uid>/delete/",
        registration.registration_papers_delete,
        name="registration_papers_delete",
    ),
    path("<slug:slug>/register/", register.register, name="register"),
    path("<slug:slug>/questions/", questions.questions, name="questions"),
    path("<slug:slug>/questions/add/", questions.questions_add, name="questions_add"),
    path(
        "<slug:slug>/questions/<uuid:uid>/change/",
        questions.questions_change,
        name="questions_change",
    ),
    path("<slug:slug>/questions/<uuid:uid>/move/", questions.questions_move, name="questions_move"),
    path("<slug:slug>/questions/<uuid:uid>/end/", questions.questions_end, name="questions_end"),
    path("<slug:slug>/deletions/", deletions.deletions, name="deletions"),
    path(ALL, registrations.registrations, name="registrations"),
    path(f"{ALL}several/", registrations.registrations_several, name="registrations_several"),
    path(ONE, registrations.registrations, name="registrations"),
    path(f"{ONE}decide/", decisions.registrations_decide, name="registrations_decide"),
    path(f"{ONE}fields/", decisions.registrations_fields, name="registrations_fields"),
    path(f"{ONE}leave/", decisions.registrations_leave, name="registrations_leave"),
    path(f"{ONE}link/", decisions.registrations_link, name="registrations_link"),
    path(f"{ONE}same/", people.registrations_same, name="registrations_same"),
    path(f"{ONE}deletion/", deletions.registrations_deletion, name="registrations_deletion"),
    path(f"{ONE}papers/<uuid:paper>/", papers.registrations_papers, name="registrations_papers"),
]
