"""How do references get out? As BibTeX, RIS, CSL-JSON or formatted citations, whatever selection somebody made.

`formats.pieces(references, format)` takes any iterable of references, e.g. those of a reading list; who may have them the
caller's `for_user` has decided. What comes out holds no personal data, and says of a text that it was retracted.
"""
