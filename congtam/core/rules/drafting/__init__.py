"""A rule set while it is written: the tree of its text, edited part by part.

A draft may be incomplete; every function takes a tree and gives a new one. Keys that the
editor does not know stay as they are.
"""
