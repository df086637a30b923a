"""Addresses of consolidation (/tong-hop/), closed lists (/danh-sach/), sessions (/quyet-dinh/),
the comparison of equal positions (/so-sanh/), and the notice of a level."""

from django.urls import path

from congtam.web.standings import (
    comparing,
    consolidation,
    deciding,
    notices,
    opening,
    rosters,
    sealing,
    sessions,
)

app_name = "standings"
LIST = "quyet-dinh/<uuid:pk>/"
LINE = "quyet-dinh/don-vi/<uuid:decision>/"

urlpatterns = [
    path("tong-hop/", consolidation.index, name="index"),
    path("tong-hop/<uuid:track>/", consolidation.consolidation, name="consolidation"),
    path("danh-sach/<uuid:track>/<str:step>/", rosters.roster, name="roster"),
    path("danh-sach/<uuid:track>/<str:step>/gui/", rosters.send, name="send"),
    path("quyet-dinh/", sessions.decisions, name="decisions"),
    path("quyet-dinh/mo/<uuid:track>/", opening.open_session, name="open"),
    path(LIST, sessions.session, name="session"),
    path(LIST + "thanh-phan/", deciding.arrange, name="arrange"),
    path(LIST + "co-mat/", deciding.mark, name="mark"),
    path(LIST + "bien-ban/", deciding.minutes, name="minutes"),
    path(LIST + "cap-nhat/", deciding.refresh, name="refresh"),
    path(LIST + "chot/", sealing.seal, name="seal"),
    path(LINE, deciding.decide, name="decide"),
    path(LINE + "de-lai/", deciding.drop, name="drop"),
    path(LINE + "quyet-dinh-lai/", opening.redecide, name="redecide"),
    path("so-sanh/<uuid:track>/", comparing.comparison, name="comparison"),
    path("ho-so/<uuid:assessment>/thong-bao.pdf", notices.notice, name="notice"),
]
