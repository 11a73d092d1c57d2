import msgspec

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.documents import documents, plain_text


def test_four_documents_say_the_same_briefing(sample: Briefing) -> None:
    made = documents(sample, "fr")
    assert sorted(made) == ["briefing.html", "briefing.json", "briefing.pdf", "briefing.txt"]
    for name in ("briefing.html", "briefing.txt"):
        assert "Premier point de situation" in made[name].decode()
        assert sample.head_hash[:16] in made[name].decode()


def test_the_data_reads_back_to_the_same_briefing(sample: Briefing) -> None:
    data = documents(sample, "en")["briefing.json"]
    assert msgspec.json.decode(data, type=Briefing) == sample
    keys = list(msgspec.json.decode(data))
    assert keys == sorted(keys)


def test_times_are_those_of_the_organisation(sample: Briefing) -> None:
    away = msgspec.structs.replace(sample, time_zone="Indian/Reunion")
    assert "Sat 6 Feb 2021, 01:30" in documents(away, "en")["briefing.txt"].decode()


def test_the_text_file_carries_no_colours_and_no_blank_ends(sample: Briefing) -> None:
    text = plain_text(sample, Speech("en"))
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())
