"""The faces of a briefing as office files: Word, PowerPoint, Excel and PDF.

Only this room knows office files. It lays out what a frozen month says and decides nothing. Its
modules load large libraries, so whoever needs one imports it when the file is asked for.
"""
