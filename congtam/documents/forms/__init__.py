"""The papers: plain values in, the bytes of a PDF out."""
