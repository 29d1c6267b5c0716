"""A pack as one HTML page, to look at and to print: nothing in it runs, loads or links."""

from collections.abc import Iterator
from html import escape
from typing import assert_never

from logbook.domain.text import visible
from logbook.export.packs.pack import (
    Block,
    Card,
    Facts,
    Pack,
    Points,
    Quotation,
    Room,
    Signature,
    Table,
    Words,
)

_STYLE = """
body { font: 11pt/1.45 Georgia, "DejaVu Serif", serif; color: #111; background: #fff;
  max-width: 46em; margin: 2em auto 4em; padding: 0 1em; }
h1 { font-size: 1.6em; margin: 0 0 .4em; }
h2 { font-size: 1.2em; margin: 1.8em 0 .4em; border-bottom: 1px solid #999; }
h3 { font-size: 1em; margin: 1.2em 0 .2em; }
.banner { border: 2px solid #111; padding: .4em .8em; font-weight: bold; }
.quiet { color: #555; margin: .7em 0 .1em; break-after: avoid; }
dl { display: grid; grid-template-columns: 13em 1fr; gap: .1em 1em; margin: .4em 0; }
dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
blockquote { margin: .3em 0; padding-left: .9em; border-left: 3px solid #999;
  white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; }
th, td { border: 1px solid #999; padding: .25em .5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; white-space: pre-line; }
article { break-inside: avoid; }
.boxes { list-style: "☐ "; }
.many { columns: 2; }
.empty td { height: 2.2em; }
.line { border-bottom: 1px solid #555; height: 1.9em; }
footer { margin-top: 3em; color: #555; font-size: .85em; }
@page { size: A4; margin: 18mm 18mm 22mm;
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 9pt; } }
@media print {
  body { margin: 0; max-width: none; padding: 0 0 2em; }
  h2, h3 { break-after: avoid; } thead { display: table-header-group; }
  footer { position: fixed; bottom: 0; margin: 0; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def pack_html(pack: Pack) -> bytes:
    """The whole page, in UTF-8."""
    return "\n".join(_parts(pack)).encode() + b"\n"


def _parts(pack: Pack) -> Iterator[str]:
    title = _text(pack.title)
    yield '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body>"
    yield f'<h1>{title}</h1>\n<p class="banner">{_text(pack.banner)}</p>'
    yield _facts(pack.facts)
    for section in pack.sections:
        yield f"<section><h2>{_text(section.title)}</h2>"
        yield from map(_block, section.blocks)
        yield "</section>"
    yield f"<footer>{_text(pack.banner)} {_text(pack.foot)}</footer></body></html>"


def _block(block: Block) -> str:  # noqa: PLR0911 - one for each block
    match block:
        case Words():
            quiet = ' class="quiet"' if block.quiet else ""
            return f"<p{quiet}>{_text(block.text)}</p>"
        case Quotation():
            return f"<blockquote>{_text(block.text)}</blockquote>"
        case Facts():
            return _facts(block.rows)
        case Points():
            many = " many" if block.is_long else ""
            boxes = f' class="boxes{many}"' if block.boxes else ""
            return f"<ul{boxes}>{''.join(f'<li>{_text(each)}</li>' for each in block.texts)}</ul>"
        case Table():
            return _table(block)
        case Room():
            return f"<p>{_text(block.label)}</p>" + '<div class="line"></div>' * block.lines
        case Signature():
            return f"<dl><dt>{_text(block.name)}</dt><dd>{_signed(block)}</dd></dl>"
        case Card():
            inner = "".join(map(_block, block.blocks))
            return f"<article><h3>{_text(block.title)}</h3>{inner}</article>"
        case _:
            assert_never(block)


def _signed(block: Signature) -> str:
    return _text(block.signed) if block.signed else '<div class="line"></div>Date'


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    rows = (f"<dt>{_text(label)}</dt><dd>{_text(words)}</dd>" for label, words in facts)
    return f"<dl>{''.join(rows)}</dl>"


def _table(table: Table) -> str:
    whole = sum(table.shares)
    columns = "".join(f'<col style="width:{100 * each // whole}%">' for each in table.shares)
    head = "".join(f'<th scope="col">{_text(each)}</th>' for each in table.columns)
    rows = "".join(map(_row, table.rows))
    return (
        f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _row(cells: tuple[str, ...]) -> str:
    to_fill_in = "" if any(cells) else ' class="empty"'
    return f"<tr{to_fill_in}>{''.join(f'<td>{_text(each)}</td>' for each in cells)}</tr>"


def _text(text: str) -> str:
    return escape(visible(text))
