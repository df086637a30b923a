"""Pages of dossiers: what a unit sends upward, and what the level above receives."""
