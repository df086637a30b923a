"""Addresses of the door."""

from django.urls import path

from congtam.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/mat-khau/", views.password, name="password"),
    path("tai-khoan/vai/<uuid:mandate_id>/", views.act_as, name="act_as"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
]
