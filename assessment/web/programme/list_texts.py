"""The words of invitation lists: titles of columns, what a row lacks and how to mend it, why a file is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext, lazy_gettext

from assessment.domain.invitation_list import Column, Problem
from assessment.services.uploads.refusals import Refusal
from assessment.services.uploads.sheets import MOST_ROWS, Trouble

if TYPE_CHECKING:
    from flask_babel import LazyString

    from assessment.domain.invitation_list import Fault

TITLES: dict[Column, LazyString] = {
    Column.NAME: lazy_gettext("Organisation"),
    Column.COUNTRY: lazy_gettext("Country"),
    Column.ACTIVITY: lazy_gettext("Activity"),
    Column.SIZE: lazy_gettext("Size"),
    Column.CONTACT: lazy_gettext("Contact"),
    Column.EMAIL: lazy_gettext("E-mail"),
    Column.LANGUAGE: lazy_gettext("Language"),
    Column.FACILITATOR: lazy_gettext("Facilitator"),
    Column.HOLDING: lazy_gettext("Holding"),
}
GUIDE: dict[Column, LazyString] = {
    Column.NAME: lazy_gettext("Needed. The name by which the organisation is known."),
    Column.COUNTRY: lazy_gettext("Needed. The name of the country or its ISO code; it has to be one of the round."),
    Column.ACTIVITY: lazy_gettext(
        "What the organisation mainly does: one of the words in the second sheet. It can be empty; the organisation says it itself later."
    ),
    Column.SIZE: lazy_gettext("One of: micro, small, medium, large; or a number of people. It can be empty."),
    Column.CONTACT: lazy_gettext("The person to whom the invitation is written. It can be empty."),
    Column.EMAIL: lazy_gettext("Where the invitation goes. Leave it empty to hand it over on paper or by telephone."),
    Column.LANGUAGE: lazy_gettext(
        "The language of the invitation, as a name or a code. Empty means the first language of the round."
    ),
    Column.FACILITATOR: lazy_gettext(
        "E-mail address of the facilitator who looks after the organisation. It can be empty."
    ),
    Column.HOLDING: lazy_gettext(
        "To whom the organisation belongs, if several in the round belong to one: the same words for each."
    ),
}
_REFUSALS: dict[Refusal, LazyString] = {
    Refusal.EMPTY: lazy_gettext("The file is empty. Choose another one."),
    Refusal.TOO_LARGE: lazy_gettext(
        "The file is larger than 10 MB. A list of organisations is much smaller: remove pictures and sheets that are not needed, or save it as CSV."
    ),
    Refusal.ARCHIVE: lazy_gettext("This is an archive. Unpack it and choose the list itself."),
    Refusal.OLD_OFFICE: lazy_gettext("This format can hold programs. Save the list as XLSX or as “CSV UTF-8”."),
    Refusal.MACROS: lazy_gettext("The workbook contains macros. Save it as XLSX without them."),
    Refusal.LOCKED: lazy_gettext("The workbook is protected by a password. Save it without one."),
    Refusal.UNPACKS_TOO_LARGE: lazy_gettext(
        "The workbook becomes far too large when it is opened: something stands far below or beside the list, or it was made to do harm. Copy the list into a new workbook."
    ),
    Refusal.DAMAGED: lazy_gettext(
        "The workbook is damaged or not what its name says. Open it in a spreadsheet program and save it as XLSX again."
    ),
}
_NOT_A_LIST = lazy_gettext(
    "What is in the file does not fit the end of its name. Save the list as XLSX or as “CSV UTF-8”."
)
_TROUBLES: dict[Trouble, LazyString] = {
    Trouble.ENCODING: lazy_gettext(
        "The letters of this file cannot be read safely, because it is neither in UTF-8 nor in marked UTF-16: names would be spoilt. In the spreadsheet program choose “Save as” and then “CSV UTF-8”, or save it as XLSX."
    ),
    Trouble.TOO_LONG: lazy_gettext(
        "One cell holds far too much text. A list has short cells; check whether a quotation mark is missing."
    ),
    Trouble.NO_ROWS: lazy_gettext("There is no row in it."),
    Trouble.QUOTES: lazy_gettext(
        "A quotation mark is not closed, so that the rows cannot be told apart. Save the list as XLSX, or mend the quotation mark."
    ),
    Trouble.BROKEN: lazy_gettext("The workbook could not be read. Save it as “CSV UTF-8” and try again."),
    Trouble.KIND: lazy_gettext("Files of this kind are not read. Save the list as XLSX, ODS or “CSV UTF-8”."),
}

_FAULTS: dict[Problem, LazyString] = {
    Problem.OTHER_COUNTRY: lazy_gettext(
        "This country is not in the round. Add it to the terms of the round, or remove the row."
    ),
    Problem.UNKNOWN_ACTIVITY: lazy_gettext(
        "This activity is not in the list of the template. Take the nearest one, or leave it empty."
    ),
    Problem.UNKNOWN_LANGUAGE: lazy_gettext(
        "The round is not held in this language. Write one of its languages, or leave it empty."
    ),
    Problem.UNKNOWN_FACILITATOR: lazy_gettext(
        "No facilitator has this address. Ask an operator to invite the person first, or leave it empty."
    ),
    Problem.MISSING: lazy_gettext("It is empty. Fill it in."),
    Problem.TOO_LONG: lazy_gettext("It is too long. Shorten it."),
    Problem.FORMULA: lazy_gettext("It begins like a formula. Write plain text."),
    Problem.UNKNOWN_COUNTRY: lazy_gettext(
        "There is no country of this name. Write its name as in the template, or its ISO code."
    ),
    Problem.UNKNOWN_SIZE: lazy_gettext(
        "Write micro, small, medium or large, or a number of people; or leave it empty."
    ),
    Problem.BAD_ADDRESS: lazy_gettext("This is no e-mail address. Write it as name@example.org, only one."),
    Problem.ALREADY: lazy_gettext("This organisation is in the round already."),
}


def trouble_text(trouble: Trouble) -> str:
    """Return why a list is not read, and how to mend that."""
    if trouble is Trouble.TOO_MANY_ROWS:
        return str(
            gettext(
                "The list has more than %(number)s rows. Divide it into several lists and import one after the other.",
                number=MOST_ROWS,
            )
        )
    return str(_TROUBLES[trouble])


def refusal_text(refusal: Refusal) -> str:
    """Return why a file is not taken, and what to do instead."""
    return str(_REFUSALS.get(refusal, _NOT_A_LIST))


def fault_text(fault: Fault) -> str:
    """Return what is wrong in one cell of a row, and how to mend it."""
    if fault.problem is Problem.TWICE:
        return str(gettext("The same organisation stands in row %(number)s already.", number=fault.row))
    return str(_FAULTS[fault.problem])
