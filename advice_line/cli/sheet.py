"""``sheet``: the printable on-call sheet."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from advice_line.cli.echo import echo
from advice_line.cli.writing import force
from advice_line.files import write_whole


@click.command()
@click.option("--desk", metavar="DESK", help="One desk only.")
@click.option("--days", type=click.IntRange(1, 14), default=1, show_default=True, help="How many days.")
@click.option("--at", metavar="INSTANT", help="From when. [default: now]")
@click.option("--out", required=True, metavar="PATH", help="The file to write, .html or .pdf.")
@force
@click.pass_obj
def sheet(store: str | None, desk: str | None, days: int, at: str | None, out: str, force: bool) -> None:
    """Who answers until when, on what numbers, on one page: for when computers fail."""
    from advice_line.cli.sessions import opened, the_instant
    from advice_line.exports.sheet import printed_words, sheet_html, sheet_pdf, sheet_title
    from advice_line.usecases.rotas.handing_out import sheets, site_of
    from advice_line.usecases.trail.heads import heads_on_paper

    now = datetime.now(UTC)
    begins = the_instant(at) if at else now
    path = Path(out)
    if path.suffix.lower() not in (".html", ".pdf"):
        raise click.UsageError("The sheet is written as .html or .pdf.")
    with opened(store) as session:
        found = sheets(session, begins, days, desk)
        site, zone = site_of(session)
        heads = heads_on_paper(session, now)
    title = sheet_title(site, begins, begins + timedelta(days=days), zone)
    printed = printed_words(now, zone)
    if path.suffix.lower() == ".html":
        data = sheet_html(title, printed, found, heads).encode()
    else:
        data = sheet_pdf(title, printed, found, heads)
    write_whole(path, data, replace=force)
    echo(f"Wrote {path}.", err=True)
