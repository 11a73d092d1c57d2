"""How to command a kind of component: the shortest actuator that keeps the contract.

A component is something with a state that we set and can look at. This one is a switch board that
is a file with one line a circuit, `NAME=on` or `NAME=off`. To add a component of your own:

1. write its file beside this one, with a class that has these members (`change.Actuator` says what
   each promises);
2. add its section to `configured.py`, and to `docs/reference/enforcement.md`;
3. add a sentence for each code in `locale/sentences/enforcement.py`, and its French;
4. give the contract suite (`tests/contracts/test_actuators.py`) a rig: how to make it, and how to
   look behind its back. The suite then stops it at every step, lies to it, takes its component
   away, and has it done twice.
"""

from dataclasses import dataclass

from endigue.actuators.machine import Machine
from endigue.containment.enforcement.change import CannotPlan, Change, Sight, Step, key_of
from endigue.containment.enforcement.order import Order


@dataclass(frozen=True)
class SwitchBoard:
    """Circuits that can be switched off."""

    target: str
    machine: Machine
    path: str

    def covers(self, order: Order) -> bool:
        """Decide from the order alone: nobody is asked yet."""
        return order.kind == "switch_off" and order.sort == "asset"

    def plan(self, order: Order) -> Change:
        """Look, and write down all that `apply` and `undo` will need.

        The change goes to the journal before anything is done. So an undo after a crash, by
        another person on another laptop, puts back what really stood there.
        """
        circuit = order.target
        before = self._circuits().get(circuit)
        if before is None:
            raise CannotPlan("enforcement.host_unknown", host=circuit)
        return Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step("step.switch_off", {"name": order.name}),),
            content={"circuit": circuit},
            before={"was": before},
        )

    def preview(self, change: Change) -> tuple[str, ...]:
        """Exactly what will be sent, for an engineer who wants to read it first."""
        return (f"{self.path}: {change.content['circuit']}=off",)

    def apply(self, change: Change) -> None:
        """Set a state, never toggle one: then a second time changes nothing."""
        self._switch(change.content["circuit"], "off")

    def verify(self, change: Change) -> Sight:
        """Look at the component; do not remember what it said."""
        now = self._circuits().get(change.content["circuit"])
        return Sight("in_force" if now == "off" else "absent", f"it is {now}")

    def undo(self, change: Change) -> None:
        """Put back what stood before, which need not be the contrary of what was set."""
        self._switch(change.content["circuit"], change.before["was"])

    def _switch(self, circuit: str, state: str) -> None:
        circuits = {**self._circuits(), circuit: state}
        text = "".join(f"{name}={value}\n" for name, value in circuits.items())
        self.machine.write(self.path, text.encode())

    def _circuits(self) -> dict[str, str]:
        text = (self.machine.read(self.path) or b"").decode()
        return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
