"""Addresses of papers: the register, issuing, and papers printed on demand."""

from django.urls import path

from congtam.web.documents import critiques, issuing, printing, register

app_name = "documents"

urlpatterns = [
    path("van-ban-phat-hanh/", register.index, name="index"),
    path("van-ban-phat-hanh/<uuid:pk>/", register.paper, name="paper"),
    path("quyet-dinh/<uuid:pk>/ban-hanh/", issuing.issue, name="issue"),
    path("quyet-dinh/<uuid:pk>/du-thao.pdf", printing.decision_draft, name="decision_draft"),
    path("quyet-dinh/<uuid:pk>/bien-ban.pdf", printing.minutes, name="minutes"),
    path("tong-hop/<uuid:track>/bang-tong-hop.pdf", printing.consolidated, name="consolidated"),
    path("ho-so/<uuid:assessment>/phieu-cham.pdf", printing.score_sheet, name="score_sheet"),
    path("kiem-diem/<uuid:assessment>/bao-cao.pdf", critiques.report, name="self_report"),
    path(
        "kiem-diem/<uuid:assessment>/y-kien/<uuid:participant>.pdf",
        critiques.opinion,
        name="opinion",
    ),
    path("kiem-diem/<uuid:assessment>/vi-sao.pdf", critiques.account, name="rule_account"),
    path("hoi-nghi/<uuid:meeting>/bien-ban.pdf", critiques.minutes, name="conference"),
    path("bien-nhan/<uuid:submission>/bien-nhan.pdf", printing.receipt, name="receipt"),
]
