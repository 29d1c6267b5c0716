"""The README's table of keys, from the one table that footer and help read too."""

from pathlib import Path

from logbook.tui.keys import key_sheet

README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- keys -->", "<!-- /keys -->"


def with_keys(page: str) -> str:
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{key_sheet()}\n\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text("utf-8")), "utf-8")
