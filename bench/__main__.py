"""``make bench``: the resolver, desks, the grid, a million enquiries, their audits, mail, the trail, the screens."""

from bench import audits, desks, enquiries, grid, mail, resolver, screens, verify

if __name__ == "__main__":
    resolver.main()
    desks.main()
    grid.main()
    enquiries.main()
    audits.main()
    mail.main()
    verify.main()
    screens.main()
