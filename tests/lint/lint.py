#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the house that a compiler does not check. TAP: one line a rule. With --self-test each
rule is first shown to fire on a planted fault."""
import os
import re
import subprocess
import sys
import tempfile

FILE_MAX = 600
UI_MAX = 300
LINE_MAX = 100
LATER_DEPRECATED = (
    r"Adw(Leaflet|MessageDialog|AboutWindow|Flap|Squeezer)|adw_(leaflet|message_dialog|about_window)_"
    r"|[Gg]tk_?(FileChooserNative|file_chooser_native)|gtk_show_uri"
)
MAY_USE_DEPRECATED = {
    "src/app/tsu-split.c",
    "src/app/tsu-pane.c",
    "src/app/tsu-dialogs.c",
}
SQLITE_FOLDERS = ("src/core/search/", "src/core/store/", "src/server/", "tests/")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|not implemented|g_test_skip|g_usleep|\bsleep *\(")


def list_files(root, *suffixes):
    for folder, folders, names in os.walk(root):
        folders[:] = [d for d in folders if not d.startswith((".", "_build", "_scan"))]
        for name in sorted(names):
            if name.endswith(suffixes):
                yield os.path.relpath(os.path.join(folder, name), root)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def sources(root):
    return [p for p in list_files(root, ".c", ".h") if p.startswith(("src/", "tests/"))]


def find_lines(root, paths, pattern, allowed=lambda path: False):
    pattern = re.compile(pattern) if isinstance(pattern, str) else pattern
    for path in paths:
        if allowed(path):
            continue
        for number, line in enumerate(read(root, path).splitlines(), 1):
            if pattern.search(line):
                yield f"{path}:{number}: {line.strip()[:90]}"


def rule_files_are_short(root):
    for path in sources(root):
        n = read(root, path).count("\n")
        if n > FILE_MAX:
            yield f"{path}: {n} lines, at most {FILE_MAX}"
    for path in list_files(root, ".ui"):
        n = read(root, path).count("\n")
        if n > UI_MAX:
            yield f"{path}: {n} lines, at most {UI_MAX}"


def rule_lines_fit(root):
    for path in sources(root):
        for number, line in enumerate(read(root, path).splitlines(), 1):
            if len(line) > LINE_MAX and not re.search(r'"[^"]*$|".*"', line):
                yield f"{path}:{number}: {len(line)} characters"


def rule_no_gtk_below_the_application(root):
    below = [p for p in sources(root) if p.startswith("src/") and not p.startswith("src/app/")]
    return find_lines(root, below, r"#include *<(gtk|gdk|adwaita|shumate)")


def rule_layers_are_kept(root):
    # The include path keeps them; what would slip past it is a path in an include.
    return find_lines(root, sources(root), r'#include *"(\.\./|core/|app/|store/|model/)')


def rule_sqlite_stays_in_its_place(root):
    return find_lines(root, sources(root), r"\bsqlite3_", lambda p: p.startswith(SQLITE_FOLDERS))


def rule_deprecated_names_in_two_files(root):
    paths = [p for p in sources(root) if p.startswith("src/")]
    return find_lines(root, paths, LATER_DEPRECATED, lambda p: p in MAY_USE_DEPRECATED)


def rule_nothing_unfinished(root):
    paths = sources(root) + [p for p in list_files(root, ".py", ".sh") if "/lint/" not in p]
    # Files that nobody here wrote may be absent; a test then says so and where they belong.
    return [l for l in find_lines(root, paths, UNFINISHED) if not re.search("real[_ ]data", l, re.I)]


def rule_no_path_of_a_machine(root):
    paths = sources(root) + list(list_files(root, ".md", ".py", ".sh", ".ui", ".build"))
    return find_lines(root, paths, r"[\"' (](/work/|/home/[a-z]|/root/|/tmp/[a-z])",
                      lambda p: "/lint/" in p)


def rule_every_file_says_its_licence(root):
    for path in sources(root) + list(list_files(root, ".py")):
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in read(root, path)[:300]:
            yield path


def rule_config_comes_first(root):
    for path in sources(root):
        includes = re.findall(r'^#include (.*)$', read(root, path), re.M)
        if path.startswith("src/") and path.endswith(".c") and includes[:1] != ['"config.h"']:
            yield path


def rule_strings_are_listed_for_translation(root):
    listed = {l for l in read(root, "po/POTFILES").splitlines() if l and not l.startswith("#")}
    call = re.compile(r"\b(_|N_|C_|NC_|ngettext) \(\s*\"")
    for path in list_files(root, ".c", ".h", ".ui", ".desktop.in", ".metainfo.xml.in"):
        if path.startswith("tests/") or path in listed:
            continue
        text = read(root, path)
        if path.endswith(".ui") and 'translatable="yes"' not in text:
            continue
        if path.endswith((".c", ".h")) and not call.search(text):
            continue
        yield path
    for path in listed:
        if not os.path.exists(os.path.join(root, path)):
            yield f"po/POTFILES: {path} is not there"


def rule_japanese_is_complete(root):
    po = os.path.join(root, "po", "ja.po")
    done = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", os.devnull, po],
        capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False)
    if done.returncode != 0 or "untranslated" in done.stderr or "fuzzy" in done.stderr:
        yield done.stderr.strip()
    paths = [l for l in read(root, "po/POTFILES").splitlines()
             if l and not l.startswith("#") and os.path.exists(os.path.join(root, l))]
    if not paths:
        return
    with tempfile.NamedTemporaryFile("w", suffix=".pot") as pot:
        subprocess.run(
            ["xgettext", "--from-code=UTF-8", "-k_", "-kN_", "-kC_:1c,2", "-kNC_:1c,2",
             "-kngettext:1,2", "-o", pot.name, *paths],
            cwd=root, check=True, capture_output=True)
        lacking = subprocess.run(["msgcmp", "--use-untranslated", po, pot.name],
                                 capture_output=True, text=True, check=False)
        if lacking.returncode != 0:
            yield lacking.stderr.strip()[:2000]


def rule_xml_is_well_formed(root):
    for path in list_files(root, ".ui", ".svg", ".xml", ".xml.in"):
        done = subprocess.run(["xmllint", "--noout", os.path.join(root, path)],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            yield done.stderr.strip()[:300]


def rule_the_formatter_is_the_style(root):
    paths = [os.path.join(root, p) for p in sources(root)]
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *paths],
                          capture_output=True, text=True, check=False, cwd=root)
    for line in done.stderr.splitlines():
        if "error:" in line:
            yield line.replace(root + os.sep, "")


def rule_every_plant_is_compiled(root):
    # A file that only the plain simulator compiles has its faults nowhere: they would be planted,
    # and change nothing.
    listed = os.path.join("tests", "sim", "meson.build")
    text = read(root, listed) if os.path.exists(os.path.join(root, listed)) else ""
    listed = re.search(r"planted_sources = files \((.*?)\n\)", text, re.S)
    compiled = set(re.findall(r"'\.\./\.\./(.*?)'", listed.group(1))) if listed else set()
    holding = {p for p in sources(root)
               if p.startswith("src/") and p.endswith(".c") and "TSU_PLANT (" in read(root, p)}
    for path in sorted(holding - compiled):
        yield f"{path}: holds a fault, and is not among planted_sources"
    for path in sorted(compiled - holding):
        yield f"{path}: is among planted_sources, and holds no fault"


RULES = {name[5:].replace("_", "-"): rule for name, rule in list(globals().items())
         if name.startswith("rule_")}

HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
OK_C = HEAD + '\n#include "config.h"\n'
# For each rule a fault: path → text.
FAULTS = {
    "files-are-short": {"src/core/a.c": OK_C + "\n" * FILE_MAX},
    "lines-fit": {"src/core/a.c": OK_C + "int " + "a" * LINE_MAX + ";\n"},
    "no-gtk-below-the-application": {"src/core/a.c": OK_C + "#include <gtk/gtk.h>\n"},
    "layers-are-kept": {"src/core/a.c": OK_C + '#include "../app/tsu-window.h"\n'},
    "sqlite-stays-in-its-place": {"src/app/a.c": OK_C + "int x = sqlite3_open;\n"},
    "deprecated-names-in-two-files": {"src/app/a.c": OK_C + "AdwLeaflet *x;\n"},
    "nothing-unfinished": {"src/app/a.c": OK_C + "/* " + "TO" + "DO */\n"},
    "no-path-of-a-machine": {"README.md": "See /home/someone/x\n"},
    "every-file-says-its-licence": {"src/app/a.c": '#include "config.h"\n'},
    "config-comes-first": {"src/app/a.c": HEAD + "#include <glib.h>\n"},
    "strings-are-listed-for-translation": {"src/app/a.c": OK_C + 'char *x = _ ("word");\n'},
    "japanese-is-complete": {"po/ja.po": 'msgid "lonely"\nmsgstr ""\n'},
    "xml-is-well-formed": {"resources/ui/a.ui": "<interface>"},
    "the-formatter-is-the-style": {"src/app/a.c": OK_C + "int   x  ;\n"},
    "every-plant-is-compiled": {
        "src/core/a.c": OK_C + "int x = TSU_PLANT (y);\n",
        "tests/sim/meson.build": "planted_sources = files (\n  '../../src/core/b.c',\n)\n",
    },
}


def plant(folder, files, real):
    for path in ("po/POTFILES", "po/ja.po", ".clang-format"):
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target) or folder, exist_ok=True)
        with open(target, "w", encoding="utf-8") as file:
            file.write("" if path == "po/POTFILES" else read(real, path))
    for path, text in files.items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8") as file:
            file.write(text)


def run(root, self_test):
    print(f"1..{len(RULES) * (2 if self_test else 1)}")
    number = 0
    for name, rule in RULES.items():
        if self_test:
            number += 1
            with tempfile.TemporaryDirectory() as folder:
                plant(folder, FAULTS[name], root)
                fires = bool(list(rule(folder)))
            print(f"{'ok' if fires else 'not ok'} {number} {name}-fires")
        number += 1
        faults = list(rule(root))
        print(f"{'not ok' if faults else 'ok'} {number} {name}")
        for fault in faults[:40]:
            print("# " + fault.replace("\n", "\n# "))


if __name__ == "__main__":
    run(os.path.abspath(sys.argv[1]), "--self-test" in sys.argv[2:])
