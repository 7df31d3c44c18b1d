"""The date until which to pay, where one is printed."""

from payables.extraction.fields.candidates.dates import dates
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import labels
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document

LABELS = labels(
    (r"\b(?:payment )?due(?: date| by| on)?\b|\bpay(?:able|ment)? (?:by|before|until)\b|\bdate due\b", 1.0),
    (r"\bfallig(?:keit)?(?:s?\s?(?:datum|tag|termin))?(?: am| bis| zum)?\b|\bzahlbar .{0,40}?bis(?: zum)?\b", 1.0),
    (r"\bzahlungsziel\b|\b(?:uberweisen|begleichen|zahlen|zahlung|betrag|abzug|netto)\b.{0,50}\b(?:bis|zum|am)\b", 0.9),
    (
        r"\b(?:date d'?\s?)?echeance\b|\ba (?:payer|regler) (?:avant|au plus tard)(?: le)?|"
        r"\bpayable .{0,20}\b(?:le|au)\b",
        1.0,
    ),
    (r"\b(?:fecha de )?vencimiento\b|\bvence\b|\bscadenza\b|\bverval(?:datum|t)\b|\b(?:te )?betalen voor\b", 1.0),
    (r"\b(?:abgebucht|eingezogen|lastschrift|einzug|debit)\b.{0,60}\b(?:am|zum|on)?\b", 0.6),
)
OTHERS = labels((r"\b(?:skonto|discount|escompte|sconto|korting)\b", 1.0))


def score(candidate: Candidate, document: Document) -> float:
    """By label only; the date until which a discount is granted is not it."""
    return max(0.0, 0.93 * LABELS.near(candidate) - 0.5 * OTHERS.before(candidate.left))


RULE = Rule(dates, score, least=0.25)
