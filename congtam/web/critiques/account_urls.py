"""Addresses of the account of a level."""

from django.urls import path

from congtam.web.critiques import accounts

urlpatterns = [
    path("kiem-diem/<uuid:assessment>/vi-sao/", accounts.why, name="why"),
    path("kiem-diem/<uuid:assessment>/thu/", accounts.try_out, name="try"),
]
