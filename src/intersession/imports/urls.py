from django.urls import path

from intersession.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/columns/", views.columns, name="columns"),
    path("<uuid:uid>/names/", views.names, name="names"),
    path("<uuid:uid>/take/", views.take, name="take"),
    path("<uuid:uid>/undo/", views.undo, name="undo"),
    path("<uuid:uid>/bad/", views.bad, name="bad"),
]
