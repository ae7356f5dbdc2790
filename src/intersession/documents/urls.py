from django.urls import path

from intersession.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("files/<uuid:uid>/", views.files, name="files"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/version/", views.version, name="version"),
]
