"""``make bench``: the resolver against two libraries, many desks, the rota grid, the screens against an empty app."""

from bench import desks, grid, resolver, screens

if __name__ == "__main__":
    resolver.main()
    desks.main()
    grid.main()
    screens.main()
