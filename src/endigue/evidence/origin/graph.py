"""The causal graph: which steps may have led to which, with how strong a tie.

Strengths are assumed. They say how sure a tie is once both ends are seen: the same process
identifier leaves no doubt, mere closeness in time leaves much.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from endigue.evidence.findings import Finding
from endigue.evidence.messages.message import Message
from endigue.evidence.messages.touches import Touch
from endigue.evidence.names import parse_name
from endigue.evidence.origin.steps import STEP_KINDS, Cause, Step, StepKind, Trace
from endigue.evidence.origin.wrong import READERS, Wrong, program
from endigue.evidence.tracing.identities import Identities
from endigue.evidence.tracing.records import Activity
from endigue.kernel.words import words

AFTER_CLICK = timedelta(hours=8)
"""How long after a click what it brought may run; assumed: a working day."""

SOON = timedelta(minutes=10)
EARLY = timedelta(minutes=2)
"""How much an effect may stand before its cause once clocks are corrected; assumed."""

CARRIES = timedelta(days=3)
"""How long a wrong process may be the cause of log-ons from its machine; assumed."""

STANDS = timedelta(days=7)
"""How long after anything wrong on a machine a finding on it may be due to that; assumed."""

LONGEST_DETAIL = 300
MOST_STARTED = 5_000
"""Processes that wrong ones started and that are followed; assumed."""

_OWN_LINK, _BY_ACCOUNT, _BY_MACHINE, _LOOKED_UP = 0.95, 0.95, 0.85, 0.6
_BROUGHT, _SOON_AFTER, _LATER = 0.95, 0.6, 0.3
_PARENT, _SESSION, _REMOTE_PARENT = 0.98, 0.95, 0.7
_NAMED_THERE, _SAME_PERSON, _SAME_MACHINE = 0.9, 0.7, 0.4

_SUSPECT_KINDS = {
    "confirmed_implant": 1.0, "ransom_note": 1.0, "encrypted_files": 1.0, "edr_alert": 0.8,
    "sigma_critical": 0.7, "ioc_match": 0.6, "sigma_high": 0.5, "payload_ran": 0.95,
}  # fmt: skip
"""Findings that ask for an explanation, and how much; assumed."""


@dataclass(frozen=True)
class Seen:
    """Everything that steps are made of. Times are of one clock, hosts of one spelling."""

    messages: Sequence[Message] = ()
    """Those of the campaign."""
    touches: Sequence[Touch] = ()
    activities: Sequence[Activity] = ()
    wrong: Sequence[Wrong] = ()
    findings: Sequence[Finding] = ()
    known: Identities = field(default_factory=Identities)


def trace(seen: Seen) -> Trace:
    """The steps that matter and the ties between them.

    Of processes, those that are wrong, what started them and what they started; of log-ons,
    those between machines of which one is touched by what is wrong.
    """
    return _Weaver(seen).trace()


class _Weaver:
    """Holds the steps made so far while ties are looked for."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.steps: dict[str, Step] = {}
        self.causes: dict[tuple[str, str], Cause] = {}
        self.clicks: dict[str, list[Step]] = defaultdict(list)
        self.processes: dict[tuple[str, str], list[Activity]] = defaultdict(list)
        self.children: dict[tuple[str, str], list[Activity]] = defaultdict(list)
        for each in seen.activities:
            if each.kind == "process":
                self.processes[self.host(each), each.process].append(each)
                if each.parent:
                    self.children[self.host(each), each.parent].append(each)

    def host(self, activity: Activity) -> str:
        """The machine of a record in its one spelling."""
        return self.seen.known.host_key(activity.host) or activity.host.lower()

    def trace(self) -> Trace:
        self._messages_and_clicks()
        self._wrong()
        self._started()
        self._logons()
        steps = sorted(self.steps.values(), key=in_order)
        woven = Trace(tuple(steps), tuple(self.causes[key] for key in sorted(self.causes)))
        return with_signs(woven, self.seen.findings)

    def add(self, kind: StepKind, key: str, at: datetime, **fields: object) -> Step:
        """A step; of two with the same key, the first."""
        name = step_id(kind, key)
        if name not in self.steps:
            fields["detail"] = str(fields.get("detail", ""))[:LONGEST_DETAIL]
            self.steps[name] = Step(name, kind, at, **fields)  # type: ignore[arg-type]
        return self.steps[name]

    def tie(self, cause: Step, effect: Step, strength: float, why: str) -> None:
        """A tie; of two between the same steps, the stronger."""
        if cause.id == effect.id:
            return
        known = self.causes.get((cause.id, effect.id))
        if known is None or known.strength < strength:
            self.causes[cause.id, effect.id] = Cause(cause.id, effect.id, strength, why)

    def _messages_and_clicks(self) -> None:
        by_source = {message.source: message for message in self.seen.messages}
        dated = [message for message in self.seen.messages if message.moment]
        first = min(dated, key=lambda message: message.moment or _NEVER, default=None)
        campaign: Step | None = None
        if first is not None and first.moment is not None:
            campaign = self.add(
                "campaign", "campaign", first.moment, detail=first.subject, source=first.source
            )
        for touch in self.seen.touches:
            if touch.kind in ("clicked", "looked_up"):
                click = self._click(touch)
                message = by_source.get(touch.message)
                if message is not None and message.moment and campaign is not None:
                    got = self.add(
                        "message", f"{touch.message} {touch.recipient}", message.moment,
                        account=touch.recipient, detail=message.subject, source=message.source,
                    )  # fmt: skip
                    self.tie(campaign, got, 1.0, "sent")
                    self.tie(got, click, _tie_of(touch), touch.why or "received")

    def _click(self, touch: Touch) -> Step:
        place = touch.host or touch.client
        step = self.add(
            "click", f"{place} {touch.address} {touch.at.isoformat()}", touch.at, host=place,
            account=touch.recipient or touch.account, detail=touch.address,
            source=touch.source, row=touch.row,
        )  # fmt: skip
        self.clicks[place].append(step)
        return step

    def _wrong(self) -> None:
        for wrong in self.seen.wrong:
            step = self._process(wrong.activity, wrong)
            top = self._up(wrong.activity, step)
            brought = wrong.code in ("payload_ran", "bad_file_ran", "called_bad_host")
            for click in self.clicks.get(self.host(wrong.activity), ()):
                after = step.at - click.at
                if -EARLY <= after <= AFTER_CLICK and wrong.code not in _NOT_OF_A_CLICK:
                    near = _SOON_AFTER if after <= SOON else _LATER
                    self.tie(click, step, _BROUGHT if brought else near,
                             "brought" if brought else "soon_after")  # fmt: skip
                    self.tie(click, top, near, "soon_after")

    def _process(self, activity: Activity, wrong: Wrong | None = None) -> Step:
        host = self.host(activity)
        key = f"{host} {activity.process or activity.at.isoformat()} {program(activity.image)}"
        step = self.add(
            "process", key, activity.at, host=host, account=activity.account,
            detail=activity.command or activity.image, source=activity.source, row=activity.row,
        )  # fmt: skip
        if wrong is not None and wrong.weight > step.weight:
            step = Step(
                step.id, "process", step.at, step.host, step.account, step.detail, wrong.code,
                wrong.weight, step.source, step.row,
            )  # fmt: skip
            self.steps[step.id] = step
        return step

    def _up(self, activity: Activity, step: Step) -> Step:
        """Add the processes above, up to what every session has, which explains nothing; the
        topmost of them.
        """
        below = step
        record = self._record(activity)
        for _ in range(32):
            parent = self._parent(record)
            if parent is None or program(parent.image) in _EVERYDAY:
                return below
            above = self._process(parent)
            self.tie(above, below, _PARENT, "started")
            record, below = parent, above
        return below

    def _started(self) -> None:
        """What wrong processes started, and what that started."""
        waiting = [(wrong.activity, self._process(wrong.activity)) for wrong in self.seen.wrong]
        known = {step.id for _, step in waiting}
        while waiting and len(known) < MOST_STARTED:
            activity, step = waiting.pop()
            for child in self.children.get((self.host(activity), activity.process), ()):
                below = self._process(child)
                if child.at >= activity.at and activity.process:
                    self.tie(step, below, _PARENT, "started")
                    if below.id not in known:
                        known.add(below.id)
                        waiting.append((child, below))

    def _record(self, activity: Activity) -> Activity:
        """The start of the process that a record is about, where it was recorded."""
        if activity.kind == "process":
            return activity
        started = [
            each
            for each in self.processes.get((self.host(activity), activity.process), ())
            if each.at <= activity.at + EARLY
        ]
        return started[-1] if started else activity

    def _parent(self, activity: Activity) -> Activity | None:
        if activity.kind != "process" or not activity.parent:
            return None
        started = self.processes.get((self.host(activity), activity.parent), ())
        before = [each for each in started if each.at <= activity.at and each is not activity]
        return before[-1] if before else None

    def _logons(self) -> None:
        wrong_at: dict[str, list[Step]] = defaultdict(list)
        for step in self.steps.values():
            if step.kind == "process":
                wrong_at[step.host].append(step)
        for steps in wrong_at.values():
            steps.sort(key=lambda step: step.at)
        waiting = [each for each in self.seen.activities if each.kind == "logon" and each.peer]
        for activity in sorted(waiting, key=lambda each: each.at):
            start = self.seen.known.host_of(activity.peer, activity.at) or activity.peer.lower()
            host = self.host(activity)
            if start == host or (host not in wrong_at and start not in wrong_at):
                continue
            before = _between(wrong_at.get(start, ()), activity.at - CARRIES, activity.at + EARLY)
            effects = self._in_session(activity, wrong_at.get(host, ()))
            if not effects:
                continue
            step = self.add(
                "logon", f"{host} {start} {activity.account} {activity.at.isoformat()}",
                activity.at, host=host, account=activity.account, detail=f"{start} → {host}",
                source=activity.source, row=activity.row,
            )  # fmt: skip
            for effect, strength, why in effects:
                self.tie(step, effect, strength, why)
            for cause in before[-50:]:
                self.tie(cause, step, *_way_out(cause, activity, host))

    def _in_session(
        self, activity: Activity, there: Sequence[Step]
    ) -> list[tuple[Step, float, str]]:
        """Wrong processes that ran in the session, or soon after it for the same person."""
        found: list[tuple[Step, float, str]] = []
        sessions = self._sessions()
        for step in _between(there, activity.at - EARLY, activity.at + CARRIES):
            if activity.logon and sessions.get(step.id) == activity.logon:
                found.append((step, _SESSION, "same_session"))
            elif step.at - activity.at <= SOON and _same_person(step.account, activity.account):
                found.append((step, _REMOTE_PARENT, "soon_after_log_on"))
            elif step.at - activity.at <= EARLY and step.code == "remote_execution":
                found.append((step, _SAME_MACHINE, "soon_after_log_on"))
        return found

    def _sessions(self) -> dict[str, str]:
        if not hasattr(self, "_session_of"):
            self._session_of = {
                self._key_of(each): each.logon
                for records in self.processes.values()
                for each in records
                if each.logon
            }
        return self._session_of

    def _key_of(self, activity: Activity) -> str:
        host = self.host(activity)
        key = f"{host} {activity.process or activity.at.isoformat()} {program(activity.image)}"
        return step_id("process", key)


