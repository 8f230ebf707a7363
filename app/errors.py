"""What can go wrong, each with its HTTP status and a sentence for people; doors translate the sentence."""


def marked(sentence: str) -> str:
    """Marks a German sentence for translation where no translator is at hand yet."""
    return sentence


class CafeError(Exception):
    """Something a person did that cannot be done; `sentence` is a German msgid with `%(name)s` places for `words`."""

    status = 400
    sentence = marked("Das hat nicht geklappt. Bitte versuch es noch einmal.")

    def __init__(self, sentence: str = "", **words: object) -> None:
        self.sentence = sentence or type(self).sentence
        self.words = words
        super().__init__(self.sentence % words if words else self.sentence)


class NotFound(CafeError):
    status = 404
    sentence = marked("Das gibt es hier nicht (mehr).")


class UnknownCode(NotFound):
    sentence = marked(
        "Diesen Code kennen wir nicht, oder das Café ist schon vorbei. Vergleich ihn noch einmal mit der Leinwand."
    )


class DoorsClosed(CafeError):
    status = 403
    sentence = marked("Die Tür ist gerade zu. Bitte die Gastgeberin, sie wieder zu öffnen.")


class NotAllowed(CafeError):
    status = 403
    sentence = marked("Das darf von hier aus nur, wer das Café leitet.")


class NotYourTable(CafeError):
    status = 403
    sentence = marked("In dieser Runde sitzt du nicht an diesem Tisch.")


class RoundIsOver(CafeError):
    status = 409
    sentence = marked(
        "Die Runde ist vorbei. Dein Text bleibt hier stehen; du kannst ihn in der nächsten Runde auflegen."
    )


class CafeIsClosed(CafeError):
    status = 409
    sentence = marked("Das Café ist geschlossen. Lesen und mitnehmen geht weiter.")


class KeyUsedTwice(CafeError):
    status = 409
    sentence = marked("Unter dieser Nummer liegt schon ein anderer Text auf dem Tisch.")


class MovedOn(CafeError):
    """Somebody else was quicker: the café is no longer as the sender saw it."""

    status = 409
    sentence = marked("Ein anderes Gerät war schneller. Hier ist der neue Stand.")


class BadInput(CafeError):
    """A field that cannot be taken; `field` names it, so that the form can show the sentence beside it."""

    status = 422

    def __init__(self, field: str, sentence: str, **words: object) -> None:
        super().__init__(sentence, **words)
        self.field = field


class TooBusy(CafeError):
    status = 503
    sentence = marked(
        "Gerade kommen sehr viele Ideen auf einmal an. Dein Text ist noch da; er wird gleich noch einmal geschickt."
    )


class NotSaved(TooBusy):
    """The database or its disk could not take it."""

    sentence = marked(
        "Der Server kann gerade nichts speichern; vielleicht ist seine Platte voll. Dein Text ist noch da; er wird "
        "gleich noch einmal geschickt."
    )
