"""Imports are guarded by import-linter; this guards the door that it cannot see."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey


def _foreign_keys():
    ours = [m for m in apps.get_models() if m.__module__.startswith("congtam.")]
    return [f for m in ours for f in m._meta.get_fields() if isinstance(f, ForeignKey)]


def _leaves_its_room(key):
    return key.related_model._meta.app_label != key.model._meta.app_label


@pytest.mark.parametrize("key", [k for k in _foreign_keys() if _leaves_its_room(k)], ids=str)
def test_foreign_key_that_leaves_its_room_gives_no_way_back(key):
    assert key.remote_field.hidden, 'say related_name="+"'
