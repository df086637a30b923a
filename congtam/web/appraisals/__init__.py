"""Pages of those who judge: a board's table, a desk's list, the appraisal of one file."""
