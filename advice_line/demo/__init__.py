"""The demo: a throwaway store with a believable hospital, its history written through the same use-cases."""
