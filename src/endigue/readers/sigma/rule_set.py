"""A rule set as a whole: every file read, references resolved, the unknown named."""

from collections.abc import Iterable, Sequence

from endigue.evidence.sigma.rules import Correlation, Detection, Parsed, Unsupported
from endigue.readers.sigma.pysigma import Read, pipeline, read_file
from endigue.readers.sigma.sources import Content, digest_of


def rule_set(contents: Sequence[Content]) -> Parsed:
    """The rules of all files. A rule whose identifier was seen before is left out by name."""
    mapping = pipeline()
    reads = [(name, read_file(name, content, mapping)) for name, content in contents]
    detections, twice = _once(reads)
    correlations, dangling = _resolved(detections, reads)
    unsupported = [one for _, read in reads for one in read.unsupported]
    return Parsed(
        detections=detections,
        correlations=correlations,
        unsupported=(*unsupported, *twice, *dangling),
        digest=digest_of(contents),
    )


def _once(
    reads: Iterable[tuple[str, Read]],
) -> tuple[tuple[Detection, ...], list[Unsupported]]:
    known: dict[str, Detection] = {}
    twice = []
    for name, read in reads:
        for each in read.detections:
            rule = each.rule
            if rule.id in known:
                twice.append(Unsupported(rule.title, name, f"the identifier {rule.id} is taken"))
            else:
                known[rule.id] = each
    return tuple(known.values()), twice


def _resolved(
    detections: tuple[Detection, ...], reads: Iterable[tuple[str, Read]]
) -> tuple[tuple[Correlation, ...], list[Unsupported]]:
    """Correlations with identifiers for references, those that lean on others after them."""
    waiting = [(name, one) for name, read in reads for one in read.correlations]
    rules = [each.rule for each in detections]
    known = {key: rule.id for rule in rules for key in (rule.id, rule.name) if key}
    ready: list[Correlation] = []
    while waiting:
        still = []
        for name, one in waiting:
            if all(reference in known for reference in one.rules):
                ready.append(_with_identifiers(one, known))
            else:
                still.append((name, one))
        if len(still) == len(waiting):
            break
        known |= {key: c.id for c in ready for key in (c.id, c.name) if key}
        waiting = still
    lost = [
        Unsupported(
            one.title,
            name,
            "no rule is called " + ", ".join(r for r in one.rules if r not in known),
        )
        for name, one in waiting
    ]
    return tuple(ready), lost


def _with_identifiers(one: Correlation, known: dict[str, str]) -> Correlation:
    return Correlation(
        id=one.id,
        title=one.title,
        level=one.level,
        type=one.type,
        rules=tuple(known[reference] for reference in one.rules),
        seconds=one.seconds,
        group_by=one.group_by,
        aliases={
            alias: {known.get(reference, reference): field for reference, field in meant.items()}
            for alias, meant in one.aliases.items()
        },
        operators=one.operators,
        field=one.field,
        techniques=one.techniques,
        name=one.name,
    )
