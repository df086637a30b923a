"""Addresses of a file: pages under /ho-so/, the verbs of one seat under /cham/."""

from django.urls import path

from congtam.web.assessments import evidence, files, handing_in, results, saving, sheets

app_name = "assessments"
FILE = "ho-so/<uuid:assessment>/"
SHEET = FILE + "cham/<uuid:participant>/"
SEAT = "cham/<uuid:participant>/"

urlpatterns = [
    path("ho-so/", files.index, name="index"),
    path(FILE, files.file, name="file"),
    path(SHEET, sheets.sheet, name="sheet"),
    path(SHEET + "in/", sheets.printed, name="print"),
    path(SHEET + "vi-sao/", sheets.why, name="why"),
    path(FILE + "ket-qua/", results.result, name="result"),
    path("bien-nhan/<uuid:submission>/", handing_in.receipt, name="receipt"),
    path("minh-chung/<uuid:evidence>/", evidence.evidence, name="evidence"),
    path("minh-chung/<uuid:evidence>/bo/", evidence.remove, name="remove"),
    path(SEAT + "nop/", handing_in.submit, name="submit"),
    path(SEAT + "de-nghi/", saving.propose, name="propose"),
    path(SEAT + "khai/<str:fact>/", saving.declare, name="declare"),
    path(SEAT + "ho-so-kem/<str:item>/tep/", evidence.attach_paper, name="attach_paper"),
    path(SEAT + "ho-so-kem/<str:item>/so/", evidence.hand_over_book, name="hand_over_book"),
    path(SEAT + "<str:key>/luu/", saving.save_line, name="save_line"),
    path(SEAT + "<str:key>/chon/", saving.settle, name="settle"),
    path(SEAT + "<str:key>/minh-chung/", evidence.attach, name="attach"),
]
