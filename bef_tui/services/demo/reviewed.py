"""What was said in the reviews of the demo company, week by week."""

from dataclasses import dataclass

from bef_tui.framework.words import ReviewMode


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one review: headline, wins, rating, one improvement, what was not to be done, the process fix."""

    headline: str
    wins: str
    rating: int
    improvement: str
    not_doing: str = ""
    fix: str = "none needed"
    mode: ReviewMode = "full"
    minutes: int = 26


NOT_REVIEWED = {-18, -6}
TOGETHER = (-13, -12)  # both reviewed on the Monday after the second of them
SHARED = {-25, -22, -19, -16, -14, -11, -10, -8, -5, -4, -2}

SAID: dict[int, Said] = {
    -26: Said("A first week with a list", "The new form is live", 6, "Promise two things less",
    "No new features", minutes=29),
    -25: Said("We watched people fail at step three", "Five recordings\nAda answers support alone", 7,
    "Ask for the date in the call"),
    -24: Said("Ten reasons why teams leave", "The invitation mail works", 7, "No price page on a Friday",
    "No price experiments"),
    -23: Said("Short week, short list", "Three demos with a date", 6, "Keep the review even when tired",
    mode="express", minutes=9),
    -22: Said("Sample data took twice as long", "Leaving teams tell us why", 6,
    "Estimate in days, not in hope", "No redesign"),
    -21: Said("Kassenbuch 24 signed", "Kassenbuch 24 signed\nLeads are followed up by an SOP", 8,
    "Write the next SOP while doing the work",
              fix="Follow up every lead: now an SOP"),
    -20: Said("The offer fits on one page", "Day-30 calls are booked", 7, "One large promise a week",
    "No second marketplace",
              fix="Onboarding is an SOP from today"),
    -19: Said("Half a week of demos", "A progress line in the set-up", 7, "Block Thursday for building",
    fix="Demos get a checklist"),
    -17: Said("Back from the holiday", "Invoices by checklist\nOne way to count activation", 7,
    "Hand the review over when away",
              "No travel before the quarter ends"),
    -16: Said("Slow, but honest", "Five slow pages have names", 6, "Ask Ada before I promise for her",
    mode="express", minutes=10),
    -15: Said("The marketplace was the wrong road", "Tidy Ledger is active", 7, "Drop earlier",
    "No marketplaces this year"),
    -14: Said("Activation 25, MRR nearly there", "The last two steps are one\nPixelwerk has an offer", 8,
    "Grade goals with Ada",
              "No new goal until these are graded"),
    -13: Said("A week lost to the mailbox", "Four goals for the next quarter", 5, "Move nothing on a Monday",
    mode="full", minutes=22),
    -12: Said("Catching up", "Zero unread mails", 5, "Review on Friday, whatever happens", mode="express",
    minutes=8),
    -11: Said("Bakker & Co signed", "Strangers book set-up calls\nBakker & Co signed", 8,
    "Articles need a fixed morning", "No more articles than one a month"),
    -10: Said("Now we see where they stop", "A chart with seven bars", 8, "Look at the chart every Monday",
    "No ads",
              fix="none needed"),
    -9: Said("Three fields less", "The worst step is halved", 7, "Two people per demo is one too many",
    mode="express", minutes=10),
    -8: Said("Fernweh Apps signed", "Fernweh Apps signed\nTen possible partners", 8,
    "Say no to custom exports", "No custom exports",
             fix="Onboarding: try the invitation with your own address"),
    -7: Said("The first partner sent a team", "Six demos in one week", 8, "Not every evening",
    "No evening calls"),
    -5: Said("Back after the flu", "Fernweh Apps is active", 6, "Ada can hold a review too",
    "No partner page by hand",
             fix="Leads: the website form is part of the SOP"),
    -4: Said("Two people instead of five", "Three of four promises kept", 9, "Do less, again",
    "No second experiment"),
    -3: Said("A good week, one video late", "The website form lands in People", 7, "Record in the morning",
    mode="express", minutes=10),
    -2: Said("Northlight is active in four days", "Northlight is active\nSix demos", 8,
    "Start the hard promise on Monday", "No new integrations",
             fix="Ask Ada which money step nobody needs"),
    -1: Said("Signups fell, and we do not know why", "Mosaic saw a demo", 6,
    "Look at signups daily until we know", "No work on the website until we know",
             fix="none needed"),
}  # fmt: skip

NOTES: dict[str, tuple[str, ...]] = {
    "first": ("on its way", "slower than the plan", "the next step is the form"),
    "revenue": ("two offers are out", "on plan", "depends on one signature"),
    "speed": ("exports are the reason", "improving slowly", "Ada calls quiet teams"),
    "activation": (
        "step three is where they stop",
        "behind, the calls help",
        "one sitting is what is missing",
    ),
    "churn": ("on plan", "the pause plan should do the rest", "two teams at risk"),
    "mrr": ("on plan", "two offers are out", "the yearly plan helps"),
    "partners": (
        "one partner sends teams",
        "nobody has asked the others",
        "stuck: it has no hour in the week",
    ),
}
