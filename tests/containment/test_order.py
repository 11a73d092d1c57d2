from endigue.containment.order import MOST_PRICES, in_order
from endigue.containment.pricer import Pricer


def ordered(org, seeds, plan):
    pricer = Pricer(org)
    without = {lever: one.harm for lever, one in pricer.without_each(seeds, plan).items()}
    levers = [org.lever_by_id[lever] for lever in plan]
    return [lever.id for lever in in_order(pricer, seeds, levers, without)]


def test_first_what_avoids_most_harm_per_minute(write):
    org = write(
        {
            "pc": ("machine", "", 0),
            "cheap": ("machine", "", 100),
            "dear": ("machine", "", 900),
            "slow": ("machine", "", 1_000),
        },
        links=[("pc", "cheap"), ("pc", "dear"), ("pc", "slow")],
        levers={"c": ("cheap", 0), "d": ("dear", 0), "s": ("slow", 0)},
        minutes={"c": 10, "d": 10, "s": 100},
    )
    # Per minute of work: 10, 90 and 10; of equals the first by name.
    assert ordered(org, ["pc"], ["c", "s", "d"]) == ["d", "c", "s"]


def test_what_only_avoids_harm_together_follows_what_avoids_some_alone(write):
    org = write(
        {
            "a": ("machine", "", 0),
            "b": ("machine", "", 0),
            "jewel": ("machine", "", 10_000),
            "desk": ("machine", "", 10),
        },
        links=[("a", "jewel"), ("b", "jewel"), ("b", "desk")],
        levers={"one": ("a", 0), "two": ("b", 0)},
        minutes={"one": 1, "two": 50},
    )
    # Alone only `two` saves anything, though `one` is worth more per minute in the whole plan.
    assert ordered(org, ["a", "b"], ["one", "two"]) == ["two", "one"]


def test_mandatory_measures_come_first_in_the_order_of_the_doctrine(write):
    org = write(
        {"pc": ("machine", "", 0), "srv": ("machine", "", 10**6), "bkp": ("machine", "", 0)},
        links=[("pc", "srv")],
        levers={"iso": ("pc", 0), "pause": ("bkp", 0), "net": ("bkp", 0), "dc": ("bkp", 0)},
        kinds={"pause": "pause_backups", "net": "cut_internet", "dc": "preserve"},
        mandatory=["dc", "pause", "net"],
    )
    assert ordered(org, ["pc"], ["dc", "iso", "pause", "net"]) == ["net", "pause", "dc", "iso"]


def test_a_plan_of_very_many_actions_is_ordered_by_what_each_is_worth_in_it(write):
    names = [f"m{n:03}" for n in range(MOST_PRICES + 10)]
    org = write(
        {"pc": ("machine", "", 0), **{n: ("machine", "", i + 1) for i, n in enumerate(names)}},
        links=[("pc", name) for name in names],
        levers={f"l-{name}": (name, 0) for name in names},
    )
    assert ordered(org, ["pc"], list(org.lever_by_id)) == [f"l-{n}" for n in reversed(names)]
