"""Addresses of boards (/linh-vuc/), desks (/tham-dinh/) and of handing a seat over (/giao-lai/)."""

from django.urls import path

from congtam.web.appraisals import boards, concluding, desks, handover, screens, sending, units

app_name = "appraisals"
UNIT = "linh-vuc/don-vi/<uuid:participant>/"
FILE = "tham-dinh/ho-so/<uuid:participant>/"

urlpatterns = [
    path("linh-vuc/<uuid:track>/<slug:step>/", boards.board, name="board"),
    path("linh-vuc/<uuid:track>/<slug:step>/gui/", sending.send, name="send"),
    path(UNIT, units.unit, name="unit"),
    path(UNIT + "y-kien/", units.say, name="say"),
    path(UNIT + "tieu-chi/<str:key>/", units.cell, name="cell"),
    path(UNIT + "tieu-chi/<str:key>/luu/", units.save, name="save"),
    path("tham-dinh/<uuid:track>/<slug:step>/", desks.desk, name="desk"),
    path(FILE, screens.screen, name="screen"),
    path(FILE + "tieu-chi/<str:key>/luu/", screens.score, name="score"),
    path(FILE + "khai/<str:fact>/", concluding.correct, name="correct"),
    path(FILE + "de-nghi/", concluding.propose, name="propose"),
    path(FILE + "tra-lai/", concluding.send_back, name="send_back"),
    path("giao-lai/<uuid:assessment>/", handover.reassign, name="reassign"),
]
