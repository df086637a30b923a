"""Reads of the records: whose they are, what they add up to, what a page shows."""
