"""The SOPs of the demo company: what a new user reads first, so each is one that can be used as it is."""

from dataclasses import dataclass

from bef_tui.framework.words import Cadence


@dataclass(frozen=True, slots=True)
class Procedure:
    """An SOP of the demo: its process, words, rhythm and texts; the newest text is the last one.

    ``texts`` holds the week of each revision, a note, and the Markdown; it is put into use in the week of the first.
    """

    key: str
    process: str
    title: str
    purpose: str
    trigger: str
    owner: str
    cadence: Cadence
    review_days: int
    texts: tuple[tuple[int, str, str], ...]


LEADS = """\
Everybody who asked us something hears from us before the week ends.

1. Open People and look at who is overdue, going cold or never touched
2. Write to each of them, one at a time
   - Say what you remember of them in the first line
   - Ask one question that can be answered in a minute
3. Log each touch and set the day of the next one
4. Move the deals whose next step is done
5. Close what has been silent for eight weeks, with a friendly last line
6. Tell Mara the two leads worth a call this week
"""
LEADS_BETTER = (
    LEADS.replace(
        "4. Move the deals",
        "4. Answer what came in through the website form\n"
        "   - Promise an answer within a day, and keep it\n"
        "5. Move the deals",
    )
    .replace("5. Close what", "6. Close what")
    .replace("6. Tell Mara", "7. Tell Mara")
)

DEMO = """\
Thirty minutes that end with a date, not with “we will think about it”.

## Before

1. Read their website and their sign-up from the outside; note the step where you would give up
2. Send three lines the day before: what we show, what we ask, how long it takes

## In the call

3. Ask for the last customer they lost in the first week, and listen
4. Show the set-up of one team like theirs, from the invitation to the first result
5. Say the price without being asked
6. Agree on the next step and its day while everybody is still there

## After

7. Send a summary within two hours: their words, the price, the day agreed
8. Move the deal and plan the follow-up
"""
ONBOARD = """\
A new team sees its first result within five working days.

1. Send the welcome mail with the one link they need
2. Hold the kick-off call (30 minutes)
   1. Write down in their words what a good first week looks like
   2. Name one person on their side who decides
   3. Agree on the day of the check-in
3. Set up their workspace
   1. Import the contacts they gave us
   2. Switch on the checklist for their plan
   3. Try the invitation with your own address
4. Watch two of their people do the first set-up, without helping
5. Write down where they stopped, and mend it or raise an issue
6. Hold the check-in on the day agreed: is the first result there?
7. Ask how likely they are to recommend us (0 to 10), and why
8. Hand over to regular support and plan the touch for day 30
"""
INVOICES = """\
Money that was earned arrives within thirty days.

1. List the teams whose month ends, and compare with the plan they are on
2. Write the invoices and read each one again before it goes out
3. Send them by noon, with the due date in the subject
4. Look at what is open
   - 3 days late: a friendly line
   - 10 days late: a call by Mara
   - 30 days late: pause the account and say so
5. Book what was paid
6. Write down the total sent and the total open
"""
MONEY = """\
A quarter of an hour each Friday, so that no bill and no tax surprises us.

1. Compare the bank account with what was expected
2. Pay the bills that are due within the next seven days
3. Put the VAT and a quarter of the profit aside
4. Check that last night's backup of the accounts can be opened
5. Write the cash at hand and the months it lasts into the log
"""
MONEY_BETTER = MONEY.replace(
    "5. Write the cash",
    "5. Look at subscriptions that nobody has used for a month, and cancel one\n6. Write the cash",
)
UPDATE = """\
1. Collect what changed for customers this month, in their words
2. Choose one thing and show it in a picture
3. Send it to customers and partners on the first Tuesday
"""

PROCEDURES = (
    Procedure(
        "leads", "Acquire", "Follow up every lead", "No enquiry is forgotten, no lead goes cold by accident.",
        "Every week, on Tuesday morning", "ada", "weekly", 120,
        ((-21, "first version", LEADS), (-5, "the website form was forgotten twice", LEADS_BETTER)),
    ),
    Procedure(
        "demo", "Convert", "Hold a discovery demo", "A demo ends with a decision or a date.",
        "A demo is booked", "mara", "", 90, ((-19, "as Mara does it", DEMO),),
    ),
    Procedure(
        "onboard", "Deliver", "Onboard a new team", "A new team is active within five working days.",
        "A deal is won", "ada", "", 180,
        (
            (-20, "first version", ONBOARD.replace("   3. Try the invitation with your own address\n", "")),
            (-8, "two invitations went to the wrong address", ONBOARD),
        ),
    ),
    Procedure(
        "invoices", "Collect", "Send invoices and chase late ones",
        "Earned money arrives within thirty days.",
        "The last week of the month", "mara", "monthly", 180, ((-17, "first version", INVOICES),),
    ),
    Procedure(
        "money", "Control", "Weekly money check", "No bill and no tax is a surprise.",
        "Every Friday before lunch", "mara", "weekly", 180,
        ((-16, "first version", MONEY), (-9, "three subscriptions nobody used", MONEY_BETTER)),
    ),
)  # fmt: skip
DRAFT = Procedure(
    "update", "Lead", "Publish the monthly product update",
    "Customers and partners hear from us before they ask.",
    "", "mara", "", 180, ((-4, "", UPDATE),),
)  # fmt: skip
