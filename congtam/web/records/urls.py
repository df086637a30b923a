"""Addresses of the register of tasks and of the personal records."""

from django.urls import path

from congtam.web.records import awards, cards, desk, entering, faults, filing, register, tasks

app_name = "records"
urlpatterns = [
    path("nhiem-vu/", register.index, name="index"),
    path("nhiem-vu/so/", register.listing, name="list"),
    path("nhiem-vu/in/", register.printed, name="print"),
    path("nhiem-vu/giao/", entering.assign, name="assign"),
    path("nhiem-vu/nhap/", entering.paste, name="paste"),
    path("nhiem-vu/kiem-tra/", desk.desk, name="desk"),
    path("nhiem-vu/can-bo/", cards.people, name="people"),
    path("nhiem-vu/the/<slug:kind>/<uuid:holder>/", cards.card, name="card"),
    path("nhiem-vu/the/<slug:kind>/<uuid:holder>/ghi/<slug:what>/", filing.enter, name="enter"),
    path("nhiem-vu/van-ban/<slug:what>/<uuid:record>/", filing.scan, name="scan"),
    path("nhiem-vu/khen-thuong/<uuid:award>/xem-lai/", awards.settle, name="settle"),
    path("nhiem-vu/khuyet-diem/<uuid:named>/bao/", faults.claim, name="claim"),
    path("nhiem-vu/khuyet-diem/<uuid:named>/xac-nhan/", faults.confirm, name="confirm_fixed"),
    path("nhiem-vu/khuyet-diem/<uuid:named>/chua/", faults.refuse, name="refuse_fixed"),
    path("nhiem-vu/cam-ket/<uuid:commitment>/ket-qua/", faults.tell, name="tell_result"),
    path("nhiem-vu/<uuid:task>/", tasks.task_page, name="task"),
    path("nhiem-vu/<uuid:task>/tep/", tasks.file, name="file"),
    path("nhiem-vu/<uuid:task>/bao-cao/", tasks.report, name="report"),
    path("nhiem-vu/<uuid:task>/sua/", entering.amend, name="amend"),
    path("nhiem-vu/<uuid:task>/giao/", tasks.confirm, name="confirm"),
    path("nhiem-vu/<uuid:task>/tra-lai/", tasks.send_back, name="send_back"),
    path("nhiem-vu/<uuid:task>/mo-lai/", tasks.reopen, name="reopen"),
    path("nhiem-vu/<uuid:task>/rut/", tasks.withdraw, name="withdraw"),
]
