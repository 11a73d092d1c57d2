"""The eviction computed from a collection of a real directory."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from endigue.containment.way import Way
from endigue.eradication.core.eviction import eviction
from endigue.eradication.ground import Ground
from endigue.readers.organisation_folder import read_organisation


def test_three_domains_of_a_real_collection(
    endigue: Callable, shared_data: Path, tmp_path: Path
) -> None:
    archive = shared_data / "bloodhound_sample" / "ad_sampledata.zip"
    read = endigue("organisation", "import", "bloodhound", archive, "--into", tmp_path / "org")
    assert read.code == 0, read.err
    organisation = read_organisation(str(tmp_path / "org")).organisation
    steps = eviction(organisation, Ground(organisation))
    kinds = Counter(step.kind for step in steps)
    for kind in ("controller", "ways", "krbtgt_first", "krbtgt_second", "dsrm", "people"):
        assert kinds[kind] == 3, kind
    assert kinds["krbtgt_read_only"] == 2
    seen: set[str] = set()
    for step in steps:
        assert set(step.after) <= seen
        seen.add(step.id)

    names = {asset.id: asset.name for asset in organisation.assets}
    said = {
        Way(names[way.source], names[way.target], way.kind)
        for step in steps
        if step.kind == "ways"
        for way in step.ways
    }
    # What anybody who knows the sample looks for first is among what is named.
    assert Way("KRB-DEL-01.PHANTOM.CORP", "DC01.PHANTOM.CORP", "AllowedToDelegate") in said
    assert Way("RODC-MANAGERS@WRAITH.CORP", "EXTRODC01.WRAITH.CORP",
               "WriteAccountRestrictions") in said  # fmt: skip
    # And what Windows itself gives to its administrators is not.
    assert not any("ADMINISTRATORS" in way.source or "DOMAIN ADMINS" in way.source for way in said)
    certified = {names[step.subject] for step in steps if step.kind == "certificates"}
    assert certified == {"PHANTOM.CORP", "WRAITH.CORP"}
