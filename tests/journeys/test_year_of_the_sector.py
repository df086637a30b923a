"""Seed 003's year: people and leadership collectives of a sector union, classified for 2020."""

from __future__ import annotations

import pytest

from tests.journeys.chapters import critique_reports, registers
from tests.journeys.screen import People

pytestmark = pytest.mark.journey


def test_the_sector_classifies_its_people_and_collectives_for_2020(people: People):
    registers.the_organisation_is_loaded()
    registers.the_head_assigns(people)
    registers.results_come_in(people)
    registers.the_head_checks(people)
    registers.the_other_registers_are_kept()
    critique_reports.the_year_is_opened(people)
    critique_reports.the_specialist_writes(people)
    critique_reports.the_specialist_sends(people)
    critique_reports.the_newcomer_attaches(people)
    critique_reports.the_committee_writes(people)
    critique_reports.the_others_report()
