"""Pages of official papers: issue, download, print on demand."""
