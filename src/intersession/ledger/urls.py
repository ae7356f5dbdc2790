from django.urls import path

from intersession.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.index, name="index"),
    path("head/", views.head, name="head"),
    path("verify/", views.verify, name="verify"),
    path("chain/<path:key>/", views.chain, name="chain"),
    path("runs/", views.runs, name="runs"),
    path("run/<uuid:uid>/", views.run, name="run"),
]
