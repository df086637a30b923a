"""Addresses of instruments, regulations, and of the editor of rule sets."""

from django.urls import path

from congtam.web.regulations import entering, instruments, views
from congtam.web.regulations.drafting import (
    accepting,
    citing,
    comparing,
    conditions,
    parts,
    starting,
    trying,
)

app_name = "regulations"
ONE = "quy-dinh/<uuid:regulation_id>/"
DRAFT = ONE + "soan/"
CONDITION = DRAFT + "dieu-kien/<str:address>/"
ITEM = DRAFT + "<slug:slug>/<path:key>/"

urlpatterns = [
    path("van-ban/", instruments.instruments, name="instruments"),
    path("van-ban/vao-so/", entering.enter, name="enter"),
    path("van-ban/<uuid:instrument_id>/", instruments.instrument, name="instrument"),
    path("van-ban/<uuid:instrument_id>/tep/", instruments.download, name="download"),
    path("van-ban/<uuid:instrument_id>/noi-dung/", entering.transcribe, name="transcribe"),
    path("quy-dinh/", views.index, name="index"),
    path("quy-dinh/soan-moi/", starting.start, name="start"),
    path(ONE, views.regulation, name="regulation"),
    path(ONE + "kiem-tra/", views.check, name="check"),
    path(ONE + "ap-dung/", views.put_in_force, name="put_in_force"),
    path(ONE + "mo-lai/", starting.reopen, name="reopen"),
    path(ONE + "chep/", starting.copy, name="copy"),
    path(ONE + "bo-du-thao/", starting.discard, name="discard"),
    path(ONE + "so-sanh/", comparing.compare, name="compare"),
    path(ONE + "thu/", trying.what_if, name="what_if"),
    path(DRAFT + "chap-nhan/", accepting.accept, name="accept"),
    path(DRAFT + "rut-chap-nhan/<slug:key>/", accepting.withdraw, name="withdraw"),
    path(DRAFT + "trich-dan/<slug:kind>/<path:key>/", citing.cite, name="cite"),
    path(CONDITION, conditions.edit, name="condition"),
    path(CONDITION + "them/", conditions.add, name="add_condition"),
    path(CONDITION + "bo/", conditions.drop, name="drop_condition"),
    path(CONDITION + "doi-cho/", conditions.move, name="move_condition"),
    path(DRAFT + "<slug:slug>/", parts.draft, name="draft"),
    path(DRAFT + "<slug:slug>/them-moi/", parts.add, name="add"),
    path(ITEM + "bo/", parts.drop, name="drop"),
    path(ITEM + "doi-cho/", parts.move, name="move"),
    path(ITEM, parts.item, name="item"),
]
