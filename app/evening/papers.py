"""What stands on the paper for the room, in the language of `_`; the press draws it."""

from app.cafes import codes
from app.cafes.models import Cafe
from app.errors import marked
from app.harvest.wording import Translator
from app.press import qr_code
from app.press.stationery import Case, Code, Etiquette, HostCard, Mat, Part, Poster, Sign, Signs, Step, Way
from app.tables.models import Table

STEPS = (
    ("scan", marked("Scannen"), marked("Kamera auf den Code halten und an diesem Tisch Platz nehmen.")),
    ("write", marked("Schreiben"), marked("Einen Gedanken eintippen. Er liegt dann auf eurem Tischtuch.")),
    ("change", marked("Wechseln"), marked("Nach der Runde sagt dir dein Handy, an welchen Tisch du gehst.")),
)
RULES = (
    ("question", marked("Bleib bei der Frage"), marked("Sprich über das, was dir daran wichtig ist.")),
    ("give", marked("Gib dazu, was du weißt"), marked("Jede Erfahrung am Tisch zählt gleich viel.")),
    ("listen", marked("Hör zu, um zu verstehen"), marked("Frag nach, bevor du antwortest.")),
    ("connect", marked("Verbinde Gedanken"), marked("Erzähl, was du an anderen Tischen gehört hast.")),
    ("doodle", marked("Schreib, male, kritzle"), marked("Kreuz und quer. Fertig muss nichts sein.")),
    ("contrast", marked("Lass Gegensätze stehen"), marked("Hier muss niemand recht behalten.")),
    ("pattern", marked("Sucht, was sich zeigt"), marked("Was taucht immer wieder auf? Was fehlt?")),
)
"""The etiquette of the method in our words: drawing, rule, what it asks for."""
CASES = (
    (
        marked("Zu früh weitergedrückt"),
        marked("Auf dem Pult: Zurück. Die Runde geht mit der Zeit weiter, die übrig war."),
    ),
    (
        marked("Laptop ausgefallen"),
        marked("Neu starten, auch den Server. Nichts ist verloren; die Handys kommen von selbst zurück."),
    ),
    (
        marked("Pult weg, oder ein anderes Gerät"),
        marked("Mit dieser Karte anmelden: scannen, oder den Code unter der Adresse eintippen."),
    ),
    (marked("Jemand hat kein Netz"), marked("Weiterschreiben. Der Text wartet auf dem Handy und kommt nach.")),
    (
        marked("Jemand hat kein Handy"),
        marked("Auf dem Pult: Gast ohne Handy. Den nächsten Tisch zeigen Leinwand und Sitzplan."),
    ),
    (
        marked("Viel mehr oder weniger Gäste"),
        marked("Auf dem Pult einen Tisch decken oder abräumen. Der Plan richtet sich danach."),
    ),
    (marked("Fremde kommen herein"), marked("Auf dem Pult: Tür schließen. Wer drin ist, bleibt drin.")),
    (
        marked("Diese Karte verloren"),
        marked("Auf der Seite Links: Neue Links machen. Dann öffnet diese Karte nichts mehr."),
    ),
)


def signs(cafe: Cafe, tables: list[Table], base_url: str, *, folded: bool, with_password: bool, _: Translator) -> Signs:
    """Something to put on each table."""
    return Signs(
        kind="tents" if folded else "cards",
        fold=_("hier falten") if folded else _("hier schneiden"),
        steps=_steps(STEPS, _),
        typed_label=_("oder eintippen:"),
        address=_bare(base_url),
        network=_network(cafe, with_password, _),
        signs=[_sign(cafe, table, base_url, _) for table in tables],
    )


def poster(cafe: Cafe, base_url: str, facts: str, *, with_password: bool, _: Translator) -> Poster:
    """The way in, for the door; `facts`: day and place."""
    seat = Way(
        title=_("Scannen und Platz nehmen"),
        parts=[
            Part(label=_("oder im Browser"), text=_bare(base_url)),
            Part(label=_("Code"), text=codes.grouped(cafe.code)),
        ],
        note="",
        code=_code(f"{base_url}/{cafe.join_token}", _("QR-Code zum Platznehmen")),
    )
    ways = [_way_to_network(cafe, with_password, _), seat] if cafe.wifi_name else [seat]
    return Poster(
        kind="poster", welcome=_("Willkommen"), title=cafe.title, question=cafe.question, facts=facts, ways=ways
    )


