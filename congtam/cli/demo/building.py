"""Play the script from the first act to the last, all of it or nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from congtam.cli.demo import appraising, critiques, deciding, fields, filling, ground, script, words
from congtam.cli.demo.papers import Papers
from congtam.cli.demo.script import Act, Script
from congtam.cli.demo.stage import Stage
from congtam.cli.words import Stop
from congtam.clock import set_to

PACKS: Path = settings.ROOT / "packs"
FOLDER = PACKS / "demo"

DEEDS: dict[str, Callable[[Stage, Act], None]] = {
    deed.__name__: deed
    for deed in (
        ground.load,
        ground.put_in_force,
        ground.put_in_force_all,
        ground.issue_accounts,
        ground.open_year,
        ground.acknowledge,
        ground.extend,
        ground.work,
        filling.draft,
        filling.submit,
        filling.mend,
        fields.write_words,
        fields.score_field,
        fields.send_field,
        appraising.appraise,
        appraising.send_back,
        appraising.send_list,
        deciding.hold_session,
        deciding.decide,
        deciding.seal,
        deciding.publish,
        critiques.enter_tasks,
        critiques.finish_tasks,
        critiques.report,
        critiques.opinion,
        critiques.conclude,
        critiques.send_out,
        critiques.send_dossiers,
        critiques.conference,
        critiques.decide_lists,
    )
}


def script_of_the_year() -> Script:
    """The year that visitors stand in: a province in 2021."""
    return script.load(FOLDER / "kich-ban.yaml")


def script_of_the_sector() -> Script:
    """A year that is over: the critique of people and collectives in a sector union, 2020."""
    return script.load(FOLDER / "kich-ban-nganh.yaml")


def build() -> Stage:
    """Both years in one transaction: an interrupted build leaves nothing behind."""
    said = words.load(FOLDER / "loi.yaml")
    papers = Papers(FOLDER / "giay-to.typ", said.note)
    with transaction.atomic():
        play(script_of_the_sector(), said, papers)
        return play(script_of_the_year(), said, papers)


def play(played: Script, said: words.Words, papers: Papers) -> Stage:
    """One script from the first act to the last."""
    rng = random.Random(played.seed)
    stage = Stage(packs=PACKS, script=played, words=said, papers=papers, random=rng)
    for act in played.acts:
        _play(stage, act)
    return stage


def _play(stage: Stage, act: Act) -> None:
    deed = DEEDS.get(act.do)
    if deed is None:
        raise Stop(f"kich-ban.yaml:{act.line}: không có việc «{act.do}».")
    with set_to(act.at):
        try:
            deed(stage, act)
        except Exception as error:
            error.add_note(f"kich-ban.yaml:{act.line}: {act.do}")
            raise
