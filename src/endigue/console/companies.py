"""Companies of a group apart: what names another company is refused, whatever page it is for.

A person who speaks for some companies alone is refused twice: here, by the field that every form
and address calls `company`, and where an entry or a paper is looked up (`visit.line`). So a page
that is added later is behind the same gate.
"""

from typing import Final

from endigue.console.visit import Visit

FIELD: Final = "company"

LONGEST: Final = 80
"""Characters of what was asked for that the journal keeps."""


def only_own_companies(visit: Visit) -> None:
    """Raises Refusal, and writes the attempt, where a request names a company that the person
    does not see.
    """
    if visit.companies is None:
        return
    for company in (*visit.request.query_params.getlist(FIELD), *visit.texts(FIELD)):
        if company not in visit.companies:
            visit.refuse_sight(f"{visit.request.url.path}: {company[:LONGEST]}")
