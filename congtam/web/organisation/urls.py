"""Addresses of units, bodies and people."""

from django.urls import path

from congtam.web.organisation import accounts, people, posts, units

app_name = "organisation"
urlpatterns = [
    path("don-vi/", units.index, name="index"),
    path("don-vi/<uuid:unit_id>/", units.unit, name="unit"),
    path("to-chuc/<uuid:body_id>/", units.body, name="body"),
    path("nguoi/", people.people, name="people"),
    path("nguoi/<uuid:person_id>/", people.person, name="person"),
    path("nguoi/<uuid:person_id>/cap-tai-khoan/", accounts.issue, name="issue_account"),
    path("nguoi/<uuid:person_id>/cap-lai-mat-khau/", accounts.reset, name="reset_account"),
    path("chuc-vu/<uuid:post_id>/ban-giao/", posts.hand_over, name="hand_over"),
    path("chuc-vu/<uuid:post_id>/ket-thuc/", posts.end, name="end_mandate"),
]
