"""Addresses of the first page and of the health of the process."""

from django.conf import settings
from django.urls import path

from congtam.web.home import design, health, views

app_name = "home"
urlpatterns = [
    path("", views.index, name="index"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
if settings.DEMO:
    urlpatterns += [
        path("_thiet-ke/", design.page, name="design"),
        path("_thiet-ke/<slug:screen>/", design.page, name="design_screen"),
    ]
