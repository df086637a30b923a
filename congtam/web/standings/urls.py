"""Addresses of consolidation (/tong-hop/), closed lists (/danh-sach/), sessions (/quyet-dinh/)."""

from django.urls import path

from congtam.web.standings import consolidation, deciding, rosters, sealing, sessions

app_name = "standings"
LIST = "quyet-dinh/<uuid:pk>/"
LINE = "quyet-dinh/don-vi/<uuid:decision>/"

urlpatterns = [
    path("tong-hop/", consolidation.index, name="index"),
    path("tong-hop/<uuid:track>/", consolidation.consolidation, name="consolidation"),
    path("danh-sach/<uuid:track>/<str:step>/", rosters.roster, name="roster"),
    path("danh-sach/<uuid:track>/<str:step>/gui/", rosters.send, name="send"),
    path("quyet-dinh/", sessions.decisions, name="decisions"),
    path("quyet-dinh/mo/<uuid:track>/", sessions.open_session, name="open"),
    path(LIST, sessions.session, name="session"),
    path(LIST + "thanh-phan/", deciding.arrange, name="arrange"),
    path(LIST + "co-mat/", deciding.mark, name="mark"),
    path(LIST + "bien-ban/", deciding.minutes, name="minutes"),
    path(LIST + "chot/", sealing.seal, name="seal"),
    path(LINE, deciding.decide, name="decide"),
    path(LINE + "de-lai/", deciding.drop, name="drop"),
]
