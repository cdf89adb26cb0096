#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A coordinator's first day through the real window: find by kanji, kana and romaji, correct a
telephone number, take it back, delete and bring back, and find it all again after a restart."""
import json
import os

from desk import Atspi, Desk, run, wait_for

PEOPLE = [
    {"name": "髙津 みどり", "reading": "たかつ みどり", "kind": "person", "phone": "044-000-0001"},
    {"name": "大野 一葉", "reading": "おおの かずは", "kind": "person", "phone": "044-000-0002"},
    {"name": "さくら台町内会", "reading": "さくらだいちょうないかい",
     "kind": "neighbourhood-association", "households": 412},
]


def fill(desk):
    desk.ctl("put", "actor", stdin="\n".join(json.dumps(p) for p in PEOPLE))


def list_rows(desk):
    """What the list of the page says, row by row."""
    rows = []
    for node in desk.all():
        if node.get_role() == Atspi.Role.LIST and node.get_name() == "記録":
            rows += [n.get_name() for n in _labels(node)]
    return rows


def _labels(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is None:
            continue
        if child.get_role() == Atspi.Role.LABEL and "、" in (child.get_name() or ""):
            yield child
        yield from _labels(child)


def shows_only(desk, name):
    wait_for(lambda: [r.split("、")[0] for r in list_rows(desk)] == [name], f"only {name} in the list")


def phone_of(desk, name):
    return next(r.get("phone") for r in desk.ctl("list", "actor") if r["name"] == name)


def test_found_in_every_spelling(desk):
    fill(desk)
    desk.start()
    desk.find("髙津 みどり、個人")
    for words, name in [("高津", "髙津 みどり"), ("髙", "髙津 みどり"), ("たかつ", "髙津 みどり"),
                        ("takatu", "髙津 みどり"), ("takatsu", "髙津 みどり"),
                        ("ohno", "大野 一葉"), ("ｵｵﾉ", "大野 一葉"), ("みどり 高津", "髙津 みどり"),
                        ("0002", "大野 一葉"), ("さくら台", "さくら台町内会")]:
        desk.write("主体から探す", words)
        shows_only(desk, name)
    desk.write("主体から探す", "ありえない名前")
    wait_for(lambda: list_rows(desk) == [], "an empty list")
    desk.stop()


def test_a_workbook_comes_in(desk):
    """An .xlsx, found by kanji, kana and romaji; the same file again changes nothing."""
    book = os.path.join(desk.home, "people.xlsx")
    other = Desk(home=desk.home, database=os.path.join(desk.home, "other.db"))
    fill(other)
    other.ctl("export", "actor", "--format", "xlsx", "-o", book)
    desk.start(book)
    find_import(desk)
    desk.key("ctrl+Return")
    wait_for(lambda: len(desk.ctl("list", "actor")) == len(PEOPLE), "the people in the ledger")
    for words in ["高津", "たかつ", "takatsu"]:
        desk.write("主体から探す", words)
        shows_only(desk, "髙津 みどり")
    desk.stop()
    assert desk.ctl("import", book)[-1]["created"] == 0
    assert len(desk.ctl("list", "actor")) == len(PEOPLE)


def test_edit_undo_and_restart(desk):
    fill(desk)
    desk.start()
    desk.press("大野 一葉、個人")
    desk.press("電話", role=Atspi.Role.TEXT)
    desk.key("ctrl+a")
    desk.type("044-000-7777")
    desk.key("Return")
    wait_for(lambda: phone_of(desk, "大野 一葉") == "044-000-7777", "the new number in the ledger")
    desk.action("win.undo")
    wait_for(lambda: phone_of(desk, "大野 一葉") == "044-000-0002", "the old number back")
    desk.action("win.redo")
    wait_for(lambda: phone_of(desk, "大野 一葉") == "044-000-7777", "the new number again")
    desk.stop()

    desk.start()
    desk.press("大野 一葉、個人")
    desk.expect("044-000-7777")
    desk.action("win.undo")
    wait_for(lambda: phone_of(desk, "大野 一葉") == "044-000-0002", "undo after a restart")
    desk.stop()
    assert desk.ctl("check")[-1]["ok"]


def find_import(desk):
    """The button of the assistant, once it names the number; the list behind has one, too."""
    return wait_for(lambda: next((n for n in desk.all() if n.get_role() == Atspi.Role.PUSH_BUTTON
                                  and n.get_name().startswith("取り込む ")), None),
                    "the button that brings in")


def test_import_find_and_take_back(desk):
    """The ward's own list, in the encoding of old Excel, comes in, is found, and goes again."""
    desk.start(os.path.join(os.environ["TSU_TEST_DATA"], "exchange", "associations-cp932.csv"))
    button = find_import(desk)
    rows = int("".join(c for c in button.get_name() if c.isdigit()) or 0)
    desk.picture("import")
    desk.key("ctrl+Return")
    wait_for(lambda: len(desk.ctl("list", "actor")) == rows > 0, "the rows in the ledger")
    name = desk.ctl("list", "actor")[0]["name"]
    desk.write("主体から探す", name[:2])
    desk.find(name + "、", contains=True)
    desk.action("win.undo")
    wait_for(lambda: desk.ctl("list", "actor") == [], "the import taken back as one")
    desk.action("win.redo")
    wait_for(lambda: len(desk.ctl("list", "actor")) == rows, "the import there again")
    desk.stop()
    desk.start()
    desk.find(name + "、", contains=True)
    desk.stop()
    assert desk.ctl("check")[-1]["ok"]


