"""`python -m endigue` is the same as `endigue`."""

from endigue.wiring import main

main()
