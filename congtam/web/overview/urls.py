"""Addresses of the overview and of the notices."""

from django.urls import path

from congtam.web.overview import notices, search, views

app_name = "overview"
urlpatterns = [
    path("tong-quan/", views.index, name="index"),
    path("tong-quan/<uuid:pk>/", views.cycle, name="cycle"),
    path("tong-quan/<uuid:pk>/don-vi/", views.files, name="files"),
    path("tim/", search.search, name="search"),
    path("thong-bao/", notices.index, name="notices"),
    path("thong-bao/da-doc/", notices.mark_read, name="mark_read"),
]
