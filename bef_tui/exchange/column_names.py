"""How other tools name their columns, in English and German: which name stands for which field."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

TableKind = Literal["contacts", "deals"]

# The names of each field as ``key_of`` makes them, the surest first. A column is one field only, and a field that
# stands further up chooses first.
CONTACT_NAMES: dict[str, str] = {
    "bef_id": "befid",
    "id": "contactid recordid personid accountid companyid customerid kundennummer kontaktid id uid uuid",
    "email": (
        "email emailaddress emailadresse mail mailadresse primaryemail workemail emailwork email1value emailaddress1"
        " emailgeschaftlich contactemail emailprimary"
    ),
    "first_name": "firstname givenname vorname",
    "last_name": "lastname familyname surname nachname familienname",
    "name": "name fullname contactname displayname contact kontakt kontaktname person ansprechpartner client",
    "company": (
        "company companyname account accountname organization organisation organizationname organisationname firma"
        " firmenname unternehmen employer associatedcompany organization1name kunde customer customername business"
    ),
    "phone": (
        "phone phonenumber telephone telefon telefonnummer tel businessphone workphone phonework primaryphone"
        " telefongeschaftlich phone1value mobile mobilephone mobil handy mobiltelefon cell"
    ),
    "kind": "kind type contacttype lifecyclestage typ art kontakttyp relationship label labels",
    "status": "contactstatus status",
    "owner": "owner contactowner accountowner salesagent accountmanager besitzer inhaber zustandig betreuer",
    "ideal_days": "idealdays",
    "longest_days": "longestdays",
    "note": "note notes notiz notizen comment comments bemerkung bemerkungen description beschreibung kommentar",
}
DEAL_NAMES: dict[str, str] = {
    "bef_id": "befid",
    "id": "opportunityid dealid recordid opportunitynumber dealnumber id uid uuid chancennummer angebotsnummer",
    "title": (
        "title dealname dealtitle opportunityname opportunity deal name titel subject bezeichnung verkaufschance"
        " chance geschaft dealbezeichnung betreff project projekt"
    ),
    "product": "product productname produkt item artikel leistung",
    "company": (
        "account accountname company companyname organization organisation organizationname associatedcompany firma"
        " firmenname unternehmen kunde kundenname customer customername client"
    ),
    "contact": "contact contactname contactperson primarycontact associatedcontact person kontakt ansprechpartner",
    "email": "email emailaddress contactemail mail emailadresse",
    "stage": "dealstage stage stagename pipelinestage opportunitystage phase stufe verkaufsphase salesstage",
    "status": "dealstatus status opportunitystatus ergebnis outcome",
    "value": (
        "closevalue dealvalue amount value dealamount wert betrag summe umsatz volumen revenue estimatedvalue"
        " opportunityamount preis price total auftragswert dealwert"
    ),
    "currency": "currency currencycode dealcurrency valuecurrency wahrung currencyofvalue",
    "opened_on": (
        "engagedate createdate createddate dateopened opened openedon opendate opendatum datecreated createdat"
        " createdon creationdate dealcreated startdate erstellt erstelltam eroffnet eroffnetam angelegt angelegtam"
        " erstelldatum startdatum beginn created"
    ),
    "closed_on": (
        "closedate closeddate dateclosed closedon dealclosedon closed closingdate actualclosedate abschlussdatum"
        " abgeschlossenam geschlossenam abschluss wontime closedat expectedclosedate enddate enddatum"
    ),
    "moved_on": "movedon stagechanged laststagechange laststagechangedate datestagechanged inphaseseit stagesince",
    "reason": "reason lostreason lossreason closedlostreason closelostreason verlustgrund grund absagegrund",
    "next_step": "nextstep nextaction nachsterschritt nextactivity",
    "next_on": "nexton nextstepdate nextactivitydate nachstertermin",
    "owner": "owner dealowner opportunityowner salesagent salesrep assignedto besitzer zustandig verkaufer vertriebler",
}
NAMES: dict[TableKind, dict[str, str]] = {"contacts": CONTACT_NAMES, "deals": DEAL_NAMES}
DATES = ("opened_on", "closed_on", "moved_on", "next_on")

# Stages: what a word that says how a deal ended looks like, and what the usual words for open stages mean.
WON = "won closedwon gewonnen abgeschlossengewonnen wonclosed success erfolgreich signed unterschrieben sold verkauft"
LOST = (
    "lost closedlost verloren abgeschlossenverloren lostclosed abgelehnt absage rejected cancelled canceled"
)
LOST += " storniert disqualified"
UNDECIDED = "closed abgeschlossen geschlossen done beendet erledigt"
USUAL_STAGES: dict[str, str] = {
    "Lead": (
        "lead leads new neu prospect prospecting suspect anfrage enquiry inquiry interessent"
        " appointmentscheduled incoming open offen"
    ),
    "Qualified": (
        "qualified qualification qualifying qualifiziert qualifizierung qualifiedtobuy engaging engaged contacted"
        " contactmade kontaktiert discovery demo presentationscheduled demoscheduled needsanalysis bedarfsanalyse"
    ),
    "Proposal": (
        "proposal proposalsent proposalmade proposalpricequote quote quoted angebot angebotversendet negotiation"
        " negotiating negotiationsstarted negotiationreview verhandlung contractsent decisionmakerboughtin"
    ),
}

# What some tools put in front of every name of a column: "Deal - Title" is the title.
_PREFIX = re.compile(r"^(?:deal|person|organi[sz]ation|contact|lead)\s+-\s+", re.IGNORECASE)


@lru_cache(4096)
def key_of(name: str) -> str:
    """A name without case, accents and everything that is no letter or digit: ``E-Mail`` is ``email``."""
    bare = unicodedata.normalize("NFKD", _PREFIX.sub("", name.strip()).casefold())
    return "".join(character for character in bare if character.isalnum())


def fields_of(kind: TableKind) -> tuple[str, ...]:
    """The fields that a column can be, in the order in which they are shown."""
    return tuple(NAMES[kind])


def guessed_columns(kind: TableKind, header: tuple[str, ...]) -> dict[str, str]:
    """Which column is which field, by their names alone."""
    free = {key_of(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for field, names in NAMES[kind].items():
        key = next((name for name in (key_of(field), *names.split()) if name in free), None)
        if key is not None:
            found[field] = free.pop(key)
    return found


def stage_kind(word: str) -> str | None:
    """Whether a deal of this stage is ``won``, ``lost`` or ``open``; None when it has ended, nobody knows how."""
    key = key_of(word)
    if key in WON.split():
        return "won"
    if key in LOST.split():
        return "lost"
    return None if key in UNDECIDED.split() else "open"
