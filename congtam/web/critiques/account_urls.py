"""Addresses of critique: account."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
