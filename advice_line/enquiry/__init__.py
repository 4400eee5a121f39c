"""PURE. One question from arrival to close: states, attempts, advice, accountability, flags."""
