"""Pages of the register of tasks and of the personal records."""
