"""Steps of the eviction as people read them."""

from collections.abc import Mapping

from endigue.eradication.core.eviction import Step
from endigue.locale.links import say_link
from endigue.locale.speech import Speech


def say_step(speech: Speech, step: Step, names: Mapping[str, str]) -> str:
    """What is done, in one sentence."""
    subject = ", ".join(names.get(one, one) for one in step.subject.split("|"))
    code = f"eradication.step_{step.kind}"
    if step.kind == "ways" and not step.count:
        code = "eradication.step_ways_none"
    said = speech.say(code, subject=subject, count=step.count)
    named = [names.get(one, one) for one in step.things] + [
        " ".join(
            (
                names.get(way.source, way.source),
                say_link(speech, way.kind),
                names.get(way.target, way.target),
            )
        )
        for way in step.ways
    ]
    if not named:
        return said
    more = step.count - len(named)
    ending = speech.say("eradication.and_more", count=more) if more > 0 else ""
    return f"{said} {'; '.join(named)}{ending}"


def say_reason(speech: Speech, step: Step) -> str:
    """Why it is done."""
    said = speech.say(f"eradication.why_{step.kind}")
    extra = [speech.say(f"eradication.because_{reason}") for reason in step.reasons]
    return " ".join((said, *extra))
