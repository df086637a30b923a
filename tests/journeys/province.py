"""The shipped organisation, trimmed to a few unions so that a journey shows whole lists."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

PACKS = Path(__file__).parents[2] / "packs"
TOP = "ldld"


def trimmed(units: Collection[str]) -> str:
    """The pack with the province itself and these units: their bodies, people and charges."""
    source = (PACKS / "to-chuc-mau" / "organisation.yaml").read_text()
    tree: dict[str, Any] = yaml.load(source, yaml.BaseLoader)
    kept = {TOP, *units}
    tree["units"] = [one for one in tree["units"] if one["code"] in kept]
    tree["bodies"] = [one for one in tree["bodies"] if one["unit"] in kept]
    for person in tree["people"]:
        person["posts"] = [post for post in person["posts"] if post["unit"] in kept]
    tree["people"] = [person for person in tree["people"] if person["posts"]]
    for charge in tree["charges"]:
        charge["units"] = [code for code in charge["units"] if code in kept]
    tree["charges"] = [charge for charge in tree["charges"] if charge["units"]]
    return json.dumps(tree, ensure_ascii=False)
