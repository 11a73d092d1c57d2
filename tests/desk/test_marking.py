from endigue.desk.marking import Marking


def test_a_document_is_for_the_organisation_alone_unless_said_otherwise() -> None:
    assert Marking().words == ("TLP:AMBER+STRICT", "PAP:AMBER")
    assert Marking("CLEAR", "GREEN").words == ("TLP:CLEAR", "PAP:GREEN")
