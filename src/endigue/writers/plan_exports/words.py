"""An action in words, in one language."""

from dataclasses import dataclass
from functools import cached_property

from endigue.containment.actions import arguments
from endigue.containment.plan import Action
from endigue.desk.names import Names
from endigue.desk.plan_export import PlanExport
from endigue.locale.sentences import sentences
from endigue.locale.speech import Speech
from endigue.writers.briefing.legible import legible_text

_NAMED = ("target", "source", "reached")
"""Arguments that are identifiers of things with names."""


@dataclass(frozen=True)
class PlanWords:
    """A voice and the export that it speaks about."""

    speech: Speech
    export: PlanExport

    def name(self, identifier: str) -> str:
        """What a thing is called, safe to look at: an intruder may have named it."""
        return legible_text(self._names.of(identifier))

    @cached_property
    def _names(self) -> Names:
        return Names(self.export.organisation)

    def title(self) -> str:
        """The alternative and whose it is."""
        option = self.speech.say(f"briefing.option.{self.export.alternative.name}")
        return self.speech.say(
            "containment.export_title",
            option=option,
            name=legible_text(self.export.organisation.name),
        )

    def summary(self) -> str:
        """What the alternative comes to, in one or two sentences."""
        one = self.export.alternative
        currency = self.export.organisation.currency
        return self.speech.say(
            "containment.export_summary",
            actions=self.speech.number(len(one.actions)),
            minutes=self.speech.number(one.minutes),
            harm=self.speech.money(one.harm, currency),
            fallen=self.speech.number(len(one.fallen)),
            seeds=self.speech.number(len(one.seeds)),
        )

    def order(self, action: Action) -> str:
        """The action as an order: "Isolate SRV-1"."""
        return self._of_kind("action", action)

    def undo(self, action: Action) -> str:
        """How it is undone, or that it cannot be."""
        if not action.reversible:
            return self.speech.say("briefing.plan.no_undo")
        return self.speech.say("briefing.plan.undo", undo=self._of_kind("undo", action))

    def why(self, action: Action) -> str:
        """Why it is in the plan."""
        said = dict(arguments(action))
        for key, value in said.items():
            if key in _NAMED:
                said[key] = self.name(str(value))
            elif isinstance(value, int):
                said[key] = self.speech.number(value)
        known = sentences()
        return " ".join(self.speech.say(code, **said) for code in action.why if code in known)

    def approval(self, action: Action) -> str:
        """Who approves it."""
        cell = self.speech.say(f"briefing.approval.{action.approval}")
        return self.speech.say("containment.export_approval", cell=cell)

    def description(self, action: Action) -> str:
        """Everything that a crew must know of it."""
        place = self.speech.say(
            "containment.export_place",
            number=self.speech.number(self.number(action)),
            count=self.speech.number(len(self.export.alternative.actions)),
            crew=self.crew(action),
        )
        minutes = self.speech.number(action.minutes)
        parts = (
            place,
            self.why(action),
            self.speech.say("containment.export_minutes", minutes=minutes),
            self.approval(action),
            f"{self.undo(action)}.",
        )
        return " ".join(part for part in parts if part)

    def number(self, action: Action) -> int:
        """Its place in the plan, from 1."""
        return self._numbers[action.lever]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        actions = self.export.alternative.actions
        return {action.lever: number for number, action in enumerate(actions, start=1)}

    def crew(self, action: Action) -> str:
        """Who does it."""
        return action.crew or self.speech.say("containment.export_no_crew")

    def _of_kind(self, family: str, action: Action) -> str:
        code = f"briefing.{family}.{action.kind}"
        if code not in sentences():
            code = f"briefing.{family}.other"
        kind = action.kind.replace("_", " ")
        return self.speech.say(code, kind=kind, target=self.name(action.target))
