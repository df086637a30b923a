"""Addresses of instruments and regulations."""

from django.urls import path

from congtam.web.regulations import instruments, views

app_name = "regulations"
urlpatterns = [
    path("van-ban/", instruments.instruments, name="instruments"),
    path("van-ban/<uuid:instrument_id>/", instruments.instrument, name="instrument"),
    path("van-ban/<uuid:instrument_id>/tep/", instruments.download, name="download"),
    path("quy-dinh/", views.index, name="index"),
    path("quy-dinh/<uuid:regulation_id>/", views.regulation, name="regulation"),
    path("quy-dinh/<uuid:regulation_id>/kiem-tra/", views.check, name="check"),
    path("quy-dinh/<uuid:regulation_id>/ap-dung/", views.put_in_force, name="put_in_force"),
]
