"""Addresses of critique: report."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
