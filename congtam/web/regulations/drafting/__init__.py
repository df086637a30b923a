"""The editor of rule sets: forms on the left, what the check says on the right."""
