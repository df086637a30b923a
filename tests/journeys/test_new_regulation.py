"""From a paper on the desk to a rule set in force, built by one officer, sealed by another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.chapters import conditions, drafting, proving
from tests.journeys.screen import People

pytestmark = pytest.mark.journey


def test_an_officer_brings_a_new_decree_into_force(people: People, tmp_path: Path):
    drafting.the_ground_is_laid(tmp_path)
    drafting.the_paper_is_entered(people)
    drafting.the_draft_is_started(people)
    drafting.the_facts_are_named(people)
    conditions.the_levels_get_conditions(people)
    conditions.two_officers_mend_one_line(people)
    proving.findings_are_mended(people)
    proving.findings_are_accepted(people)
    proving.a_quota_is_set(people)
    proving.examples_are_added(people)
    proving.it_is_compared(people)
    proving.a_second_person_puts_it_in_force(people)
    proving.the_command_line_agrees(tmp_path)
