"""A whole small evening over real HTTP and sockets, on a server of its own."""

import json
from argparse import Namespace

from app.rehearsal import playing
from app.rehearsal.organising import form


def test_the_set_up_form_of_a_scenario(scenario) -> None:
    filled = form(scenario)
    assert (filled["tables"], filled["seats"], filled["rounds"], filled["expected"]) == ("2", "2", "2", "4")
    assert (filled["question"], "questions_1" in filled) == ("Was ändern wir?", False)
    assert (filled["names"], filled["topics"]) == ("Anker\nBambus", "\nZiele")


def test_an_evening_is_played_without_a_difference(written, tmp_path, capsys) -> None:
    file, harvest = tmp_path / "evening.json", tmp_path / "harvest.json"
    file.write_text(json.dumps(written))
    status = playing.rehearse(Namespace(file=file, server="", speed=100, harvest=harvest))
    said = capsys.readouterr().out
    assert status == 0, said
    assert "Keine Abweichung." in said
    assert len(json.loads(harvest.read_bytes())["contributions"]) == 4


def test_what_cannot_be_played_is_said(tmp_path, capsys) -> None:
    nothing = Namespace(file=tmp_path / "none.json", server="", speed=60, harvest=None)
    assert playing.rehearse(nothing) == 2
    assert "No such file" in capsys.readouterr().err
    assert playing.rehearse(Namespace(file=None, server="", speed=2000, harvest=None)) == 2


def test_a_server_that_is_not_there(written, tmp_path, capsys) -> None:
    file = tmp_path / "evening.json"
    file.write_text(json.dumps(written))
    assert playing.rehearse(Namespace(file=file, server="127.0.0.1:9", speed=60, harvest=None)) == 2
    assert "does not answer" in capsys.readouterr().err
