"""``make bench``: the resolver, many desks, the rota grid, a million enquiries, mail, the trail, the screens."""

from bench import desks, enquiries, grid, mail, resolver, screens, verify

if __name__ == "__main__":
    resolver.main()
    desks.main()
    grid.main()
    enquiries.main()
    mail.main()
    verify.main()
    screens.main()
