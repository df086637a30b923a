"""Addresses of critique: conference."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
