"""The chapters of a journey, in the order of the year."""
