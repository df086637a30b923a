"""Every address, room by room. The two names without a room are the ones allauth looks for."""

from allauth.account.views import account_inactive
from allauth.account.views import login as sign_in
from django.urls import include, path

urlpatterns = [
    path("dang-nhap/", sign_in, name="account_login"),
    path("tai-khoan/da-khoa/", account_inactive, name="account_inactive"),
    path("", include("congtam.web.accounts.urls")),
    path("", include("congtam.web.home.urls")),
    path("", include("congtam.web.overview.urls")),
    path("", include("congtam.web.cycles.urls")),
    path("", include("congtam.web.assessments.urls")),
    path("", include("congtam.web.critiques.urls")),
    path("", include("congtam.web.dossiers.urls")),
    path("", include("congtam.web.appraisals.urls")),
    path("", include("congtam.web.standings.urls")),
    path("", include("congtam.web.records.urls")),
    path("", include("congtam.web.documents.urls")),
    path("", include("congtam.web.organisation.urls")),
    path("", include("congtam.web.regulations.urls")),
]
