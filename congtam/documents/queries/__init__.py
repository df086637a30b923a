"""From rows to the forms: each paper's words come from the rule book, its figures from the rows."""
