"""A second procedure on the same code: section unions, the real table, the university decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.chapters import sections
from tests.journeys.screen import People

pytestmark = pytest.mark.journey


def test_the_university_classifies_its_section_unions(people: People, tmp_path: Path):
    sections.packs_are_in_force(tmp_path)
    sections.the_university_opens(people)
    sections.a_section_scores(people)
    sections.sections_hand_in(people)
    sections.the_standing_committee_scores(people)
    sections.the_inspectors_appraise(people)
    sections.the_committee_decides_and_publishes(people)
    sections.a_section_sees_its_result(people)
