"""Addresses of the year: opening it, its receivers, duties and limits."""

from django.urls import path

from congtam.web.cycles import opening, views

app_name = "cycles"
urlpatterns = [
    path("ky/", views.index, name="index"),
    path("ky/mo/<uuid:rulebook>/", opening.open_year, name="open"),
    path("ky/<uuid:pk>/", views.cycle, name="cycle"),
    path("ky/<uuid:pk>/viec/", views.duties, name="duties"),
    path("ky/nhan/<uuid:receiver>/", views.acknowledge, name="acknowledge"),
    path("ky/viec/<uuid:obligation>/gia-han/", views.extend, name="extend"),
]
