"""The people the demo company knows: touches and follow-ups in a rhythm, enquiries, and deals in the pipeline."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Channel, ContactKind
from bef_tui.services import people
from bef_tui.services.demo.diary import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Diary, World


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody the company knows.

    Touched every so many days since a week, the last time ``last`` days ago; the next one is due ``next_in`` days from
    today (negative: it is overdue). ``late`` names the touches, counted from the newest (1), that came after their day.
    """

    key: str
    name: str
    company: str
    kind: ContactKind
    owner: str
    since: int
    every: int
    last: int
    next_in: int
    channel: Channel
    notes: tuple[str, ...]
    late: tuple[int, ...] = ()


CONTACTS = (
    Contact("jonas", "Jonas Weber", "Kassenbuch 24", "customer", "ada", -24, 21, 12, 9, "call",
            ("Uses the reports every Monday now", "Asked for an export, sent him the price",
             "Happy; would recommend us, 9")),
    Contact("priya", "Priya Nair", "Tidy Ledger", "customer", "ada", -22, 24, 8, 16, "email",
            ("Her team finished the set-up", "Two new people, sent the invitation tips",
             "Day-30 call: first report shared with her board"), (1,)),
    Contact("marta", "Marta Kowalska", "Pixelwerk", "customer", "ada", -17, 20, 25, 0, "call",
            ("Nobody has time, asked for one hour", "The hour happened; active now")),
    Contact("tom", "Tom Bakker", "Bakker & Co", "customer", "ada", -14, 18, 5, 13, "email",
            ("Kick-off agreed", "First report is there", "Wants the yearly plan, sent the offer"), (1, 2)),
    Contact("lin", "Lin Okafor", "Fernweh Apps", "customer", "mara", -12, 14, 16, -2, "call",
            ("Hesitates because of the import", "Signed", "Check-in: first result on day three")),
    Contact("elif", "Elif Demir", "Northlight", "customer", "ada", -5, 9, 6, 3, "message",
            ("Saw the demo, likes the calm", "Kick-off held", "Active after four days"), (2,)),
    Contact("sofia", "Sofia Rossi", "Lumen CRM", "lead", "mara", -6, 6, 4, 2, "call",
            ("Asked how long a set-up takes", "Demo agreed", "Has the offer, decides with her partner")),
    Contact("henrik", "Henrik Dahl", "Fjordbook", "lead", "mara", -7, 7, 9, -4, "email",
            ("Found us through the article", "Demo held, price is the question"), (1,)),
    Contact("aisha", "Aisha Rahman", "Quill HR", "lead", "mara", -9, 7, 3, 4, "call",
            ("Wants to see a team like hers", "Offer sent", "Waits for her budget in two weeks"), (1, 3)),
    Contact("carlos", "Carlos Vega", "Ruta", "lead", "ada", -10, 8, 20, 3, "email",
            ("Left his card at the meet-up", "Asked for the case study")),
    Contact("emma", "Emma Clarke", "Clarke Studio", "lead", "ada", -4, 5, 3, 0, "call",
            ("Came by recommendation of Jonas", "Trial began", "Verbal yes, kick-off agreed"), (2,)),
    Contact("noor", "Noor Haddad", "Mosaic", "lead", "mara", -3, 5, 5, 2, "meeting",
            ("Filled in the website form", "Demo held, two more people want to see it")),
    Contact("bernd", "Bernd Schulz", "Schulz Beratung", "partner", "ada", -16, 30, 18, 20, "call",
            ("Advises twenty small firms", "Sent the first team", "Wants a page to link to")),
    Contact("ines", "Ines Duarte", "Duarte Digital", "partner", "ada", -22, 35, 98, 6, "email",
            ("Would send teams if the page were there",)),
)  # fmt: skip
# What the next touch is about.
NEXT = {
    "jonas": "the case study he offered",
    "priya": "how the two new people get on",
    "marta": "the hour each week: is it kept?",
    "tom": "the yearly plan",
    "lin": "day 30: what is better now?",
    "elif": "the first report",
    "sofia": "the three-year price",
    "henrik": "what the price would have to do",
    "aisha": "is her budget there?",
    "carlos": "the case study he asked for",
    "emma": "the day of the kick-off",
    "noor": "the second demo with the team",
    "bernd": "the page he can link to",
    "ines": "what her clients miss",
}
# Enquiries: who, how many days ago, what, and after how many hours they were answered (0: not yet).
ENQUIRIES: tuple[tuple[str, int, str, int], ...] = (
    ("jonas", 150, "The invoice has the old address", 3),
    ("priya", 120, "Can two people approve?", 5),
    ("ines", 112, "Do you have a partner programme?", 26),
    ("marta", 88, "The import stops at row 300", 2),
    ("bernd", 75, "Which firms fit best?", 4),
    ("carlos", 60, "What does it cost for four people?", 6),
    ("tom", 52, "How do we add a second workspace?", 3),
    ("lin", 40, "Who sees our customers' data?", 50),
    ("aisha", 31, "Is there a yearly price?", 4),
    ("henrik", 27, "Could you show it to my partner?", 5),
    ("elif", 23, "The invitation went to the wrong address", 1),
    ("noor", 19, "Do you work with agencies?", 30),
    ("emma", 17, "Can we start on a Monday?", 3),
    ("jonas", 12, "Can I pay by the year?", 4),
    ("tom", 9, "A colleague cannot log in", 1),
    ("sofia", 1, "We like it. Is the price final if we take three years?", 0),
)


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal: its contact, monthly value times twelve, and when it moved on; how it ended (``won`` or the reason)."""

    contact: str
    title: str
    value: int
    opened: int
    moves: tuple[int, ...]
    closed: int | None = None
    ended: str = ""
    next_step: str = ""
    next_in: int = 0


DEALS = (
    Deal("jonas", "Kassenbuch 24: team plan", 348_000, -24, (-23, -22), -21, "won"),
    Deal("priya", "Tidy Ledger: team plan", 420_000, -21, (-19, -18), -17, "won"),
    Deal("marta", "Pixelwerk: studio plan", 588_000, -16, (-15, -14), -12, "won"),
    Deal("tom", "Bakker & Co: team plan", 348_000, -13, (-12,), -11, "won"),
    Deal("lin", "Fernweh Apps: studio plan", 720_000, -11, (-10, -9), -8, "won"),
    Deal("elif", "Northlight: team plan", 372_000, -5, (-4, -3), -2, "won"),
    Deal("carlos", "Ruta: team plan", 348_000, -9, (-8,), -4, "They hired somebody for it instead"),
    Deal("ines", "Duarte Digital: white label", 960_000, -19, (-17,), -14, "We do not build white label"),
    Deal("bernd", "Schulz Beratung: trial for two firms", 240_000, -10, (), -9,
         "Firms sign themselves, with his code"),
    Deal("sofia", "Lumen CRM: studio plan", 684_000, -6, (-5, -3), next_step="Answer the price question",
         next_in=0),
    Deal("aisha", "Quill HR: studio plan", 612_000, -8, (-7, -5), next_step="Call when her budget is there",
         next_in=4),
    Deal("henrik", "Fjordbook: team plan", 348_000, -6, (-4,),
         next_step="Ask what the price would have to do", next_in=-4),
    Deal("noor", "Mosaic: agency plan", 900_000, -3, (-1,), next_step="Second demo with the team", next_in=5),
    Deal("emma", "Clarke Studio: team plan", 348_000, -2, (-1, -1), next_step="Kick-off call", next_in=1),
)  # fmt: skip


def write(diary: Diary) -> None:
    """Enter the contacts with every touch and the next one, the enquiries, and the deals."""
    for contact in CONTACTS:
        asked = [days for key, days, _, _ in ENQUIRIES if key == contact.key]
        met = min(diary.day(contact.since, MONDAY), diary.ago(max(asked, default=0) + 2))
        diary.on(met, "08:40", partial(_meet, contact))
        _touches(diary, contact, met)
    for contact_key, days, note, hours in ENQUIRIES:
        _enquiry(diary, contact_key, days, note, hours)
    for number, deal in enumerate(DEALS):
        _deal(diary, number, deal)


def _touches(diary: Diary, contact: Contact, met: date) -> None:
    """Touch after touch from the first to the last; each promises the next one, a late one after the day promised."""
    spoken = [*range(contact.last, (diary.today - met).days, contact.every), (diary.today - met).days]
    due, about = diary.today + timedelta(days=contact.next_in), NEXT[contact.key]
    for back, days in enumerate(spoken, start=1):
        day = diary.ago(days)
        note = contact.notes[max(0, len(contact.notes) - back)]
        diary.on(day, "10:20", partial(_touch, contact, note, max(due, day + timedelta(days=1)), about))
        due, about = day - timedelta(days=2 if back in contact.late else 0), ""


def _meet(contact: Contact, world: World, now: Now) -> None:
    world[f"contact.{contact.key}"] = people.add_contact(
        world.session,
        now=now,
        name=contact.name,
        company=contact.company,
        email=f"{contact.key}@{contact.company.split()[0].lower()}.example",
        kind="lead" if contact.kind == "customer" else contact.kind,
        owner_id=world[contact.owner],
    )


def _touch(contact: Contact, note: str, next_on: date, about: str, world: World, now: Now) -> None:
    """Touch somebody, with the next touch promised for a day."""
    contact_id = world[f"contact.{contact.key}"]
    people.plan_follow_up(
        world.session, contact_id, now=now, due=next_on, channel=contact.channel, note=about
    )
    people.log_touch(world.session, contact_id, contact.channel, "out", note, now=now)


def _enquiry(diary: Diary, key: str, days: int, note: str, hours: int) -> None:
    day = diary.ago(days)

    def come_in(world: World, now: Now) -> None:
        people.log_touch(world.session, world[f"contact.{key}"], "email", "in", note, now=now)

    def answer(world: World, now: Now) -> None:
        people.log_touch(world.session, world[f"contact.{key}"], "email", "out", f"Answered: {note}", now=now)

    diary.on(day, "09:10" if hours else "16:40", come_in)
    if hours:
        diary.on(day + timedelta(days=hours // 24), f"{9 + hours % 24:02d}:10", answer)


def _deal(diary: Diary, number: int, deal: Deal) -> None:
    name = f"deal.{number}"
    diary.at(
        deal.opened, TUESDAY, "11:00", partial(_open, name, deal, diary.today + timedelta(days=deal.next_in))
    )
    for step, week in enumerate(deal.moves):
        at = "11:20" if step == 0 else "11:25"
        diary.at(
            week, WEDNESDAY, at, lambda world, now: people.shift_deal(world.session, world[name], 1, now=now)
        )
    if deal.closed is not None:
        day = THURSDAY if deal.ended == "won" else FRIDAY
        diary.at(deal.closed, day, "11:30", partial(_close, name, deal))


def _open(name: str, deal: Deal, next_on: date, world: World, now: Now) -> None:
    step = {"next_step": deal.next_step, "next_on": next_on} if deal.next_step else {}
    world[name] = people.add_deal(
        world.session,
        now=now,
        title=deal.title,
        contact_id=world[f"contact.{deal.contact}"],
        value_minor=deal.value,
        owner_id=world["mara"],
        **step,
    )


def _close(name: str, deal: Deal, world: World, now: Now) -> None:
    if deal.ended != "won":
        people.lose_deal(world.session, world[name], deal.ended, now=now)
        return
    people.win_deal(world.session, world[name], now=now)
    people.edit_contact(world.session, world[f"contact.{deal.contact}"], {"kind": "customer"}, now=now)
