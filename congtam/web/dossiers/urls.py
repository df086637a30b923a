"""Addresses of the dossiers that units send to the level above."""

from django.urls import path

from congtam.web.dossiers import printing, receiving, sending

app_name = "dossiers"

urlpatterns = [
    path("ho-so-gui-len/", receiving.index, name="index"),
    path("ho-so-gui-len/ky/<uuid:cycle>/", receiving.board, name="board"),
    path("ho-so-gui-len/ky/<uuid:cycle>/nhac/", receiving.chase, name="chase"),
    path("ho-so-gui-len/da-gui/<uuid:dossier>/", receiving.sent, name="sent"),
    path("ho-so-gui-len/da-gui/<uuid:dossier>/bang-ke.pdf", printing.sent_list, name="sent_list"),
    path(
        "ho-so-gui-len/da-gui/<uuid:dossier>/bao-cao/<uuid:assessment>.pdf",
        printing.enclosed,
        name="enclosed",
    ),
    path("ho-so-gui-len/<uuid:assessment>/", sending.unit, name="unit"),
    path("ho-so-gui-len/<uuid:assessment>/gui/", sending.send, name="send"),
    path("ho-so-gui-len/<uuid:assessment>/bang-ke.pdf", printing.draft_list, name="draft_list"),
]
