from endigue.evidence.files.results import FileResult, FolderResult, by_folder


def test_every_folder_has_the_sums_of_what_is_below_it() -> None:
    results = [
        FileResult("a/b/c/x", 10, "encrypted"),
        FileResult("a/y", 5, "note"),
        FileResult("z", 1, rules=("r",)),
        FileResult("gone", 0, change="missing"),
    ]
    assert by_folder(results, 2) == (
        FolderResult(".", 3, 16, 1, 10, 1, 1),
        FolderResult("a", 2, 15, 1, 10, 1, 0),
        FolderResult("a/b", 1, 10, 1, 10, 0, 0),
    )
