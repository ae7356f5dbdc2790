from django.urls import path

from intersession.membership import views

app_name = "membership"
urlpatterns = [
    path("", views.index, name="index"),
    path("csv/", views.csv, name="csv"),
    path("pdf/", views.pdf, name="pdf"),
    path("docx/", views.docx, name="docx"),
    path("people/pdf/", views.people_pdf, name="people_pdf"),
    path("people/docx/", views.people_docx, name="people_docx"),
    path("people/", views.people, name="people"),
    path("labels/", views.labels, name="labels"),
    path("labels/pdf/", views.labels_pdf, name="labels_pdf"),
    path("labels/docx/", views.labels_docx, name="labels_docx"),
    path("add/", views.add, name="add"),
    path("load/", views.load, name="load"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/change/", views.change, name="change"),
    path("<slug:slug>/status/", views.status, name="status"),
    path("<slug:slug>/status/<int:pk>/end/", views.status_end, name="status_end"),
    path("<slug:slug>/group/", views.group, name="group"),
    path("<slug:slug>/group/<int:pk>/leave/", views.group_leave, name="group_leave"),
    path("<slug:slug>/represent/", views.represent, name="represent"),
    path("<slug:slug>/represent/<int:pk>/end/", views.represent_end, name="represent_end"),
    path("<slug:slug>/declare/", views.declare, name="declare"),
]
