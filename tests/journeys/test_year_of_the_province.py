"""Seed 000's year: the unions of one province, from the guideline to the published decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys import strangers
from tests.journeys.chapters import (
    appraising,
    boards,
    deciding,
    handing_in,
    opening,
    scoring,
    telling,
)
from tests.journeys.screen import People

pytestmark = pytest.mark.journey


def test_the_province_classifies_its_unions_for_2021(people: People, tmp_path: Path):
    opening.packs_are_loaded(tmp_path)
    opening.regulations_come_into_force(people)
    opening.accounts_are_issued(people)
    opening.the_year_is_opened(people)
    opening.receivers_acknowledge(people)
    scoring.the_clerk_drafts(people)
    handing_in.the_chair_completes(people)
    handing_in.the_chair_hands_in(people)
    handing_in.the_other_unions_hand_in()
    strangers.are_refused(people)
    boards.one_board_writes_and_sends(people)
    boards.the_other_boards_do()
    handing_in.one_union_is_late(people)
    appraising.a_member_appraises(people)
    appraising.a_file_is_sent_back(people)
    appraising.the_union_mends_and_resubmits(people)
    appraising.the_rest_is_appraised(people)
    strangers.are_refused(people)
    deciding.the_team_sends_its_list(people)
    deciding.the_table_is_consolidated(people)
    deciding.the_session_is_held(people)
    strangers.are_refused(people)
    deciding.the_list_is_sealed_and_published(people)
    telling.the_union_sees_its_result(people)
    telling.the_late_union_reads_why(people)
    strangers.are_refused(people)
    telling.the_ledger_is_whole()
