"""What kind of store this is: a demonstration is marked as one, in the store itself."""

from advice_line.store import Store

DEMO = "DEMO"
INVENTED = "This is a demonstration store: its people, patients and practices are invented."


def is_demo(store: Store) -> bool:
    """Whether the store was made by “demo”; no other command makes one."""
    return store.one(str, "store_mark") is not None


def called(store: Store, name: str) -> str:
    """The hospital's name as it stands on what leaves the program."""
    return f"{name} ({DEMO}: invented)" if is_demo(store) else name