def etiquette(_: Translator) -> Etiquette:
    return Etiquette(
        kind="etiquette",
        title=_("So reden wir hier"),
        lead=_("Sieben kleine Regeln für ein gutes Gespräch am Tisch"),
        rules=_steps(RULES, _),
        last=_("Zum Wechseln geht jede:r allein los: So treffen sich an jedem Tisch neue Gedanken."),
    )


def host_card(cafe: Cafe, link: str, recovery: str, door: str, _: Translator) -> HostCard:
    """`link` opens the desk, and so does `recovery`, typed at the address `door`."""
    return HostCard(
        kind="host",
        title=_("Karte für die Leitung"),
        cafe=cafe.title,
        warning=_("Wer diese Karte hat, leitet das Café. Behalt sie bei dir, und häng sie nirgends auf."),
        code=_code(link, _("QR-Code für das Pult")),
        code_label=_("Scannen öffnet dein Pult"),
        typed=codes.in_fours(recovery),
        typed_label=_("Ohne Kamera: diesen Code"),
        address_label=_("eintippen unter"),
        address=_bare(door),
        cases_title=_("Was tun, wenn …"),
        cases=[Case(when=_(when), do=_(do)) for when, do in CASES],
    )


def mat(table: Table) -> Mat:
    return Mat(number=table.number, colour=table.colour, striped=table.is_striped)


def heading(table: Table, _: Translator) -> str:
    """ "Tisch 3: am Fenster"."""
    number = _("Tisch %(number)d") % {"number": table.number}
    return f"{number}: {table.topic or table.name}" if table.topic or table.name else number


def wifi_text(cafe: Cafe) -> str:
    """What phones understand as "join this network"; empty without a network's name."""
    if not cafe.wifi_name:
        return ""
    name, password = (_escaped(text) for text in (cafe.wifi_name, cafe.wifi_password))
    return f"WIFI:T:WPA;S:{name};P:{password};;" if password else f"WIFI:T:nopass;S:{name};;"


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in '\\;,:"' else sign for sign in text)


def _sign(cafe: Cafe, table: Table, base_url: str, _: Translator) -> Sign:
    number = _("Tisch %(number)d") % {"number": table.number}
    return Sign(
        mat=mat(table),
        number=number,
        title=table.topic or table.name or number,
        name=table.name if table.topic else "",
        question=cafe.question,
        code=_code(f"{base_url}/{table.join_token}", _("QR-Code für Tisch %(number)d") % {"number": table.number}),
        typed=codes.in_fours(table.join_token),
    )


def _way_to_network(cafe: Cafe, with_password: bool, _: Translator) -> Way:
    """With its code only where that gives away nothing, or the host wants it to."""
    is_open = not cafe.wifi_password
    parts = [Part(label=_("WLAN"), text=cafe.wifi_name)]
    if with_password and not is_open:
        parts.append(Part(label=_("Passwort"), text=cafe.wifi_password))
    shown = is_open or with_password
    return Way(
        title=_("Ins WLAN gehen"),
        parts=parts,
        note="" if shown else _("Nach dem Passwort frag uns gern."),
        code=_code(wifi_text(cafe), _("QR-Code für das WLAN")) if shown else None,
    )


def _network(cafe: Cafe, with_password: bool, _: Translator) -> str:
    if not cafe.wifi_name:
        return ""
    told = f"{_('WLAN')}: {cafe.wifi_name}"
    return f"{told} · {_('Passwort')}: {cafe.wifi_password}" if with_password and cafe.wifi_password else told


def _steps(told: tuple[tuple[str, str, str], ...], _: Translator) -> list[Step]:
    return [Step(drawing=drawing, title=_(title), text=_(text)) for drawing, title, text in told]


def _code(text: str, alt: str) -> Code:
    path, size = qr_code.path(text)
    return Code(path=path, size=size, alt=alt)


def _bare(url: str) -> str:
    """An address as people type it."""
    return url.split("://", 1)[-1]
