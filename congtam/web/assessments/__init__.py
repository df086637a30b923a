"""The pages of a file: what it is, the score sheet, handing in, the result."""
