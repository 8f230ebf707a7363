"""Which German sentences say du: by its pronouns, or by a verb in the imperative."""

import re

PRONOUN = r"[Dd]u|[Dd]ir|[Dd]ich|[Dd]eine?[rmns]?|[Dd]eins|ihr|[Ee]uch|[Ee]uer|[Ee]ure[rmns]?"
SEVERAL = r"\bIhr [a-zäöüß]+t\b"
"""„Ihr könnt …“; the polite word at the head of a sentence has a noun or an adjective after it."""
ALONE = "frag|wähl|tipp|nimm|gib|lies|sprich|wirf"
"""Imperatives wherever they stand."""
AT_HEAD = (
    "achte|änder|antworte|beende|beginn(?= )|beginne|begrüß|behalt|bleib|brich|bring|denk|dreh|drück|entscheid|erzähl|"
    "fang|fass|frag|füg|geh|gib|häng|heb|hilf|hol|hör|klick|klopf|komm|kreuz(?! und)|kritzle|kürz|lad|lass|leg|lies|"
    "lösch|mach|male|nenn|nimm|notier|öffne|prüf|räum|ruf|sag|scann|schalt|schalte|schätz|schau|schick|schieb|schließ|"
    "schreib|setz|sieh|speicher|speichere|sprecht|sprich|starte|steh|stell|stimm|such|sucht(?! sich)|tausch|tipp|"
    "tippe|trag|überleg|verbind|verbinde|vergleich|verlass|verschieb|versuch|verteil|wähl|warte|wechsle|wirf|wisch|"
    "zeichne|zeig|zieh|zoom"
)
"""Imperatives at the head of a clause; elsewhere, or with a capital letter, they may be something else."""
HEAD = r"(?:^|[.:;,!?…–„>]\s*|\b(?:und|oder|[Bb]itte|dann)\s)"
ASK = r"\b[Bb]itte (?:die|den) [A-Z]\w+(?:,| um) "
"""„Bitte die Gastgeberin, …“: somebody is to be asked; „Bitte die Adresse angeben“ is no du."""

INFORMAL = re.compile(rf"\b(?:{PRONOUN}|{ALONE})\b|{HEAD}(?i:{AT_HEAD})\b(?![-/:])|{ASK}|{SEVERAL}")
