"""Reads across sheets: desks, the consolidated table, quotas, sessions, snapshots."""
