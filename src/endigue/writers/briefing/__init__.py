"""The first briefing as documents: the same content for the terminal, the page and the print.

The chapters of the briefing (`decision`, `evidence`, `reach`, ...) put it into blocks of words;
`text`, `page` and `print` only lay blocks out, so that the three always say the same.
"""
