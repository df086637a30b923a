"""Addresses of conferences, and of the words of those who speak beside them."""

from django.urls import path

from congtam.web.critiques import (
    conference_list,
    conference_page,
    conference_subject,
    opinion_anew,
    opinion_desk,
    opinion_page,
)

ALL = "hoi-nghi/"
ONE = "hoi-nghi/<uuid:meeting>/"
SUBJECT = "hoi-nghi/<uuid:meeting>/<uuid:participant>/"
OPINION = "hoi-nghi/y-kien/<uuid:pk>/"
DESK = "kiem-diem/y-kien/"
WORDS = "kiem-diem/<uuid:assessment>/y-kien/<uuid:participant>/"

urlpatterns = [
    path(ALL, conference_list.conference_list, name="conferences"),
    path(ALL + "mo/", conference_list.open_conference, name="open_conference"),
    path(ONE, conference_page.conference, name="conference"),
    path(ONE + "thanh-phan/", conference_page.arrange, name="arrange"),
    path(ONE + "co-mat/", conference_page.mark, name="mark"),
    path(ONE + "mo-dau/", conference_page.introduce, name="introduce"),
    path(ONE + "thu-tu/", conference_page.reorder, name="reorder"),
    path(ONE + "thong-qua/", conference_page.adopt, name="adopt"),
    path(SUBJECT, conference_subject.subject, name="subject"),
    path(SUBJECT + "trinh-bay/", conference_subject.present, name="present"),
    path(SUBJECT + "y-kien/", conference_subject.add_opinion, name="add_opinion"),
    path(SUBJECT + "ket-luan/", conference_subject.sum_up, name="sum_up"),
    path(SUBJECT + "de-lai/", conference_subject.leave_out, name="leave_out"),
    path(OPINION, conference_subject.change_opinion, name="change_opinion"),
    path(OPINION + "bo/", conference_subject.remove_opinion, name="remove_opinion"),
    path(DESK, opinion_desk.desk, name="opinions"),
    path(DESK + "gui-di/", opinion_desk.send_package, name="send_package"),
    path(WORDS, opinion_page.opinion, name="opinion"),
    path(WORDS + "luu/", opinion_page.save, name="save_opinion"),
    path(WORDS + "gui/", opinion_page.send, name="send_opinion"),
    path(WORDS + "van-ban/", opinion_page.conclude, name="conclude"),
    path(WORDS + "ban-chup/", opinion_page.scan, name="scan"),
    path(WORDS + "quyet-dinh-lai/", opinion_anew.anew, name="conclude_anew"),
    path(WORDS + "ban-chup/<uuid:edition>/", opinion_anew.scan, name="edition_scan"),
]
