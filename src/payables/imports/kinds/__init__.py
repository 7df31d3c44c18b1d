"""Each kind of file: its columns, and how its rows are taken in and taken back. One file and one line here.

All of them act on records through the actions of the capability that the records belong to.
"""
