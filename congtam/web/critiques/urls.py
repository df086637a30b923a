"""Addresses of critique: the file of a person or collective, its report, its conference."""

from congtam.web.critiques.account_urls import urlpatterns as accounts
from congtam.web.critiques.conference_urls import urlpatterns as conferences
from congtam.web.critiques.report_urls import urlpatterns as reports

app_name = "critiques"
urlpatterns = [*reports, *conferences, *accounts]