def with_signs(trace: Trace, findings: Iterable[Finding]) -> Trace:
    """The trace with a step for each finding that asks for an explanation and names a machine
    and an instant, tied to what happened on that machine within `STANDS` before.
    """
    on_host: dict[str, list[Step]] = defaultdict(list)
    for step in trace.steps:
        if step.host and step.kind not in ("message", "sign"):
            on_host[step.host].append(step)
    signs: dict[str, Step] = {}
    causes: list[Cause] = []
    for finding in findings:
        sign = _sign(finding)
        if sign is None or sign.id in signs:
            continue
        signs[sign.id] = sign
        for step in on_host.get(sign.host, ()):
            after = sign.at - step.at
            if -EARLY <= after <= STANDS:
                strength = _SOON_AFTER if after <= SOON else _LATER
                causes.append(Cause(step.id, sign.id, strength, "same_machine"))
    steps = sorted((*trace.steps, *signs.values()), key=in_order)
    return Trace(tuple(steps), (*trace.causes, *causes))


def _sign(finding: Finding) -> Step | None:
    weight = _SUSPECT_KINDS.get(finding.kind, 0.0)
    name = parse_name(finding.host, "host")
    if not weight or name is None or finding.observed_at is None:
        return None
    host = name.bare or name.full
    detail = finding.detail[:LONGEST_DETAIL]
    return Step(
        id=step_id(
            "sign", f"{host} {finding.kind} {finding.source} {finding.row} {finding.detail}"
        ),
        kind="sign",
        at=finding.observed_at,
        host=host,
        account=finding.account,
        detail=detail,
        code=finding.kind,
        weight=weight,
        source=finding.source,
        row=finding.row,
    )


