"""Strings that have broken terminals, toolkits or evidence: every surface has to bear them all."""

CANARY = "OWNED"

ESCAPES = {
    "set the title": f"\x1b]0;{CANARY}\x07",
    "set the title, ended by ST": f"\x1b]2;{CANARY}\x1b\\",
    "write the clipboard": "\x1b]52;c;T1dORUQ=\x07",
    "hyperlink": f"\x1b]8;;https://example.org/{CANARY}\x1b\\click\x1b]8;;\x1b\\",
    "desktop notice": f"\x1b]9;{CANARY}\x07",
    "desktop notice with a title": f"\x1b]777;notify;{CANARY};x\x07",
    "download a file": "\x1b]1337;File=name=eA==;size=1:QQ==\x07",
    "change the palette": "\x1b]4;1;rgb:00/00/00\x07",
    "change the background": "\x1b]11;#ff0000\x07",
    "ask for the background": "\x1b]11;?\x07",
    "clear the screen": "\x1b[2J\x1b[H",
    "clear the scrollback": "\x1b[3J",
    "move the cursor": f"\x1b[399;399H{CANARY}",
    "false prompt": "\x1b[2J\x1b[Hpassphrase? ",
    "hide what follows": f"\x1b[8m{CANARY}\x1b[28m",
    "red": f"\x1b[38;5;201m{CANARY}\x1b[0m",
    "leave the alternate screen": "\x1b[?1049l",
    "switch bracketed paste off": "\x1b[?2004l",
    "mouse on": "\x1b[?1003;1015h",
    "ask who you are": "\x1b[>0q\x1b[c",
    "ask for the cursor": "\x1b[6n",
    "resize the window": "\x1b[8;10;10t",
    "report the title": "\x1b[21t",
    "scroll region": "\x1b[5;6r",
    "insert lines": "\x1b[77L",
    "full reset": "\x1bc",
    "line drawing": "\x1b(0lqqk\x1b(B",
    "shift out": "\x0elqqk\x0f",
    "device control": "\x1bP$qm\x1b\\",
    "sixel": "\x1bPq#0;2;0;0;0#0~~\x1b\\",
    "tmux passthrough": f"\x1bPtmux;\x1b\x1b]0;{CANARY}\x07\x1b\\",
    "program command": f"\x1b_G{CANARY}\x1b\\",
    "privacy message": f"\x1b^{CANARY}\x1b\\",
    "start of string": f"\x1bX{CANARY}\x1b\\",
    "printer": f"\x1b[5i{CANARY}\x1b[4i",
    "C1 control sequence": "\x9b2J",
    "C1 operating system command": f"\x9d0;{CANARY}\x9c",
    "C1 device control": f"\x90{CANARY}\x9c",
    "half a sequence at the end": "text\x1b[",
    "escape alone": "\x1b",
    "many escapes": "\x1b" * 200,
}

CONTROLS = {
    "null": "a\x00b",
    "bell": "a\x07b",
    "backspaces": "safe\x08\x08\x08\x08evil",
    "carriage return": "told nobody\rtold manager",
    "vertical tab and form feed": "a\x0bb\x0cc",
    "tabs": "\ta\tb\t",
    "line ends": "one\ntwo\r\nthree\rfour",
    "delete": "a\x7fb",
    "next line": "a\x85b",
    "every C0": "".join(map(chr, range(0x20))),
    "every C1": "".join(map(chr, range(0x7F, 0xA0))),
    "line and paragraph separators": "a\u2028b\u2029c",
}

UNSEEN = {
    "right-to-left override": "photo\u202egpj.exe",
    "isolates left open": "\u2066\u2067\u2068 left open",
    "embedding": "\u202b\u202dabc\u202c",
    "zero-width spaces": "pass\u200bword\u200c\u200d\ufeff",
    "soft hyphen and joiner": "co\u00adop\u2060er\u034fate",
    "tag characters": "hello" + "".join(chr(0xE0000 + ord(each)) for each in CANARY),
    "hangul fillers": "\u3164\u115f\u1160\uffa0",
    "surrogates": "\ud83d alone \ude00",
    "non-characters": "\ufffe\uffff\ufdd0\U0010ffff",
    "annotation": "\ufff9a\ufffab\ufffb",
    "private use": "\ue000\U000f0000",
    "unassigned": "\U0003fff0\u0378",
}

MARKUP = {
    "closing nothing": "[/]",
    "closing what was never opened": "[/b]",
    "sic": "he wrote [sic] twice",
    "an action": "[@click=app.quit]press me[/]",
    "a screenshot action": "[@click='app.bell']x[/]",
    "a link": "[link=https://example.org]x[/link]",
    "half a tag": "[bold",
    "backslash and bracket": "\\[/]\\",
    "many brackets": "[" * 300,
    "a style": "[red on white blink]x",
    "a variable": "[$primary]x[/] $x {x} %s",
    "emoji code": ":warning: :smile:",
    "key hint": "[dim]^q[/dim]",
    "markdown and html": "# h\n<script>alert(1)</script> ![x](file:///etc/passwd)",
}

SHAPES = {
    "empty": "",
    "spaces": "   ",
    "only line ends": "\n" * 50,
    "one long word": "w" * 5_000,
    "one long line": "word " * 1_000,
    "many lines": "line\n" * 500,
    "stacked marks": "e" + "\u0301" * 300,
    "marks on nothing": "\u0301\u0302\u20dd",
    "family": "👨‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏽 ❤️",
    "wide": "漢字かな交じり文 ｆｕｌｌ",
    "Arabic and Hebrew": "مرحبا שלום abc 123",
    "Welsh and Polish": "Siân ŵ ŷ Łódź ﬁ Å",
    "wide at the edge": "漢" * 200,
    "formula": "=cmd|' /C calc'!A0",
    "sql": "'); DROP TABLE event;--",
}

HOSTILE: dict[str, str] = {**ESCAPES, **CONTROLS, **UNSEEN, **MARKUP, **SHAPES}
"""Every string, by what it tries."""

FOR_A_TERMINAL = (
    "set the title",
    "write the clipboard",
    "hyperlink",
    "move the cursor",
    "change the background",
    "device control",
    "scroll region",
    "C1 operating system command",
    "every C0",
    "surrogates",
)
"""The ten that go through a real terminal in the everyday suite."""
