"""Whether a file is what it may be, judged by its content alone.

`kinds` looks at the first bytes, `child` opens the whole file in a process of its own
with little memory and time, `examine` is the door to both, `names` cleans a file's name.
"""
