import json

import evtx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st


def detection(one, condition="one", **more):
    return {"one": one, **more, "condition": condition}


@pytest.mark.parametrize("form", ["json", "evtx"])
def test_hits_on_real_recordings_are_those_of_the_slow_evaluator(form, sigma, naive, logs) -> None:
    contents = [(p.name, p.read_bytes()) for p in sorted((logs / "rules").glob("*.yml"))]
    if form == "json":
        text = (logs / "json" / "otrf.jsonl").read_bytes()
    else:
        records = [
            record["data"]
            for path in sorted((logs / "evtx").glob("*.evtx"))
            for record in evtx.PyEvtxParser(str(path), 1).records_json()
        ]
        text = "\n".join(records).encode()
    slow = naive.NaiveSigma(logs / "rules")
    expected = {
        (rule, row)
        for row, document in enumerate(naive.documents(text))
        for rule in slow.hits(document)
    }
    assert sigma.hits(sigma.matcher(contents), text) == expected
    if form == "json":
        assert len({rule for rule, _ in expected}) > 70


FIELDS = st.sampled_from(["A", "B", "Channel", "EventID"])
TEXTS = st.text('aB1*?\\ é"/.\n', max_size=5)
VALUES = st.one_of(TEXTS, st.integers(-2, 12), st.booleans(), st.none())
MODIFIERS = st.sampled_from(
    ["", "|contains", "|startswith", "|endswith", "|cased", "|contains|cased", "|windash|contains"]
)


@st.composite
def items(draw):
    field = draw(FIELDS)
    kind = draw(st.sampled_from(["plain", "text", "all", "exists", "lt", "fieldref", "re"]))
    match kind:
        case "plain":
            return field, draw(st.one_of(VALUES, st.lists(VALUES, min_size=1, max_size=3)))
        case "text":
            return field + draw(MODIFIERS), draw(st.lists(TEXTS, min_size=1, max_size=3))
        case "all":
            return f"{field}|contains|all", draw(st.lists(TEXTS, min_size=2, max_size=3))
        case "exists":
            return f"{field}|exists", draw(st.booleans())
        case "lt":
            operator = draw(st.sampled_from(["lt", "lte", "gt", "gte"]))
            return f"{field}|{operator}", draw(st.integers(-2, 12))
        case "fieldref":
            how = draw(st.sampled_from(["", "|startswith", "|endswith"]))
            return f"{field}|fieldref{how}", draw(FIELDS)
        case _:
            flag = draw(st.sampled_from(["", "|i"]))
            return f"{field}|re{flag}", draw(
                st.sampled_from(["a+", "^B", "1$", "a.b", "[^a]", r"\d"])
            )


SELECTIONS = st.one_of(
    st.lists(items(), min_size=1, max_size=3).map(dict),
    st.lists(st.lists(items(), min_size=1, max_size=2).map(dict), min_size=1, max_size=2),
    st.lists(st.text('aB1 é"/', min_size=1, max_size=5), min_size=1, max_size=3),
)
CONDITIONS = st.sampled_from(
    ["s1", "s1 and s2", "s1 or s2", "s1 and not s2", "not s1", "1 of s*", "all of s*"]
)
LEAVES = st.one_of(
    TEXTS, st.integers(-2, 12), st.booleans(), st.none(), st.lists(TEXTS, max_size=2)
)
EVENTS = st.dictionaries(st.sampled_from(["A", "B", "Channel", "EventID", "C"]), LEAVES)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(SELECTIONS, SELECTIONS, CONDITIONS), min_size=1, max_size=4),
    st.lists(EVENTS, min_size=1, max_size=6),
    st.booleans(),
)
def test_any_rules_hit_any_events_as_the_slow_evaluator_says(
    tmp_path_factory, sigma, naive, rules, events, ascii_only
) -> None:
    folder = tmp_path_factory.mktemp("rules")
    contents = []
    for number, (one, two, condition) in enumerate(rules):
        document = {
            "title": f"r{number}",
            "id": f"11111111-2222-4333-8444-{number:012}",
            "logsource": {"product": "windows"},
            "detection": {"s1": one, "s2": two, "condition": condition},
        }
        content = yaml.safe_dump(document).encode()
        try:
            naive.NaiveRule(yaml.safe_load(content))
        except Exception:  # noqa: BLE001 - pySigma refuses some, such as an empty cased list
            continue
        (folder / f"{number}.yml").write_bytes(content)
        contents.append((f"{number}.yml", content))
    text = "\n".join(json.dumps(each, ensure_ascii=ascii_only) for each in events).encode()
    slow = naive.NaiveSigma(folder)
    expected = {
        (rule, row)
        for row, document in enumerate(naive.documents(text))
        for rule in slow.hits(document)
    }
    assert sigma.hits(sigma.matcher(contents), text) == expected


