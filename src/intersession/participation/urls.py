from django.urls import path

from intersession.participation.views import room, seats

app_name = "participation"
urlpatterns = [
    path("<slug:slug>/room/", room.room, name="room"),
    path("<slug:slug>/room/rules/", room.room_rules, name="room_rules"),
    path("<slug:slug>/room/propose/", room.room_propose, name="room_propose"),
    path("<slug:slug>/room/repair/", room.room_repair, name="room_repair"),
    path("<slug:slug>/room/offer/", seats.room_offer, name="room_offer"),
    path("<slug:slug>/room/replace/", seats.room_replace, name="room_replace"),
    path(
        "<slug:slug>/room/seats/<uuid:uid>/answer/",
        seats.room_seats_answer,
        name="room_seats_answer",
    ),
    path("<slug:slug>/room/targets/add/", room.room_targets_add, name="room_targets_add"),
    path(
        "<slug:slug>/room/targets/<uuid:uid>/change/",
        room.room_targets_change,
        name="room_targets_change",
    ),
    path(
        "<slug:slug>/room/targets/<uuid:uid>/remove/",
        room.room_targets_remove,
        name="room_targets_remove",
    ),
    path(
        "<slug:slug>/room/targets/<uuid:uid>/move/",
        room.room_targets_move,
        name="room_targets_move",
    ),
    path(
        "<slug:slug>/room/seats/<uuid:uid>/overrule/",
        room.room_seats_overrule,
        name="room_seats_overrule",
    ),
]
