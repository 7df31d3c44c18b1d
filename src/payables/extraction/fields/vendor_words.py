"""Classes of words by which names of sellers are told from other print: labels, addresses, trades, people."""

import re

LABEL = re.compile(
    r"\b(?:invoice|\w*rechnung\w*|facture|factura|fattura|factuur|receipt|page|seite|date|datum|total|amount|betrag|summe|credit|"
    r"gutschrift|avoir|bill|due|tax|vat|mwst|tva|iva|btw|description|beschreibung|artikel|menge|quantity|qty|price|preis|"
    r"terms|payment|zahlung|customer|client|kunde\w*|order|bestell\w*|number|nummer|telefon|phone|fax|email|iban|bic|"
    r"thank|dear|sehr|danke|please|bitte|copy|original|lieferschein|steuer\w*|attn|cashier|table|gst|summary|items?|open|hours?|"
    r"uhr|am|pm|subtotal|bank|konto\w*|blz|swift|geschaftsfuhrer|sitz|amtsgericht|gericht|hrb|unit|stk|stuck|"
    r"contract|agency|advertiser|estimate|product|remarks|comments|special|handling|remit|period|type|salesperson|buyer|"
    r"office|program|commission|gross|net|shopping|visit|again|welcome|goods|sold|spots?|line|schedule|revision|entered|printed|confirmation|official|billing|"
    r"print|month|\w*adresse?n?|factuur\w*|aflever\w*|klant\w*|kaufer|verkaufer|acheteur|vendeur|destinataire|designation|numero)\b"
    r"|^station\b"  # a petrol station has it at its end
)
ADDRESS = re.compile(
    r"\b(?:street|st|\w*strasse|\w+str|\w+weg|\w+platz|\w+gasse|chemin|calle|via|laan|\w*straat|avenue|ave|road|rd|suite|ste|floor|"
    r"blvd|drive|dr|lane|highway|hwy|parkway|box|jalan|jln|lorong|taman|lot|bandar|kuala|selangor|pusat|rue|place|square|court|"
    r"persiaran|lebuh|lebuhraya|kampung|kg|kawasan|medan|dataran|seksyen|tingkat|johor|penang|perak|melaka|sabah|sarawak|pahang|"
    r"boulevard|bd|autoroute|route|autobahn|autopista|autostrada|km|"
    r"germany|deutschland|france|usa|united states|malaysia|nederland)\b"
)
TRADE = re.compile(
    r"\b(?:restaurant|restoran|restauran|cafe|kopitiam|bakery|bakeries|food|foods|hardware|market|mart|minimart|hypermarket|supermarket|"
    r"store|stores|shop|trading|enterprise|enterprises|services|service|solutions|systems|supplies|supply|electric|electrical|"
    r"pharmacy|farmasi|stationery|books?|motor|auto|garage|engineering|industries|industrial|international|group|holdings?|"
    r"cash (?:&|and|n) carry|"
    r"broadcast\w*|television|media|radio|communications|network|hotel|hotels|catering|beverages?|furniture|machinery|design|studio|"
    r"consulting|logistics|transport|handels\w*|vertrieb\w*|lieferant\w*|verein|versicherung\w*|verlag|werk|werke|bau|technik|"
    r"perniagaan|syarikat|pasar|kedai|perusahaan|distribution|distributors?|partners|associates|sons|brothers|bros|clinic|dental)\b"
)
SMALL = re.compile(
    r"\b(?:the|is|are|was|be|not|ist|sind|wird|werden|does|will|with|for|your|our|this|that|by|on|in|at|und|der|die|das|von|bei|le|la|les|des|pour)\b"
)
TOWN = re.compile(r",\s?[A-Z]{2}$|^[A-Z][a-z]+,\s[A-Z][a-z]+$")
PERSON = re.compile(r"^(?:mr|mrs|ms|dr|herr|frau|m\.|mme)\b|^[A-Z][a-z]+,\s?[A-Z][a-z]+,?$", re.IGNORECASE)
# A station of the United States, as its papers name it: three or four letters after K or W, and maybe its kind.
CALL_SIGN = re.compile(r"\b(?:[KW][A-Z]{2,3}|E[A-Z]{3})(?:[-+ ](?:TV|FM|AM|DT|LD|CD|[KW][A-Z]{2,3}))?\d{0,2}\b")
# A company's number in a register: '123456-X', 'JM0325955-V', 'Co. Reg. No.', 'HRB 123'.
REGISTERED = re.compile(
    r"\b[A-Z]{0,3}\d{4,9}[A-Z]?\s?[-·]\s?[A-Z]\b|\bco(?:mpany)?\.?\s?(?:reg\.?)?\s?no\b|\breg(?:istration)?\.?\s?no\b|"
    r"\b(?:hrb|siret|rcs|roc|rc)\b\s?[:.]?\s?\w?\s?\d",
    re.IGNORECASE,
)
WEB_LIKE = re.compile(r"\w\.(?:com|net|org|my|de|fr)\b", re.IGNORECASE)
