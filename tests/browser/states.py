"""Every page in every state that it has, in the order of one evening: who looks, what it is, how one gets there."""

from dataclasses import dataclass

from tests.browser.cast import (
    Way,
    at,
    board,
    fill,
    follow,
    guests,
    keys,
    long_quiet,
    more_talk,
    on_a_laptop,
    on_a_phone,
    opened,
    paste_a_list,
    plan,
    press,
    rehearse,
    sends,
    sort,
    stay,
    step,
    talk,
    together,
    until,
    with_network,
    without_network,
)
from tests.browser.room import DESK_PAGES


@dataclass(frozen=True)
class State:
    who: str
    """Whose screens are looked at; the way is gone once, on the first of them."""
    what: str
    way: Way = stay
    back: Way = stay


closed = keys("Escape")
MORE = press("#composer-more > summary")

DOOR = (
    State("visitor", "home", at("/")),
    State("visitor", "home, no café has this code", at("/BCD2345")),
    State("visitor", "no such page", at("/no/such/page")),
    State("visitor", "offline page", at("/offline")),
    State("visitor", "laying a café", at("/cafes/new")),
    State("visitor", "laying a café, with more", press("#setup-details > summary")),
    State("visitor", "laying a café, without a title", press(".setup__send button")),
    State("visitor", "joining", at("/{table}")),
    State("visitor", "joining without a name", press("form.join__form button[type=submit]")),
    State("visitor", "for whoever has the link", at("{cafe}/door")),
    State("wall", "welcome, nobody there"),
    State("host", "lobby, nobody there"),
    State("host", "help about the rehearsal", opened("#ask-rehearsal", "#help-rehearsal"), closed),
)
LOBBY = (
    State("phone mate wall host", "waiting", guests),
    State("phone", "this phone", opened(".phone__links [popovertarget=this-phone]", "#this-phone"), closed),
    State("wall", "control bar", lambda _cast, page: page.mouse.move(300, 300)),
    State("wall", "keys", keys("?"), closed),
    State("phone wall host", "impulse", step("impulse")),
)
ROUND = (
    State("phone wall host", "round, white cloth", step("round")),
    State("phone mate wall host", "round", talk),
    State("phone", "how we talk here", opened(".phone__links [popovertarget=etiquette]", "#etiquette"), closed),
    State("phone", "composer open", MORE, MORE),
    State("phone", "drawing", together(press("[data-draw]"), until("#doodling[open]"))),
    State("phone", "drawing, a stamp in the hand", press("[data-stamp=heart]")),
    State("phone", "drawing, what is seen there", together(keys("Enter"), press("[data-act=done]"))),
    State("phone", "drawing, left there", press("[data-act=leave]"), closed),
    State("phone", "connecting", press(".knot"), closed),
    State("phone", "taking a photo", opened("#composer [popovertarget=photo-taking]", "#photo-taking"), closed),
    State("phone", "handover card", press("#handover summary"), press("#handover summary")),
    State("phone", "a thought that waits for the network", without_network, with_network),
    State("host", "announcing", together(press("#open-announcing"), fill("#announcement-text", "Kuchen"))),
    State(
        "host", "announced, what can be taken back", together(press("#announcing .button--main"), until("#undo-button"))
    ),
    State("phone wall", "announcement", until("#announcement:not([hidden])")),
    State("phone wall host", "silence", together(sends("hush", on=1), until("#hush:not([hidden])"))),
    State("wall", "silence is over", together(sends("hush", on=0), until("#hush[hidden]"))),
    State("wall", "one table from near", together(keys("1"), until(".near"))),
    State("wall", "a white table from near", together(sends("wall/focus", focus="table", table=2), until(".near"))),
    State("wall", "time-lapse", together(sends("wall/focus", focus="timelapse", table=1), until(".lapse"))),
    State("wall", "one after the other", together(sends("wall/focus", focus="carousel"), until(".near"))),
    State("wall", "blank sheet", keys("b"), keys("b")),
    State("wall", "all tables again", together(sends("wall/focus", focus="overview"), until(".cloths"))),
    State("desk", "time-lapse as a page", at("{cafe}/tables/1/timelapse")),
    State("host", "a guest", press("button.guest"), closed),
    State("host", "writing for a table", press(".seats__write"), closed),
    State("host", "a cloth laid open", press(".seats__laid summary"), press(".seats__laid summary")),
    State("host", "a table is prepared", press(".seats__room summary"), press(".seats__room summary")),
    State("host", "a guest without a phone", opened("#open-guest", "#guest"), closed),
    State("host", "help about the next step", opened("#ask-next", "#help-next"), closed),
    State("host", "help about silence", opened("#ask-hush", "#help-hush"), closed),
    State("host", "really?", press("#step-next"), closed),
    State("host", "a quiet table", long_quiet),
    State("host", "a table's sheet, on a phone", together(on_a_phone, press(".seats__open")), closed),
    State("phone wall host", "pause", together(sends("pauses"), until("#clock[data-state=paused]")), on_a_laptop),
    State("phone wall host", "nearly over", together(sends("resumptions"), sends("extensions", minutes=-19))),
)
CHANGE = (
    State("phone mate wall host", "change of tables", step("change")),
    State("desk", "asking for a move", plan("plan/moves?person={person}&round=2&table={other}")),
    State("desk", "plan, somebody followed", plan("plan?person={person}")),
    State("desk", "plan, where to move", press("#met-table summary", "#open-moving")),
    State("desk", "plan, asking in a dialog", together(press("#moving .mats__button"), until("#ask-title"))),
    State("desk", "plan on a phone", together(on_a_phone, plan("plan?person={person}&view=planned")), on_a_laptop),
    State("desk", "a list of guests", at("{cafe}/guests/import")),
    State("desk", "a list that was read", paste_a_list),
    State("desk", "guest list", together(press("#take-over"), until(".listed__edit"))),
    State("desk", "a guest on the list", together(press(".listed__edit"), until("form"))),
    State("phone mate wall host", "second round", step("round")),
    State("phone", "telling in 90 seconds", press("[data-retelling] button"), press("[data-retelling] button")),
    State("phone mate wall host", "rounds over", together(more_talk, step("rounds_over"))),
)


