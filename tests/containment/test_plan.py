import pytest

from endigue.containment.alternatives import alternatives


def test_an_alternative_is_found_by_any_of_its_names(write):
    org = write({"pc": ("machine", "", 10)}, levers={"iso": ("pc", 1)})
    found = alternatives(org, {"pc": 1.0})
    assert found.named("do_nothing") is found.named("plan")
    assert found.named("pull_the_plug") is not found.named("plan")
    with pytest.raises(KeyError):
        found.named("hope")
