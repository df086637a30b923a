"""Seed 003's year: people and leadership collectives of a sector union, classified for 2020."""

from __future__ import annotations

import pytest

from tests.journeys.chapters import (
    critique_decisions,
    critique_meetings,
    critique_reports,
    critique_results,
    registers,
)
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
    critique_meetings.the_former_unit_speaks(people)
    critique_meetings.the_conference_is_called(people)
    critique_meetings.the_specialist_is_heard(people)
    critique_meetings.the_others_are_heard(people)
    critique_meetings.the_specialist_amends(people)
    critique_meetings.the_union_holds_its_own()
    critique_meetings.the_party_cell_speaks(people)
    critique_meetings.a_paper_comes_from_outside(people)
    critique_decisions.a_missing_opinion_stops_it(people)
    critique_meetings.the_other_opinions_come()
    critique_decisions.the_level_above_waits(people)
    critique_decisions.one_decides_alone(people)
    critique_decisions.the_level_above_is_decided(people)
    critique_decisions.the_dossier_goes_up(people)
    critique_decisions.the_session_decides_the_committees(people)
    critique_decisions.the_session_decides_the_chairs(people)
    critique_results.the_specialist_reads_why(people)
    critique_results.strangers_see_nothing(people)
    critique_results.next_year_is_counted(people)
    critique_results.an_award_is_entered(people)
    critique_results.a_level_is_decided_anew(people)
    critique_results.the_award_is_looked_at_again(people)
    critique_results.the_ledger_is_whole()