def step_id(kind: StepKind, key: str) -> str:
    """The identifier of a step, alike in every run."""
    return f"{kind}-{blake2b(key.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


def in_order(step: Step) -> tuple[datetime, int, str]:
    """Time, then the order of the kinds, then the identifier."""
    return step.at, STEP_KINDS.index(step.kind), step.id


_NEVER = datetime.max.replace(tzinfo=UTC)
_EVERYDAY = READERS | words(
    "explorer.exe services.exe svchost.exe wininit.exe winlogon.exe userinit.exe lsass.exe "
    "taskeng.exe taskhostw.exe wmiprvse.exe wsmprovhost.exe sihost.exe runtimebroker.exe"
)
_NOT_OF_A_CLICK = frozenset({"remote_execution"})


def _tie_of(touch: Touch) -> float:
    if touch.kind == "looked_up":
        return _LOOKED_UP
    return {"own_link": _OWN_LINK, "account": _BY_ACCOUNT}.get(touch.why, _BY_MACHINE)


def _way_out(cause: Step, activity: Activity, host: str) -> tuple[float, str]:
    if host and host in cause.detail.lower():
        return _NAMED_THERE, "names_the_machine"
    if _same_person(cause.account, activity.account):
        return _SAME_PERSON, "same_person"
    return _SAME_MACHINE, "from_this_machine"


def _same_person(one: str, other: str) -> bool:
    plain = [each.replace("/", "\\").rpartition("\\")[2].partition("@")[0].lower()
             for each in (one, other)]  # fmt: skip
    return plain[0] == plain[1] != ""


def _between(steps: Sequence[Step], start: datetime, end: datetime) -> Sequence[Step]:
    times = [step.at for step in steps]
    return steps[bisect_left(times, start) : bisect_right(times, end)]