def test_delete_and_bring_back(desk):
    fill(desk)
    desk.start()
    desk.press("さくら台町内会", contains=True, role=Atspi.Role.LABEL)
    desk.expect("412")
    desk.action("win.delete")
    wait_for(lambda: len(desk.ctl("list", "actor")) == 2, "two actors left")
    desk.click("元に戻す(_U)", contains=True)
    wait_for(lambda: len(desk.ctl("list", "actor")) == 3, "three actors again")
    desk.stop()


def test_what_is_typed_is_saved_without_asking(desk):
    fill(desk)
    desk.start()
    desk.press("大野 一葉、個人")
    desk.press("電話", role=Atspi.Role.TEXT)
    desk.key("ctrl+a")
    desk.type("044-000-8888")
    desk.stop()
    assert phone_of(desk, "大野 一葉") == "044-000-8888"


def test_settings_are_saved_without_asking(desk):
    desk.start()
    desk.key("ctrl+comma")
    desk.find("お名前", contains=True)
    desk.write("お名前", "受付 はなこ")
    desk.key("Escape")
    wait_for(lambda: len(desk.windows()) == 1, "the preferences to close")
    desk.key("ctrl+comma")
    desk.expect("受付 はなこ")
    desk.stop()


def test_palette_by_keyboard_alone(desk):
    fill(desk)
    desk.start()
    desk.find("髙津 みどり、個人")
    desk.key("ctrl+k")
    desk.find("すべての記録と操作から探す", role=Atspi.Role.ENTRY, contains=True)
    desk.type("takatsu")
    desk.find("髙津 みどり", contains=True)
    desk.key("Return")
    desk.expect("044-000-0001")
    desk.stop()


def test_every_page_opens_by_its_key(desk):
    desk.ctl("demo")
    desk.start()
    for key, title in [("3", "資源"), ("4", "イベント"), ("5", "ニーズ"), ("2", "主体")]:
        desk.key(f"ctrl+{key}")
        desk.find(title, role=Atspi.Role.LABEL)
        wait_for(lambda: list_rows(desk), f"rows on the page {title}")
        desk.picture(f"page-{key}")
    desk.stop()


if __name__ == "__main__":
    run(test_found_in_every_spelling,
        test_import_find_and_take_back,
        test_a_workbook_comes_in,
        test_edit_undo_and_restart,
        test_delete_and_bring_back,
        test_what_is_typed_is_saved_without_asking,
        test_settings_are_saved_without_asking,
        test_palette_by_keyboard_alone,
        test_every_page_opens_by_its_key)