@pytest.mark.parametrize(
    ("one", "events", "fit"),
    [
        ({"A": "x*Y?"}, [{"A": "X..y1"}, {"A": "xy"}, {"A": "a x y1"}], [True, False, False]),
        ({"A": None}, [{}, {"A": None}, {"A": ""}, {"A": "x"}], [True, True, True, False]),
        ({"A": ""}, [{}, {"A": None}, {"A": ""}], [False, False, True]),
        ({"A|exists": True}, [{}, {"A": None}, {"A": ""}], [False, True, True]),
        ({"A": "true"}, [{"A": True}, {"A": "True"}, {"A": False}], [True, True, False]),
        ({"A": 4688}, [{"A": 4688}, {"A": "4688"}, {"A": 46}], [True, True, False]),
        ({"A|re": "a.b"}, [{"A": "xaXbx"}, {"A": "a\nb"}, {"A": "AxB"}], [True, False, False]),
        ({"A|re|i": "a.b"}, [{"A": "AxB"}], [True]),
        ({"A|cidr": "10.0.0.0/8"}, [{"A": "10.1.2.3"}, {"A": "::ffff:10.1.2.3"}, {"A": "11.0.0.1"}],
         [True, True, False]),
        ({"A|cidr": "::1/128"}, [{"A": "::1"}, {"A": "::11"}], [True, False]),
        ({"A|fieldref": "B"}, [{"A": "x", "B": "X"}, {"A": "x"}, {}], [True, False, False]),
        ({"A|gte": 5}, [{"A": 5}, {"A": "4.9"}, {"A": "x"}], [True, False, False]),
        ({"A|base64offset|contains": "foobar"}, [{"A": "eHhmb29iYXJ4"}, {"A": "foobar"}],
         [True, False]),
        (["needle"], [{"C": "a NEEDLE b"}, {"needle": "x"}, {"C": {"D": ["needle"]}}],
         [True, False, True]),
        (['ne"ed/le'], [{"C": 'ne"ed/le'}, {"C": "needle"}], [True, False]),
        ({"Wurzel.Ast": "x"}, [{"Wurzel": {"Ast": "x"}}, {"Ast": "x"}], [True, False]),
    ],
)  # fmt: skip
def test_a_test_means_what_the_reference_says(sigma, one, events, fit) -> None:
    assert sigma.fits(detection(one), *events) == fit


def test_a_keyword_is_found_behind_escapes_and_letters_that_lower_to_ascii(sigma) -> None:
    matcher_text = b'{"C":"sek\\u0075rlsa"}\n{"C":"se\xe2\x84\xaaurlsa"}\n{"C":"other"}'
    rule = {
        "title": "t",
        "id": "11111111-2222-4333-8444-555555555555",
        "logsource": {"product": "windows"},
        "detection": {"k": ["sekurlsa"], "condition": "k"},
    }
    matcher = sigma.matcher([("t.yml", yaml.safe_dump(rule).encode())])
    assert {row for _, row in sigma.hits(matcher, matcher_text)} == {0, 1}


def test_a_rule_for_another_product_is_not_run(sigma) -> None:
    from endigue.evidence.sigma.rules import Logsource

    assert sigma.fits(detection({"A": 1}), {"A": 1}, logsource=Logsource("linux")) == [False]


PROCESS = {
    "title": "t",
    "id": "11111111-2222-4333-8444-555555555555",
    "logsource": {"product": "windows", "category": "process_creation"},
    "detection": {
        "one": {"Image|endswith": "\\\\vssadmin.exe", "CommandLine|contains": "delete"},
        "ours": {"ParentImage|endswith": "\\\\backup.exe"},
        "condition": "one and not ours",
    },
}
REGISTRY = {
    "title": "r",
    "id": "21111111-2222-4333-8444-555555555555",
    "logsource": {"product": "windows", "category": "registry_set"},
    "detection": {
        "one": {"TargetObject|contains": "\\\\Run\\\\", "Details|contains": "evil"},
        "condition": "one",
    },
}
USER = {
    "title": "u",
    "id": "31111111-2222-4333-8444-555555555555",
    "logsource": {"product": "windows", "category": "registry_set"},
    "detection": {"one": {"User": "eve"}, "condition": "one"},
}
SYSMON = "Microsoft-Windows-Sysmon/Operational"


def created(channel, number, image, parent="C:\\x.exe", names=("Image", "ParentImage")):
    return {
        "Channel": channel, "EventID": number, "CommandLine": "vssadmin delete shadows",
        names[0]: image, names[1]: parent,
    }  # fmt: skip


AUDIT_NAMES = ("NewProcessName", "ParentProcessName")
EVENTS = [
    created(SYSMON, 1, r"C:\Windows\vssadmin.exe"),
    created("Security", 4688, r"C:\Windows\vssadmin.exe", names=AUDIT_NAMES),
    created("Security", 4688, r"C:\Windows\vssadmin.exe", r"D:\backup.exe", AUDIT_NAMES),
    created("Security", 4689, r"C:\Windows\vssadmin.exe", names=AUDIT_NAMES),
    created("Security", 1, r"C:\Windows\vssadmin.exe"),
    created(SYSMON, 4688, r"C:\Windows\vssadmin.exe", names=AUDIT_NAMES),
    {"Channel": SYSMON, "EventID": 13, "TargetObject": "HKU\\Run\\a", "Details": "evil",
     "User": "eve"},
    {"Channel": "Security", "EventID": 4657, "OperationType": "%%1905", "User": "eve",
     "ObjectName": "\\REGISTRY\\USER\\Run\\a", "NewValue": "evil.exe"},
    {"Channel": "Security", "EventID": 4657, "OperationType": "%%1906",
     "ObjectName": "\\REGISTRY\\USER\\Run\\a", "NewValue": "evil.exe"},
]  # fmt: skip


def test_a_rule_for_sysmon_is_also_run_on_what_windows_itself_audits(sigma, naive) -> None:
    documents = (PROCESS, REGISTRY, USER)
    contents = [(f"{n}.yml", yaml.safe_dump(each).encode()) for n, each in enumerate(documents)]
    text = b"\n".join(json.dumps(each).encode() for each in EVENTS)
    found = sigma.hits(sigma.matcher(contents), text)
    process, registry, user = (each["id"] for each in documents)
    assert found == {(process, 0), (process, 1), (registry, 6), (registry, 7), (user, 6)}
    slow = [naive.NaiveRule(each) for each in documents]
    assert found == {
        (rule.id, row)
        for row, event in enumerate(EVENTS)
        for rule in slow
        if rule.fits(naive.flat(event))
    }
