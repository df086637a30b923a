"""Pages across sheets: consolidation, lists, decision sessions."""
