"""The words of a stored PDF or Word file: `python -m congtam.core.filechecks.words PATH TYPE`.

As with the check of a file, an untrusted file is opened only in a limited child process;
its one line of answer is JSON with the `text`, empty where there is none to be read.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from congtam.core.filechecks.child import limit_itself
from congtam.core.filechecks.kinds import DOCX, PDF
from congtam.core.paragraphs import joined, squeezed

SECONDS = 30
MOST = 2_000_000
_ROOT = Path(__file__).resolve().parents[3]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of(path: Path, media_type: str) -> str:
    """The text of the file in paragraphs; empty for a scan, and for what cannot be read."""
    if media_type not in (PDF, DOCX):
        return ""
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "congtam.core.filechecks.words", str(path), media_type],
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired:
        return ""
    return str(json.loads(child.stdout)["text"]) if child.returncode == 0 else ""


def _read(path: str, media_type: str) -> str:
    text = _pdf(path) if media_type == PDF else _docx(path)
    return text.replace("\0", "")[:MOST]


def _pdf(path: str) -> str:
    document = pypdfium2.PdfDocument(path)
    lines: list[str] = []
    for page in document:
        lines += page.get_textpage().get_text_range().splitlines()
    return joined(lines)


def _docx(path: str) -> str:
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    lines = ("".join(run.text or "" for run in p.iter(f"{_W}t")) for p in root.iter(f"{_W}p"))
    return "\n".join(line for line in map(squeezed, lines) if line)


if __name__ == "__main__":
    limit_itself()
    sys.stdout.write(json.dumps({"text": _read(*sys.argv[1:3])}))
