"""Passphrases: how they are read, which are refused and why, and four words to propose."""

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from logbook.domain.refusals import Refusal

SHORTEST = 15
LONGEST = 1024
PROPOSED_WORDS = 4
ENOUGH = 8
"""Letters and digits that must be left when all that anybody would guess is taken away."""
SHORTEST_RUN = 4
SHORTEST_NAME = 4

UNREPEATABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Categories that no keyboard promises to type the same way again."""

RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
LEET = str.maketrans("013457@$!", "oieastasi")

COMMON = (
    "supercalifragilisticexpialidocious",
    "thequickbrownfoxjumpsoverthelazydog",
    "twinkletwinklelittlestar",
    "rosesareredvioletsareblue",
    "correcthorsebatterystaple",
    "horsebatterystaple",
    "tobeornottobethatisthequestion",
    "tobeornottobe",
    "maytheforcebewithyou",
    "happybirthdaytoyou",
    "happybirthday",
    "maryhadalittlelamb",
    "humptydumptysatonawall",
    "humptydumpty",
    "baabaablacksheep",
    "incywincyspider",
    "keepcalmandcarryon",
    "godsavetheking",
    "godsavethequeen",
    "rulebritannia",
    "onceuponatime",
    "happilyeverafter",
    "merrychristmas",
    "happynewyear",
    "manchesterunited",
    "manchestercity",
    "liverpoolfc",
    "liverpool",
    "tottenhamhotspur",
    "newcastleunited",
    "astonvilla",
    "nottinghamforest",
    "leedsunited",
    "chelsea",
    "arsenal",
    "youllneverwalkalone",
    "opensesame",
    "abracadabra",
    "letmein",
    "iloveyou",
    "ihatepasswords",
    "dontforget",
    "thisismy",
    "itsmy",
    "mysecret",
    "changeme",
    "trustno",
    "passphrase",
    "password",
    "passwort",
    "passw",
    "administrator",
    "supportworker",
    "linemanager",
    "generalmanager",
    "safeguardinglead",
    "safeguarding",
    "supportedliving",
    "socialcare",
    "carehome",
    "logbook",
    "incident",
    "qwerty",
    "azerty",
    "welcome",
    "sunshine",
    "princess",
    "superman",
    "starwars",
    "pokemon",
)
"""What people think of first, squeezed to small letters; longer ones before their own parts."""


class PassphraseRefused(Refusal):
    """A passphrase that somebody could guess, or could not type again."""


def as_bytes(passphrase: str) -> bytes:
    """The bytes that a passphrase stands for, whatever the keyboard composed them with.

    Every kind of space is a space, then NFC (RFC 8265, OpaqueString), UTF-8. NFC and not NFKC,
    which would take different signs for the same. Nothing is trimmed and capitals count. A
    keyboard's broken bytes open nothing rather than stopping the program.
    """
    return _normal(passphrase).encode("utf-8", "surrogatepass")


def check(passphrase: str, *, own_name: str, service: str, others: Iterable[str] = ()) -> None:
    """Accept a new passphrase. There are no rules about capitals, digits or signs.

    Raises:
        PassphraseRefused: too short, too long, guessable, or not to be typed again.
    """
    text = _normal(passphrase)
    if len(text) < SHORTEST:
        raise PassphraseRefused(
            f"That is {_counted(len(text))}; use at least {SHORTEST}. "
            "Four words that have nothing to do with each other are easy to remember."
        )
    if len(text) > LONGEST:
        raise PassphraseRefused(f"That is {_counted(len(text))}; use at most {LONGEST:,}.")
    if any(unicodedata.category(one) in UNREPEATABLE for one in text):
        raise PassphraseRefused(
            "That holds a sign which another keyboard may not be able to type. "
            "Use letters, digits, spaces and ordinary signs."
        )
    _refuse_guessable(text, (own_name, service, *others))


def propose(*, own_name: str = "", service: str = "") -> str:
    """Four words joined by hyphens, at least 15 characters.

    Four draws from our list of at least 2,048 words are at least 44 bits (2,453 words: 45 bits),
    and each guess costs one Argon2id.
    """
    while True:
        proposed = "-".join(secrets.choice(words()) for _ in range(PROPOSED_WORDS))
        try:
            check(proposed, own_name=own_name, service=service)
        except PassphraseRefused:
            continue
        return proposed


@cache
def words() -> tuple[str, ...]:
    """Short, kind English words that are easy to spell."""
    text = resources.files("logbook.vault").joinpath("words.txt").read_text(encoding="ascii")
    return tuple(text.split())


def _normal(passphrase: str) -> str:
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in passphrase)
    return unicodedata.normalize("NFC", spaced)


def _counted(length: int) -> str:
    return "1 character" if length == 1 else f"{length:,} characters"


def _refuse_guessable(text: str, names: Iterable[str]) -> None:
    """Take away what is guessed first; each step says why, if it leaves too little."""
    left = _squeezed(text)
    _enough(left, "That is mostly spaces and signs. Add words.")
    left = _without_runs(left)
    _enough(left, "That follows the alphabet or the keyboard. Choose four different words.")
    left = left.translate(LEET)
    for part in _parts(names):
        left = left.replace(part, "")
    _enough(left, "That is mostly a name that people here know. Choose words nobody would expect.")
    for phrase in COMMON:
        left = left.replace(phrase, "")
    _enough(left, "That is among the first things anybody tries. Choose words nobody would expect.")
    _enough(_without_repeats(left), "That repeats itself. Choose four different words.")


def _enough(left: str, why: str) -> None:
    if len(left) < ENOUGH:
        raise PassphraseRefused(why)


def _squeezed(text: str) -> str:
    """Small letters and digits only; accents and width do not make a guess harder."""
    spread = unicodedata.normalize("NFKD", text.replace("@", "a").replace("$", "s")).casefold()
    return "".join(one for one in spread if one.isalnum())


def _without_repeats(text: str) -> str:
    return re.sub(r"(.{1,32}?)\1+", r"\1", text)


def _without_runs(text: str) -> str:
    """Drop every stretch that follows the alphabet or the keyboard."""
    kept: list[str] = []
    at = 0
    while at < len(text):
        run = _run_at(text, at)
        if run < SHORTEST_RUN:
            kept.append(text[at])
            run = 1
        at += run
    return "".join(kept)


def _run_at(text: str, at: int) -> int:
    return max(_shared(text, at, row, text[at]) for run in RUNS for row in (run, run[::-1]))


def _shared(text: str, at: int, row: str, first: str) -> int:
    start = row.find(first)
    if start < 0:
        return 0
    length = 0
    for typed, expected in zip(text[at:], row[start:], strict=False):
        if typed != expected:
            break
        length += 1
    return length


def _parts(names: Iterable[str]) -> Iterator[str]:
    """Whole names and their words, the longest first; very short ones are in every word."""
    squeezed = [(name, _squeezed(name)) for name in names]
    singles = {_squeezed(word) for name, _ in squeezed for word in re.split(r"[\W_]+", name)}
    wholes = {whole for _, whole in squeezed}
    for part in sorted(wholes | singles, key=lambda one: (-len(one), one)):
        if len(part) >= SHORTEST_NAME:
            yield part.translate(LEET)
