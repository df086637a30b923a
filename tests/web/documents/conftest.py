"""The same stage as the pages across sheets."""

from tests.web.standings.conftest import _blobs, stage

__all__ = ["_blobs", "stage"]
