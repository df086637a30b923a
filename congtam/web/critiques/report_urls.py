"""Addresses of the file of a person or collective, and of its self report."""

from django.urls import path

from congtam.web.critiques import (
    report_faults,
    report_file,
    report_reading,
    report_saving,
    report_sending,
)

FILE = "kiem-diem/<uuid:assessment>/"
OWN = "kiem-diem/bao-cao/<uuid:participant>/"

urlpatterns = [
    path(FILE, report_file.file, name="file"),
    path(FILE + "bao-cao/", report_reading.report, name="report"),
    path(FILE + "bao-cao/tep/", report_reading.report_blob, name="report_blob"),
    path(FILE + "bao-cao/ban/<uuid:edition>/", report_reading.edition, name="edition"),
    path(FILE + "bao-cao/<uuid:participant>/", report_saving.write, name="write"),
    path(OWN + "phan/<str:key>/luu/", report_saving.save_section, name="save_section"),
    path(OWN + "phan/<str:key>/chon/", report_saving.settle_section, name="settle_section"),
    path(OWN + "han-che/", report_faults.add_fault, name="add_fault"),
    path(OWN + "han-che/<uuid:fault>/luu/", report_faults.save_fault, name="save_fault"),
    path(OWN + "han-che/<uuid:fault>/chon/", report_faults.settle_fault, name="settle_fault"),
    path(OWN + "han-che/<uuid:fault>/bo/", report_faults.remove_fault, name="remove_fault"),
    path(OWN + "muc/", report_saving.choose_level, name="choose_level"),
    path(OWN + "tep/", report_saving.attach_report, name="attach_report"),
    path(OWN + "tep/bo/", report_saving.detach_report, name="detach_report"),
    path(OWN + "gui/", report_sending.send_report, name="send_report"),
    path(OWN + "bo-sung/", report_sending.amend_report, name="amend_report"),
    path(OWN + "rut/", report_sending.take_back, name="take_back"),
]