BOARD = (
    State("phone mate wall host", "synthesis", step("synthesis")),
    State("desk", "board", sort),
    State("wall", "board with a tension", until(".pull")),
    State("desk", "board, a proposal", board("?open=proposal")),
    State("desk", "board, a theme", board("?open={theme}")),
    State("desk", "board, a tension", board("?tension={tension}")),
    State("desk", "board, a search", board("?words=e")),
    State("desk", "board, menu of a card", press("#board [data-grip]"), closed),
    State("desk", "board, menu of a theme", press("#board [data-theme-grip]"), closed),
    State("desk", "board on a phone", together(press("#asking-more > summary"), on_a_phone), on_a_laptop),
)


def voting(mode: str) -> tuple[State, ...]:
    """A ballot, the paper of somebody without a phone, and what came of it."""
    opened = together(sends("themes", name=f"Thema für {mode}"), sends("ballots", mode=mode), until("#paper"))
    revealed = together(press("#close-ballot", "#reveal-ballot"), until(".outcome"))
    return (
        State("phone", f"voting by {mode}", opened),
        State("wall", f"voting by {mode}", until(".balloting")),
        State("host", f"voting by {mode}", until("#close-ballot")),
        State("desk", f"voting by {mode} for somebody", follow("host #helped a")),
        State("host", f"result by {mode}", revealed),
        State("phone", f"result by {mode}", until(".outcome")),
        State("wall", f"result by {mode}", until(".balloted")),
    )


HARVEST = (
    State("phone", "reading back", together(sends("read-backs"), until(".read-back__form"))),
    State("phone", "has read back, with a remark", press("label[for=said-missing]")),
    State("phone", "has read back", together(fill("#read-back-note", "Der Hof"), press("#read-back-send"))),
    State("host", "a table has answered", until(".read-backs__note")),
    *voting("dots"),
    State("phone mate wall host", "harvest", step("harvest")),
    *voting("matrix"),
    State(
        "phone",
        "promising",
        together(
            sends("commitments", "phone", what="Einen Raum suchen", first_step="Fragen", until="2035-03-19", shared=1),
            press("#new-step summary"),
        ),
    ),
    State("wall", "promises", together(keys("3"), until(".promise"))),
    State("own", "one's own promise", follow("phone .steps-card a.button--main")),
    State("phone wall host", "closed", step("closed")),
)
PAGES = (
    *(State("desk", f"page {path}", at(f"{{cafe}}/{path}")) for path in DESK_PAGES),
    *(State("own", f"page {path}", at(f"{{cafe}}/{path}")) for path in ("mine", "album", "harvest")),
)
REHEARSAL = (State("desk", "rehearsal", rehearse, press("#end-rehearsal")),)

STATES = (*DOOR, *REHEARSAL, *LOBBY, *ROUND, *CHANGE, *BOARD, *HARVEST, *PAGES)
"""In German, whose words are the longer ones; test_longer_words.py has longer ones still."""
