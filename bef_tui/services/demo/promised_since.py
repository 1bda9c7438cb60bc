"""What the demo company promised in its second quarter, up to the running week; read as ``promised``."""

from bef_tui.services.demo.promised import Promise

SECOND: dict[int, tuple[Promise, ...]] = {
    -12: (
        ("speed", "ada", 2, "Everything from the old mailbox is answered", "Zero unread", "kept"),
        ("kpi:signups", "mara", 4, "Two guest articles are agreed", "Two dates", "interrupted>drop"),
        ("kpi:demos", "mara", 3, "Bakker & Co sees a demo", "A summary sent", "kept"),
    ),
    -11: (
        ("kpi:setups", "ada", 3, "Set-up calls can be booked online", "A stranger booked one", "kept"),
        ("kpi:mrr", "mara", 4, "Bakker & Co signs", "The signed offer", "kept"),
        ("kpi:signups", "mara", 4, "The first guest article is sent in", "Received by the editor",
         "overcommitted>recommit | kept"),
    ),
    -10: (
        ("activation", "mara", 2, "The set-up is measured step by step", "A chart with seven bars", "kept"),
        ("activation", "ada", 3, "Eight set-up calls are held", "Eight notes", "kept"),
        ("kpi:churn", "ada", 4, "Teams that go quiet are seen within a week", "A list every Monday",
         "blocked>recommit | kept"),
    ),
    -9: (
        ("activation", "mara", 4, "The worst step of the set-up is halved", "Three fields less", "kept"),
        ("churn", "ada", 2, "Fernweh Apps says why it hesitates", "A call and a note", "kept"),
        ("kpi:mrr", "mara", 3, "The yearly plan is on the price page", "Live",
         "overcommitted>recommit | late"),
        ("", "mara", 4, "The new laptop is set up", "Old one wiped", "drop priority changed"),
    ),
    -8: (
        ("mrr", "mara", 2, "Fernweh Apps signs", "The signed offer", "kept"),
        ("activation", "ada", 4, "Bakker & Co is active", "Their first report", "kept"),
        ("partners", "ada", 4, "Ten possible partners are listed", "A list with names", "kept"),
        ("churn", "ada", 3, "Exports no longer time out", "The largest team tried it",
         "estimate>recommit | kept"),
    ),
    -7: (
        ("activation", "mara", 3, "New teams choose a goal on day one", "Half of them do", "kept"),
        ("mrr", "mara", 4, "Six demos are held", "Six summaries", "kept"),
        ("partners", "ada", 2, "Schulz Beratung sends a first team", "A signup with their code", "kept"),
        ("churn", "ada", 4, "The day-14 mail is rewritten", "Sent to all on day 14",
         "overcommitted>recommit | kept"),
    ),
    -6: (
        ("activation", "ada", 2, "The set-up works on a phone", "Tried on three", "kept"),
        ("mrr", "mara", 4, "Quill HR gets an offer", "Sent and logged", "interrupted>recommit | kept"),
        ("churn", "ada", 3, "Every ticket has an owner", "No ticket without", "kept"),
    ),
    -5: (
        ("activation", "ada", 3, "Fernweh Apps is active", "Their first report", "kept"),
        ("partners", "ada", 4, "The partner page is online", "A link",
         "overcommitted>recommit | overcommitted>drop"),
        ("mrr", "mara", 2, "The yearly plan is offered to ten teams", "Ten mails", "kept"),
        ("", "mara", 4, "VAT is filed", "The receipt", "kept"),
    ),
    -4: (
        ("activation", "mara", 3, "The set-up asks for two people, not five", "Live for half of the teams",
         "kept"),
        ("mrr", "mara", 2, "Fjordbook sees a demo", "A summary sent", "kept"),
        ("churn", "ada", 4, "Northlight is called on day 7", "A note", "kept"),
    ),
    -3: (
        ("activation", "mara", 4, "The set-up video is two minutes long", "Linked in the first mail",
         "interrupted>recommit | kept"),
        ("mrr", "mara", 2, "Lumen CRM gets an offer", "Sent and logged", "kept"),
        ("kpi:replies", "ada", 3, "The website form lands in People", "A test enquiry did", "kept"),
        ("churn", "ada", 4, "Three quiet teams are called", "Three notes", "kept"),
    ),
    -2: (
        ("activation", "mara", 3, "A new team reaches its first result in one sitting",
         "Three of five test teams do", "blocked>recommit | overcommitted>recommit | open"),
        ("mrr", "mara", 4, "Six demos are held", "Six summaries", "kept"),
        ("churn", "ada", 2, "Northlight is active", "Their first report", "kept"),
        ("kpi:signups", "mara", 4, "The second guest article is sent in", "Received by the editor", "kept"),
    ),
    -1: (
        ("mrr", "mara", 2, "Mosaic sees a demo", "A summary sent", "kept"),
        ("", "mara", 2, "The job ad for a developer is written", "Ada has read it", "late"),
        ("kpi:setups", "ada", 3, "Seven set-up calls are held", "Seven notes", "kept"),
        ("kpi:replies", "ada", 1, "The weekend's enquiries are answered", "Zero open on Tuesday noon",
         "kept"),
        ("churn", "ada", 4, "The three most skipped help pages are rewritten", "Live", "overcommitted>drop"),
    ),
    0: (
        ("mrr", "mara", 0, "Lumen CRM has an answer on the price", "Sent and logged", "kept"),
        ("activation", "ada", 1, "Eight set-up calls are booked for next week", "Eight dates in the calendar",
         "kept"),
        ("churn", "ada", 4, "Leaving teams see the pause plan first", "Live for all", "open"),
    ),
}  # fmt: skip
