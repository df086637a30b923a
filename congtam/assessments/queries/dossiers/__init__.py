"""Dossiers sent upward: what one holds now, what was sealed, who has sent and who has not."""

from congtam.assessments.queries.dossiers.board import Board as Board
from congtam.assessments.queries.dossiers.board import Sender as Sender
from congtam.assessments.queries.dossiers.board import Waits as Waits
from congtam.assessments.queries.dossiers.board import board_of as board_of
from congtam.assessments.queries.dossiers.board import cycles_of as cycles_of
from congtam.assessments.queries.dossiers.board import own_files as own_files
from congtam.assessments.queries.dossiers.duties import concerned as concerned
from congtam.assessments.queries.dossiers.duties import duties_in as duties_in
from congtam.assessments.queries.dossiers.duties import duty_of as duty_of
from congtam.assessments.queries.dossiers.duties import offices_of as offices_of
from congtam.assessments.queries.dossiers.gathering import contents_of as contents_of
from congtam.assessments.queries.dossiers.holding import Collective as Collective
from congtam.assessments.queries.dossiers.holding import Contents as Contents
from congtam.assessments.queries.dossiers.holding import Enclosed as Enclosed
from congtam.assessments.queries.dossiers.holding import Given as Given
from congtam.assessments.queries.dossiers.holding import Member as Member
from congtam.assessments.queries.dossiers.holding import as_text as as_text
from congtam.assessments.queries.dossiers.holding import from_text as from_text
from congtam.assessments.queries.dossiers.holding import seen_by as seen_by
