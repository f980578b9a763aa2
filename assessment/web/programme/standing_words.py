"""The words for where participants stand: stages, mails, reminders, what a check has seen, what has happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext

from assessment.domain.coherence import Kind
from assessment.domain.standing_in_round import Delivery, Group, Obstacle, Stage
from assessment.services.rounds.board import Order
from assessment.services.rounds.past import Mark

if TYPE_CHECKING:
    from flask_babel import LazyString

STAGES: dict[Stage, LazyString] = {
    Stage.INVITED: lazy_gettext("Invited"),
    Stage.OPENED: lazy_gettext("Has looked"),
    Stage.ACCEPTED: lazy_gettext("Has accepted"),
    Stage.UNDER_WAY: lazy_gettext("Under way"),
    Stage.IN_REVIEW: lazy_gettext("In review"),
    Stage.RETURNED: lazy_gettext("Returned"),
    Stage.SUBMITTED: lazy_gettext("Has submitted"),
    Stage.CHECKED: lazy_gettext("Checked"),
    Stage.WITHDRAWN: lazy_gettext("Withdrawn"),
}
# The look of each stage; the words say the same, so that nothing depends on colour.
STAGE_LOOKS = {
    Stage.INVITED: "",
    Stage.OPENED: "busy",
    Stage.ACCEPTED: "busy",
    Stage.UNDER_WAY: "busy",
    Stage.IN_REVIEW: "busy",
    Stage.RETURNED: "warn",
    Stage.SUBMITTED: "good",
    Stage.CHECKED: "good",
    Stage.WITHDRAWN: "",
}
DELIVERIES: dict[Delivery, LazyString] = {
    Delivery.NO_ADDRESS: lazy_gettext("No mail address"),
    Delivery.WAITING: lazy_gettext("Mail waits to be sent"),
    Delivery.SENT: lazy_gettext("Mail sent"),
    Delivery.FAILED: lazy_gettext("Mail not delivered"),
}
ORDERS: dict[Order, LazyString] = {
    Order.NAME: lazy_gettext("Name"),
    Order.COUNTRY: lazy_gettext("Country"),
    Order.STAGE: lazy_gettext("How far they are"),
    Order.DONE: lazy_gettext("Most done first"),
    Order.CHANGE: lazy_gettext("Last change first"),
}
GROUPS: dict[Group, LazyString] = {
    Group.NOT_OPENED: lazy_gettext("Have not opened the invitation"),
    Group.NOT_STARTED: lazy_gettext("Have opened it, but not started"),
    Group.UNDER_WAY: lazy_gettext("Have started, but not finished"),
    Group.RETURNED: lazy_gettext("Got their submission back and have not worked on it since"),
}
OBSTACLES: dict[Obstacle, LazyString] = {
    Obstacle.OVER: lazy_gettext("Their time is over"),
    Obstacle.RECENT: lazy_gettext("Invited or reminded in the last three days"),
    Obstacle.NO_ADDRESS: lazy_gettext("No mail address"),
    Obstacle.UNDELIVERABLE: lazy_gettext("Mail does not reach them"),
}
SEEN: dict[Kind, LazyString] = {
    Kind.OPEN: lazy_gettext("Open questions"),
    Kind.UNFIT: lazy_gettext("Answers that do not fit their question"),
    Kind.CRITICAL_UNKNOWN: lazy_gettext("“Don’t know” on critical questions"),
    Kind.CONTRADICTION: lazy_gettext("Answers that contradict each other"),
    Kind.DOUBT: lazy_gettext("Answers that deserve a second look"),
    Kind.UNSUPPORTED: lazy_gettext("A document is claimed, but none is named or attached"),
}
# What a remark says about each, to begin with; whoever returns it may write something better.
ASKED: dict[Kind, LazyString] = {
    Kind.OPEN: lazy_gettext("This question is still open. Please answer it; “Don’t know” is an answer too."),
    Kind.UNFIT: lazy_gettext("This answer does not fit its question yet. Please complete it."),
    Kind.CRITICAL_UNKNOWN: lazy_gettext("This question is critical. Please find out, if you can."),
    Kind.CONTRADICTION: lazy_gettext("This answer does not go together with another one. Please look at both again."),
    Kind.DOUBT: lazy_gettext("Please look at this answer again, together with the others named."),
    Kind.UNSUPPORTED: lazy_gettext("Please name or attach the document, or choose a lower grade of evidence."),
}
MARKS: dict[Mark, LazyString] = {
    Mark.INVITED: lazy_gettext("Invited"),
    Mark.INVITED_AGAIN: lazy_gettext("Invited again"),
    Mark.OPENED: lazy_gettext("Opened the invitation"),
    Mark.REMINDED: lazy_gettext("Reminded"),
    Mark.CHANGED: lazy_gettext("Contact changed"),
    Mark.BOUND: lazy_gettext("Facilitator changed"),
    Mark.EXTENDED: lazy_gettext("Last day changed"),
    Mark.WITHDRAWN: lazy_gettext("Withdrawn"),
    Mark.STARTED: lazy_gettext("Started an assessment"),
    Mark.SENT_FOR_REVIEW: lazy_gettext("Sent for review inside the organisation"),
    Mark.SIGNED: lazy_gettext("Signed off inside the organisation"),
    Mark.SUBMITTED: lazy_gettext("Submitted"),
    Mark.RETURNED: lazy_gettext("Returned by the programme"),
    Mark.REOPENED: lazy_gettext("Opened again by the organisation"),
    Mark.CHECKED: lazy_gettext("Checked"),
}
