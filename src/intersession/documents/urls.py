from django.urls import path

from intersession.documents.views import parity, register, series, versions

app_name = "documents"
urlpatterns = [
    path("", register.index, name="index"),
    path("add/", register.add, name="add"),
    path("files/<uuid:uid>/", register.files, name="files"),
    path("parity/", parity.parity, name="parity"),
    path("parity/due/", parity.parity_due, name="parity_due"),
    path("series/", series.series, name="series"),
    path("series/add/", series.series_add, name="series_add"),
    path("series/<uuid:uid>/change/", series.series_change, name="series_change"),
    path("<slug:slug>/", register.detail, name="detail"),
    path("<slug:slug>/change/", register.change, name="change"),
    path("<slug:slug>/draft/", versions.draft, name="draft"),
    path("<slug:slug>/translate/", versions.translate, name="translate"),
    path("<slug:slug>/issue/", versions.issue, name="issue"),
    path("<slug:slug>/correct/", versions.correct, name="correct"),
    path("<slug:slug>/revise/", versions.revise, name="revise"),
    path("<slug:slug>/supersede/", versions.supersede, name="supersede"),
]
