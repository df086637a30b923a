"""Reads of assessments: seats, sheets, what may be seen of whom, totals and accounts."""
