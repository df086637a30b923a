"""What we carry from others is what we wrote down: name, version, licence, hash."""

import gzip
import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "congtam/web/static"
MANIFEST = json.loads((STATIC / "vendor/manifest.json").read_text())
CARRIED = [
    *(STATIC / "vendor").glob("*.css"),
    *(STATIC / "vendor").glob("*.js"),
    *(STATIC / "vendor").glob("*.woff2"),
    *(STATIC / "icons").glob("*.svg"),
    *(ROOT / "congtam/documents/fonts").glob("*.ttf"),
    *(ROOT / "tests/vendor").glob("*.js"),
]
FIRST_LOAD = 150_000


def _hash(name):
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def test_every_file_has_the_hash_that_was_written_down():
    written = {name: digest for item in MANIFEST for name, digest in item["files"].items()}

    assert written == {name: _hash(name) for name in written}


def test_nothing_is_carried_that_was_not_written_down():
    written = {name for item in MANIFEST for name in item["files"]}

    assert {str(path.relative_to(ROOT)) for path in CARRIED} == written


def test_every_item_says_what_it_is_and_under_which_licence():
    for item in MANIFEST:
        assert all(item[key] for key in ("name", "version", "licence", "source"))


def test_the_licence_texts_are_carried_along():
    texts = {path.name for path in (STATIC / "vendor").glob("*.LICENSE.txt")}

    assert texts == {"bootstrap.LICENSE.txt", "inter.LICENSE.txt", "tabler-icons.LICENSE.txt"}
    assert (ROOT / "congtam/documents/fonts/Tinos-LICENSE.txt").exists()


def test_the_first_load_stays_small():
    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    text = [
        STATIC / "vendor/bootstrap.min.css",
        STATIC / "congtam.css",
        STATIC / "congtam.js",
        htmx,
    ]
    fonts = [STATIC / f"vendor/inter-{part}-wght-normal.woff2" for part in ("latin", "vietnamese")]

    weight = sum(len(gzip.compress(path.read_bytes())) for path in text)
    assert weight + sum(path.stat().st_size for path in fonts) < FIRST_LOAD


def test_nothing_is_fetched_from_elsewhere():
    ours = [
        *STATIC.glob("*.css"),
        *STATIC.glob("*.js"),
        *ROOT.glob("congtam/web/templates/**/*.html"),
    ]
    found = {
        f"{path.relative_to(ROOT)}: {address}"
        for path in ours
        for address in re.findall(
            r"""(?:src|href|url\()=?["']?(https?://[^"')]+)""", path.read_text()
        )
    }

    assert found == set()


def test_no_template_carries_script_or_style_of_its_own():
    bad = re.compile(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\ssrc=)")
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in ROOT.glob("congtam/**/*.html")
        if (match := bad.search(path.read_text()))
    }

    assert found == {}
