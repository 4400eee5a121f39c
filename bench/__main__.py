"""``make bench``: the resolver, many desks, the grid, a million enquiries, audits of them, mail, the trail, screens."""

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
