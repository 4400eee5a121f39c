"""``make bench``: the resolver against two libraries, and the screens against an empty Textual app."""

from bench import resolver, screens

if __name__ == "__main__":
    resolver.main()
    screens.main()
