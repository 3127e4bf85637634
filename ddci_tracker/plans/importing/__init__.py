"""A printed plan read into data by small named rules, one module a kind of fact.

The rules know the language of official papers, not any one paper. Opening the file is done before.
"""
