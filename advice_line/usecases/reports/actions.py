"""What is promised to the practices about the interface: written, changed by a newer row, done."""

from advice_line.enquiry.interface_actions import ActionStep, Promise, checked_promise, refuse_after_done
from advice_line.enquiry.reasons import said
from advice_line.instants import to_text
from advice_line.people.roles import Act, may
from advice_line.problems import Refused
from advice_line.store.rotas import the_desk
from advice_line.store.values.interface import InterfaceAction
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require, require_ever


def interface_actions(by: By) -> list[InterfaceAction]:
    """Those of the site that this person may see, the open ones first, by their day: of the site as a whole, and of
    the desks whose interface they see."""
    require_ever(by.person, Act.SEE_INTERFACE)
    rows = by.store.all(InterfaceAction, "interface_actions", site=by.person.site)
    return [
        row
        for row in rows
        if row.desk is None or may(by.person, Act.SEE_INTERFACE, desk=row.desk, site=by.person.site)
    ]


def action_history(by: By, action: int) -> list[InterfaceAction]:
    """Every step of one action, as it stood after each."""
    if action not in {row.id for row in interface_actions(by)}:
        raise Refused(f"There is no action {action}.")
    return by.store.all(InterfaceAction, "interface_action_steps", site=by.person.site, action=action)


def write_action(by: By, promise: Promise, press: Press) -> int:
    """A new promise; no patient and no clinical text in its words."""
    require(by.person, Act.KEEP_INTERFACE, site=by.person.site)
    promise = _checked(by, promise)

    def work() -> Receipt:
        number = by.store.inserted(
            "add_interface_action",
            site=by.person.site,
            at=to_text(by.at),
            account=by.person.account,
            key=press.key,
        )
        _add_step(by, number, ActionStep.WRITTEN, promise, "", press)
        return Receipt(str(number), {"reason": promise.reason, "due": promise.due.isoformat()})

    return int(act_once(by, "promised something to practices", "interface_action", press, work))


def change_action(by: By, action: int, promise: Promise, press: Press) -> None:
    """The promise as it is from now on; what it was stays in its history. Refused: it is done."""
    require(by.person, Act.KEEP_INTERFACE, site=by.person.site)
    promise = _checked(by, promise)

    def work() -> Receipt:
        refuse_after_done(_the_action(by, action).step)
        _add_step(by, action, ActionStep.CHANGED, promise, "", press)
        return Receipt(str(action), {"reason": promise.reason, "due": promise.due.isoformat()})

    act_once(by, "changed what was promised to practices", "interface_action", press, work)


def finish_action(by: By, action: int, words: str, press: Press) -> None:
    """What was promised is done; ``words`` say what was done. Refused: it was done already."""
    require(by.person, Act.KEEP_INTERFACE, site=by.person.site)
    words = said(words, "Say what was done; practices are told it.", "What was done")

    def work() -> Receipt:
        row = _the_action(by, action)
        refuse_after_done(row.step)
        promise = Promise(row.reason, row.desk or "", row.cause, row.promised, row.owner, row.due)
        _add_step(by, action, ActionStep.DONE, promise, words, press)
        return Receipt(str(action), {"reason": row.reason})

    act_once(by, "did what was promised to practices", "interface_action", press, work)


def _checked(by: By, promise: Promise) -> Promise:
    if promise.desk and the_desk(by.store, promise.desk).site != by.person.site:
        raise Refused(f"The desk {promise.desk} is of another site.")
    return checked_promise(promise, by.at.astimezone(site_named(by.store, by.person.site).zone).date())


def _the_action(by: By, action: int) -> InterfaceAction:
    rows = by.store.all(InterfaceAction, "interface_action_steps", site=by.person.site, action=action)
    if not rows:
        raise Refused(f"There is no action {action}.")
    return rows[-1]


def _add_step(by: By, action: int, step: ActionStep, promise: Promise, words: str, press: Press) -> None:
    by.store.run(
        "add_interface_step",
        action=action,
        step=step,
        reason=promise.reason,
        desk=promise.desk or None,
        cause=promise.cause,
        promised=promise.promised,
        owner=promise.owner,
        due=promise.due.isoformat(),
        words=words,
        at=to_text(by.at),
        account=by.person.account,
        key=f"{press.key} step",
    )
