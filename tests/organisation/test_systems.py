from endigue.organisation.systems import is_server


def test_a_system_that_serves_says_so_and_an_unknown_one_does_not() -> None:
    assert is_server("Windows Server 2022 Standard") and is_server("Ubuntu 24.04")
    assert not is_server("Windows 11 Pro") and not is_server("")
