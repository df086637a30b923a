"""`make bench`: what a request costs on a generated province, on both engines. Not a test."""
