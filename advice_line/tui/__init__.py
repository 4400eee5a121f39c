"""The screens (Textual). They call use-cases and never SQL."""
