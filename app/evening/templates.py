"""Evenings to start from: sentences are German msgids, translated into the café's language when it is laid."""

from dataclasses import dataclass

from app.errors import marked


@dataclass(frozen=True)
class Template:
    """`questions`: one per round; `topics`: one per table; either may be empty."""

    key: str
    name: str
    description: str
    question: str = ""
    questions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


TEMPLATES = (
    Template(
        "change",
        marked("Ändern, optimieren, in Angriff nehmen"),
        marked("Eine Frage, drei Verben. So fing es in den Trainernetzwerken an."),
        question=marked("Was will ich ändern, was optimieren, was in Angriff nehmen?"),
    ),
    Template(
        "strategy",
        marked("Strategiefragen"),
        marked("Jeder Tisch nimmt sich einen Teil der Strategie vor: Menschen, Ziele, Botschaften, Kanal, Kraft."),
        question=marked("Wie sieht eine Strategie aus, die zu uns passt?"),
        topics=(
            marked("Wen wollen wir erreichen?"),
            marked("Woran messen wir, dass es gelingt?"),
            marked("Was sind unsere Kernbotschaften?"),
            marked("Welcher Kanal passt zu uns?"),
            marked("Was brauchen wir an Zeit, Geld und Menschen?"),
        ),
    ),
    Template(
        "cycle",
        marked("Beobachten, bewerten, entwickeln, umsetzen"),
        marked("Vier Runden, die aufeinander aufbauen."),
        questions=(
            marked("Was beobachten wir?"),
            marked("Wie bewerten wir, was wir sehen?"),
            marked("Was entwickeln wir daraus?"),
            marked("Wie setzen wir es um, und wer fängt an?"),
        ),
    ),
    Template(
        "proaction",
        marked("ProAction Café"),
        marked("Wer ein Vorhaben mitbringt, bleibt am Tisch; die anderen helfen in drei Runden weiter."),
        questions=(
            marked("Was ist die Frage hinter der Frage?"),
            marked("Was fehlt noch im Bild?"),
            marked("Was ist der nächste Schritt, und wer hilft dabei?"),
        ),
    ),
    Template("blank", marked("Leeres Blatt"), marked("Nur deine Frage, sonst nichts.")),
)


def by_key(key: str) -> Template:
    """The template of this name; the first one if there is none."""
    return next((template for template in TEMPLATES if template.key == key), TEMPLATES[0])
