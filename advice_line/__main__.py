"""``python -m advice_line``."""

from advice_line.cli.main import main

main()
