from django.urls import path

from intersession.programme import views

app_name = "programme"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("issues/", views.issues, name="issues"),
    path("<int:year>/", views.detail, name="detail"),
    path("<int:year>/change/", views.change, name="change"),
    path("<int:year>/theme/", views.theme, name="theme"),
    path("<int:year>/topics/", views.topics, name="topics"),
    path("<int:year>/dates/<slug:step>/", views.dates, name="dates"),
    path("<int:year>/state/", views.state, name="state"),
    path("<int:year>/next/", views.next, name="next"),
]
