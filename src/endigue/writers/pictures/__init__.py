"""Pictures as SVG text: pure functions of figures and words.

Colours and type come from classes. On a page its style sheet defines them, so that pictures
follow the light or dark scheme; in print `svg.standalone` puts them inside the picture.
"""
