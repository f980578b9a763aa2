"""Why a file cannot be taken into a draft, with the sheet and the cell that are to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from assessment.services.uploads.refusals import Refusal
from assessment.web.editor import words
from assessment.web.found import placed

if TYPE_CHECKING:
    from flask_babel import LazyString

    from assessment.content.workbook_sheets import Fault
    from assessment.services.drafting.making import Unfit

_FAULTS: dict[str, LazyString] = {
    "no-sheet": _("The sheet is missing. Take the workbook as it was downloaded and fill that in."),
    "unknown-sheet": _("There is no such sheet in a questionnaire. Remove it."),
    "no-column": _("The column is missing or was renamed: %(detail)s. Put its title back into the first row."),
    "unknown-column": _("There is no column of this title: %(detail)s. Remove it or mend its title."),
    "unknown-key": _("There is no such entry: %(detail)s. Remove the row."),
    "twice": _("The id %(detail)s stands in this sheet twice. Give one of them another id."),
    "no-id": _("The row has no id. Give it one, or empty the whole row."),
    "no-owner": _("Nothing has the id %(detail)s, so the row belongs to nothing. Mend the id."),
    "broken": _("This begins with “json:” and cannot be read. Take the cell as it was downloaded."),
    "formula": _("A formula stands in cell %(detail)s. Write the text itself."),
    "edition": _("This is not a workbook of a questionnaire, or one of another kind: “%(detail)s”. Download it again."),
}
_REFUSALS: dict[Refusal, LazyString] = {
    Refusal.EMPTY: _("The file is empty. Choose another one."),
    Refusal.TOO_LARGE: _("The file is too large for a questionnaire."),
    Refusal.MACROS: _("The workbook contains macros. Save it as XLSX without them."),
    Refusal.LOCKED: _("The workbook is protected by a password. Save it without one."),
    Refusal.UNPACKS_TOO_LARGE: _("The workbook becomes far too large when opened. Copy its sheets into a new one."),
    Refusal.ARCHIVE: _("There is something in the workbook that does not belong there. Save it as XLSX again."),
}
_DAMAGED = _("The file is neither a YAML file nor a whole XLSX workbook. Open it, and save it as XLSX again.")


def fault_text(fault: Fault) -> str:
    """Return where a fault stands, and how to mend it."""
    place = gettext("Sheet “%(sheet)s”, cell %(cell)s:", sheet=fault.sheet, cell=fault.cell)
    where = place if fault.cell else gettext("Sheet “%(sheet)s”:", sheet=fault.sheet)
    return f"{where} {str(_FAULTS[fault.code]) % {'detail': fault.detail}}"


def refusal_text(refusal: Refusal) -> str:
    """Return why a file is not taken."""
    return str(_REFUSALS.get(refusal, _DAMAGED))


def unfit_texts(unfit: Unfit) -> list[str]:
    """Return why no draft can be made of a file, and what the check says about its lines."""
    detail = f" {unfit.detail}" if unfit.detail else ""
    return [f"{words.UNFIT[unfit.code]}{detail}", *map(placed, unfit.findings[:10])]
