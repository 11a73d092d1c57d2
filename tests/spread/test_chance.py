from endigue.spread import chance



def test_a_kernel_is_compiled_even_where_no_folder_can_be_written():
    # A function without a file has no place for its compiled form, as in a read-only install.
    scope: dict[str, object] = {}
    exec("def twice(x):\n    return 2 * x", scope)
    assert chance.compiled(scope["twice"])(21) == 42
