"""The first page, the health of the process, the design page of the demo."""
