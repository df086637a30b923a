"""Up, and ready."""

import pytest
from django.db import DatabaseError, connection


def test_alive_asks_nothing(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_all_is_there(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "checks": {"database": True, "migrations": True, "data": True},
    }


@pytest.mark.django_db
def test_not_ready_without_a_place_to_write(client, settings, tmp_path):
    settings.DATA = tmp_path / "gone"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"] == {"database": True, "migrations": True, "data": False}


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")

    assert client.get("/readyz").json()["checks"]["migrations"] is False


@pytest.mark.django_db
def test_not_ready_without_a_database(client, monkeypatch):
    def _gone(*args):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", _gone)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] is False
