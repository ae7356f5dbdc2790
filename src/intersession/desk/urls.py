from django.urls import path

from intersession.desk import views

app_name = "desk"
urlpatterns = [
    path("example/", views.example, name="example"),
    path("example/sign-in/<slug:token>/", views.example_sign_in, name="example_sign_in"),
    path("example/clock/", views.example_clock, name="example_clock"),
]
