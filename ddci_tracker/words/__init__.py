"""Everything that is said, in Vietnamese or English: translations, formats, labels, sentences.

Not here: who says it and where. Nothing here draws, asks a database or knows a web page.
"""
