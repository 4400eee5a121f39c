"""The rota file: read with every complaint at its line, held to its limits, written, described."""
