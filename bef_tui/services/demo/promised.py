"""What the demo company promised, week by week, and what became of each promise.

A promise: what it moves (a goal, a KPI, or nothing), its owner, its day, the outcome, how we will know, and what
became of it: ``kept``, ``late``, ``open``, ``drop REASON``, or a reason and its fate; after a bar, how it went on
when it was carried to the next week.
"""

Promise = tuple[str, str, int, str, str, str]

FIRST: dict[int, tuple[Promise, ...]] = {
    -26: (
        ("first", "mara", 3, "The first three questions of the set-up are rewritten", "The new form is live",
         "kept"),
        ("revenue", "mara", 4, "Ten teams are asked for a demo", "Ten mails sent",
         "overcommitted>shrink | kept"),
        ("", "mara", 2, "bef holds our goals and numbers", "A week can be reviewed", "kept"),
    ),
    -25: (
        ("first", "mara", 2, "Five new users are watched doing the set-up", "Five recordings", "kept"),
        ("revenue", "mara", 4, "Two paid pilots are agreed", "Two signatures",
         "overcommitted>recommit | kept"),
        ("", "ada", 3, "Ada can work in all our tools", "She closed a support case alone", "kept"),
    ),
    -24: (
        ("first", "mara", 3, "The invitation mail says what comes next", "Sent to every new team", "kept"),
        ("speed", "ada", 4, "We know why the last ten teams left", "A page with ten reasons", "kept"),
        ("revenue", "mara", 4, "The price page shows one plan less", "It is live", "interrupted>drop"),
    ),
    -23: (
        ("speed", "ada", 3, "A support mail is answered by the same person twice", "The inbox rule is on",
         "kept"),
        ("first", "mara", 2, "The empty dashboard says the first step", "Live for new teams", "kept"),
        ("revenue", "mara", 4, "Three demos end with a date", "Three dates in the calendar", "kept"),
        ("", "mara", 4, "The website loads in two seconds", "Measured twice", "overcommitted>drop"),
    ),
    -22: (
        ("first", "mara", 2, "Sample data can be switched on", "A new team starts with it", "late"),
        ("speed", "ada", 2, "Every leaving team is asked why", "The mail goes out by itself", "kept"),
        ("kpi:demos", "mara", 3, "Four demos are held", "Four summaries sent", "kept"),
    ),
    -21: (
        ("speed", "ada", 1, "Following up leads is an SOP", "Ada ran it once from the text", "kept"),
        ("first", "mara", 3, "The set-up saves half-filled forms", "Closing the tab loses nothing",
         "estimate>recommit | kept"),
        ("revenue", "mara", 4, "Kassenbuch 24 signs", "The signed offer", "kept"),
    ),
    -20: (
        ("revenue", "mara", 2, "The offer fits on one page", "Sent to two leads", "kept"),
        ("speed", "ada", 4, "Day-30 calls are in the calendar", "All current teams have one", "kept"),
        ("", "mara", 4, "The marketplace listing is submitted", "A confirmation mail",
         "overcommitted>recommit | kept"),
    ),
    -19: (
        ("first", "mara", 2, "The set-up has a progress line", "Live", "kept"),
        ("revenue", "mara", 3, "Tidy Ledger gets an offer", "Sent and logged", "kept"),
        ("speed", "ada", 4, "The help page has the ten most asked questions", "Linked in the app",
         "interrupted>recommit | kept"),
    ),
    -18: (
        ("revenue", "mara", 2, "Tidy Ledger decides", "A yes or a no", "not ready>recommit | kept"),
        ("first", "ada", 3, "Two teams are onboarded by the SOP", "Two runs finished", "kept"),
    ),
    -17: (
        ("first", "mara", 3, "Activation is counted the same way everywhere", "One number in both reports",
         "kept"),
        ("", "mara", 4, "Invoices go out by a checklist", "This month's are sent", "kept"),
    ),
    -16: (
        ("speed", "ada", 2, "Slow pages are found and named", "A list of five", "kept"),
        ("first", "mara", 4, "The first report is ready in a minute", "Timed with three teams",
         "overcommitted>recommit | kept"),
        ("revenue", "mara", 3, "Pixelwerk agrees to a demo", "A date", "kept"),
    ),
    -15: (
        ("speed", "ada", 3, "Tidy Ledger has its first result", "They said so in the check-in", "kept"),
        ("revenue", "mara", 4, "Two case studies are online", "Two links", "avoided>shrink | kept"),
        ("kpi:replies", "ada", 4, "No mail waits over the weekend", "Friday inbox at zero", "kept"),
    ),
    -14: (
        ("first", "mara", 2, "The last two set-up steps are one", "Live for all", "kept"),
        ("revenue", "mara", 3, "Pixelwerk gets an offer", "Sent and logged", "kept"),
        ("speed", "ada", 4, "Churned teams are asked back once", "Eight mails", "overcommitted>drop"),
    ),
    -13: (
        ("kpi:demos", "mara", 3, "The next quarter has four goals", "Written with a metric each", "kept"),
        ("speed", "ada", 4, "The mailbox is moved", "Mail arrives in the new one", "blocked>issue"),
        ("", "mara", 2, "The office contract is cancelled", "A confirmation", "kept"),
    ),
}  # fmt: skip
