"""The daily places. They live in one screen and are shown in turn: no push, no wait."""
