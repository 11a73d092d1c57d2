"""Sentences with which pages answer first: what is out of date, how far it has come."""

SENTENCES: dict[str, str] = {
    "console.stale.organisation": (
        "The organisation changed since the last computation: what is shown is from before."
    ),
    "console.stale.evidence": (
        "Evidence was added since the last computation: what is shown is from before."
    ),
    "console.stale.again": "Compute again in Cut",
    "console.open.not_done": "{action}: {state}",
    "console.open.notice_review": "Notice to {audience}, no. {number}, waits for a review",
    "console.open.notice_approve": "Notice to {audience}, no. {number}, waits for an approval",
    "console.open.notice_issue": "Notice to {audience}, no. {number}, waits to be sent",
    "console.cut.ask_other": "Ask for the approval of another option",
    "console.cut.down": "Operations down",
    "console.cut.is_approved": "approved",
    "console.cut.not_this_list": (
        "This list is “{recommended}”, as recommended. Approved and carried out is "
        "“{approved}”: its {count} actions stand under Carry it out."
    ),
    "console.carry.so_far": "Actions done: {done} of {count}",
    "console.carry.so_far_failed": "failed or in doubt: {count}",
    "console.carry.so_far_out": "under way: {count}",
    "console.carry.so_far_left": "not begun: {count}",
    "console.carry.results": "Type in results: {count} work orders are out",
    "console.carry.hands": "By hand: {count}",
    "console.carry.before": "Not shown, because they are done or handed out already: {count}",
    "console.back.kind_work": "work",
    "console.back.kind_people": "people who came or left",
    "console.back.kind_instead": "another way to bring an asset back",
    "console.back.kind_safe_date": "the safe date of the backups",
    "console.back.kind_backup": "the state of backups",
    "console.back.kind_gate": "a decision to let something return or not",
    "console.prepare.as_computed": (
        "As of the last computation, at entry {entry}: what was recorded after it is "
        "not in this list."
    ),
    "console.tell.not_begun": "Legal clocks that have not started: {count}",
    "console.tell.begins_with": "It starts once this is recorded: {events}",
    "console.tell.told_otherwise": (
        "{service}: the public was told “{told}”, and it is assessed as “{assessed}”."
    ),
    "console.reach.answer": (
        "About {fallen} of {assets} assets have fallen after {duration} if nothing is done."
    ),
    "console.reach.outside": "outside the companies",
    "console.going.waiting_of": "{name}: requests waiting, by the hour",
    "console.clean.alike": "Only the next step to take",
    "console.clean.told_apart": "What lacks something, or waits",
    "console.clean.lost_supposes": (
        "This supposes that whatever is compromised or suspected, with all that can be "
        "reached from it, stays out of use: {held} assets."
    ),
    "console.clean.would_open.one": "It would open a way:",
    "console.clean.would_open.many": "It would open {count} ways, among them:",
}
