"""``trail head``, ``trail key`` and what ``trail verify --against`` prints."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.cli.sessions import opened, signed_in, store_path
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.usecases.usecase import By
from advice_line.words.times import dated_moment

if TYPE_CHECKING:
    from advice_line.usecases.trail.witnesses import Kept, Proof, ProvedUntil


def _now() -> datetime:
    return datetime.now(UTC)


@click.command()
@click.option("--site", metavar="CODE", help="One site only.")
@as_json_lines
@click.pass_obj
def head(store: str | None, site: str | None, as_json: bool) -> None:
    """Print the head of each site's trail now, as a signed note to be kept elsewhere."""
    from advice_line.exports.trail_heads import log_entry
    from advice_line.usecases.trail.heads import head_on_paper, heads
    from advice_line.usecases.trail.keys import key_trouble

    with opened(store) as found:
        wanted = [one for one in heads(found, _now()) if site in (None, one.site)]
        if not wanted:
            raise Refused(f"There is no site “{site}” in this store.")
        papers = [head_on_paper(found, one.site, one.at) for one in wanted]
    for number, paper in enumerate(papers):
        if as_json:
            echo_json(paper.values)
        else:
            echo("\n" * (number > 0) + (paper.note or log_entry(paper.head, [])), nl=False)
    trouble = key_trouble()
    if trouble:
        echo(f"Not signed. {trouble}", err=True)


@click.group(invoke_without_command=True)
@click.pass_context
def key(ctx: click.Context) -> None:
    """The key that signs the trail's heads: where it is, and the verifier key that others believe."""
    if ctx.invoked_subcommand is not None:
        return
    from advice_line.usecases.installation.sites import sites
    from advice_line.usecases.trail.keys import key_path, key_trouble, our_keys

    trouble = key_trouble()
    if trouble:
        raise Refused(trouble)
    with opened(ctx.obj) as found:
        ours = sites(found)
    echo(f"The key is {key_path()}.", err=True)
    for site in ours:
        for verifier in our_keys(site.code):
            echo(str(verifier))


@key.command()
@click.pass_obj
def new(store: str | None) -> None:
    """Make the key, or hand on to a new one; then leave the note of it where the heads are kept."""
    from advice_line.people.addresses import is_address
    from advice_line.settings import our_settings
    from advice_line.usecases.trail.keys import key_path, new_head_key
    from advice_line.usecases.trail.places import append_to

    with signed_in(store) as (found, person):
        notes = new_head_key(By(found, person, _now()), store_path(store))
    echo(f"Made {key_path()}; it is in no backup of the store. Keep the verifier keys (“trail key”) elsewhere.")
    for note in notes:
        echo(f"\n{note}", nl=False)
        for place in our_settings().heads_to:
            if not is_address(place):
                append_to(Path(place).expanduser(), note)


def say_of_init(path: Path) -> None:
    """Makes the key of a new installation, or says that there is one, or why there is none; never stops ``init``."""
    from advice_line.usecases.trail.keys import key_path, key_trouble, make_key

    try:
        where = key_path()
        if where.exists():
            echo(f"The trail's heads are signed with the key that is there, {where}.")
        else:
            make_key(where, path)
            echo(f"Made {where}, which signs the trail's heads; it is in no backup of the store.")
    except Refused as refused:
        echo(str(refused), err=True)
        return
    trouble = key_trouble()
    if trouble:
        echo(trouble, err=True)


def say_verifier_keys(store: Store) -> None:
    """The lines that auditors keep to believe this installation's heads by."""
    from advice_line.usecases.installation.sites import sites
    from advice_line.usecases.trail.keys import signers_if_any

    for site in sites(store):
        for signer in signers_if_any(site.code):
            echo(f"Verifier key, to be kept elsewhere: {signer.verifier}")


def held_against(store: Store, store_file: Path, against: str, keys: Sequence[str], as_json: bool) -> bool:
    """What ``trail verify --against`` says; whether everything that was kept agrees."""
    from advice_line.exports.signed_note import verifier_key
    from advice_line.usecases.trail import witnesses

    kept = witnesses.kept_at(against, store_file)
    proofs = witnesses.held_against(store, kept, [verifier_key(one) for one in keys])
    for proof in proofs:
        if as_json:
            echo_json(_values(proof))
        else:
            echo("\n".join(_sentences(proof, given=bool(keys))))
    _say_unread(kept)
    return all(proof.proved for proof in proofs)


def _say_unread(kept: "Kept") -> None:
    for one in kept.unread[:5]:
        echo(f"Not read: {one.where}: {one.why}", err=True)
    if len(kept.unread) > 5:
        echo(f"Not read: {len(kept.unread) - 5} more.", err=True)


def _values(proof: "Proof") -> dict[str, object]:
    return {
        "site": proof.site,
        "rows": proof.rows,
        "signed_through": _reach(proof.through),
        "unsigned_through": _reach(proof.unsigned_through),
        "heads": {"signed": proof.signed, "unsigned": proof.unsigned, "signed by an unknown key": proof.unknown},
        "keys": list(proof.keys),
        "fault": proof.fault or None,
    }


def _reach(proved: "ProvedUntil | None") -> dict[str, object] | None:
    return {"row": proved.seq, "at": proved.moment.isoformat() if proved.moment else None} if proved else None


def _sentences(proof: "Proof", *, given: bool) -> list[str]:
    said = []
    for reach, how in ((proof.through, "signed"), (proof.unsigned_through, "unsigned, but kept,")):
        if reach is not None and (reach is proof.through or proof.through is None or reach.seq > proof.through.seq):
            after = proof.rows - reach.seq
            rows = f"{after} row{'s' * (after != 1)} after"
            when = f"{dated_moment(reach.moment, UTC)} UTC" if reach.moment else "its beginning"
            said.append(f"{proof.site}: {how} through {when}, row {reach.seq}; {rows}.")
    if proof.signed:
        heads = f"{proof.signed} signed head{'s' * (proof.signed != 1)}"
        whose = "the key that was given" if given else "this installation's own key"
        by = f", by {whose}: {', '.join(proof.keys)}" if proof.keys else ""
        said.append(f"{proof.site}: {heads}{by}.")
    if proof.unknown:
        said.append(
            f"{proof.site}: {proof.unknown} signed by a key that is not known here, which proves nothing; "
            "give its verifier key with --key."
        )
    if proof.fault:
        said.append(f"{proof.site}: broken: {proof.fault}.")
    return said
