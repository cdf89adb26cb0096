#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has no mouse, or does not see the screen: every control says what it is, the keys of the pages
lead into them, and the focus is never lost by what was done."""
import datetime
import json

from desk import Atspi, is_showing, run, wait_for

CONTROLS = {
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
    Atspi.Role.COMBO_BOX, Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT,
    Atspi.Role.SPIN_BUTTON, Atspi.Role.SLIDER, Atspi.Role.LINK, Atspi.Role.PAGE_TAB,
    Atspi.Role.MENU_ITEM, Atspi.Role.LIST_ITEM,
}
CLASSES = ("Gtk", "Adw", "Tsu")  # what GTK calls a widget that nobody named


def is_on(node, state):
    return node.get_state_set().contains(state)


def name_of(node):
    return node.get_name() or ""


def way_to(node):
    """From the window down, for whoever has to find a control without a name."""
    way = []
    while node is not None and node.get_role() != Atspi.Role.APPLICATION:
        way.append(f"{node.get_role().value_nick} {name_of(node)!r}")
        node = node.get_parent()
    return " in ".join(way[:6])


def is_nameless(node):
    if node.get_role() not in CONTROLS or not is_on(node, Atspi.StateType.FOCUSABLE):
        return False
    if name_of(node).strip() and not name_of(node).startswith(CLASSES):
        return False
    # The choices of a combo box are libadwaita's; they are labelled inside.
    return is_showing(node) and f" in {Atspi.Role.COMBO_BOX.value_nick} " not in way_to(node)


def nameless(desk):
    """Controls that take the focus and do not say what they are for."""
    return [way_to(n) for n in desk.all() if is_nameless(n)]


def doubled(desk):
    """Names that have the label as it is written and once more as it is shown."""
    return [way_to(n) for n in desk.all() if "(_" in name_of(n)]


def expect_names(desk, where):
    missing = wait_for(lambda: [nameless(desk)], f"the controls of {where}")[0]
    assert not missing, f"{where}: {len(missing)} without a name, such as " + "; ".join(missing[:3])
    assert not doubled(desk), f"{where}: named twice: " + "; ".join(doubled(desk)[:3])


def focused(desk):
    return [n for n in desk.all() if is_on(n, Atspi.StateType.FOCUSED)]


def wait_for_focus(desk, name, what):
    try:
        # Only in the window that has the keys is anything focused.
        return wait_for(lambda: desk.take_keyboard() and next(
            (n for n in focused(desk) if name in name_of(n)), None), what)
    except AssertionError as error:
        raise AssertionError(f"{error}; it is on {[way_to(n) for n in focused(desk)]}") from None


def rows(desk):
    return [n for n in desk.all() if n.get_role() == Atspi.Role.LABEL and "、" in name_of(n)]


def open_second(desk):
    """Into the second record of the list, by keys alone."""
    desk.key("ctrl+f")
    wait_for(lambda: rows(desk), "rows in the list")
    desk.key("Down", "Down", "Return")


def phone(desk):
    return desk.ctl("list", "actor")[0]["phone"]


def test_every_control_has_a_name(desk):
    """All pages, a record of each, and all dialogs of ours that open without a question; the window
    of the shortcuts is GTK's own."""
    desk.ctl("demo")
    desk.begin_with("today")
    desk.start()
    desk.find("今日の連絡", contains=True)
    expect_names(desk, "the day")
    for key, page in [("2", "actors"), ("3", "resources"), ("4", "events"), ("5", "matches")]:
        desk.key(f"ctrl+{key}")
        open_second(desk)
        desk.find("基本", contains=True)
        expect_names(desk, page)
    for key, page in [("6", "board"), ("7", "figures"), ("0", "attention")]:
        desk.key(f"ctrl+{key}")
        expect_names(desk, page)
    for key, name, dialog in [("ctrl+k", "すべての記録と操作から探す", "the palette"),
                              ("ctrl+comma", "お名前", "the preferences"),
                              ("ctrl+m", "区全体のマッチング", "the plan")]:
        desk.key(key)
        desk.find(name, contains=True)
        expect_names(desk, dialog)
        desk.key("Escape")
        wait_for(lambda: len(desk.windows()) == 1, f"{dialog} to close")
    desk.key("ctrl+n")
    desk.find("相談した方")
    expect_names(desk, "the slip")
    desk.stop()


def test_keys_lead_into_the_pages(desk):
    desk.ctl("demo")
    desk.begin_with("today")
    desk.start()
    for key, name in [("2", "主体から探す"), ("3", "資源から探す"), ("4", "イベントから探す"),
                      ("5", "ニーズから探す"), ("7", "相談"), ("2", "主体から探す")]:
        desk.key(f"ctrl+{key}")
        wait_for_focus(desk, name, f"the focus on {name!r} after Ctrl+{key}")
    desk.key("ctrl+6")
    wait_for(lambda: focused(desk) and focused(desk)[0].get_role() == Atspi.Role.LIST_ITEM,
             "the focus on a card of the board")
    desk.stop()


def test_enter_goes_into_the_record(desk):
    """Enter leads on into what was chosen; a click leaves the keys with the list."""
    desk.ctl("put", "actor", stdin="\n".join(json.dumps(
        {"name": n, "reading": r, "kind": "person"}) for n, r in [("髙津 みどり", "たかつ"),
                                                                   ("大野 一葉", "おおの")]))
    desk.start()
    open_second(desk)
    wait_for_focus(desk, "名前", "the focus in the first field")
    desk.press("大野 一葉、個人")
    wait_for(lambda: any(name_of(n) == "大野 一葉" and n.get_role() == Atspi.Role.LABEL
                         for n in desk.all()), "the other record")
    desk.key("Down")
    wait_for(lambda: any(n.get_role() == Atspi.Role.LIST_ITEM and "髙津" in name_of(n)
                         for n in focused(desk)), "the focus on the next row of the list")
    desk.stop()


def test_focus_outlives_what_was_done(desk):
    """Rows that are made anew after a save, an undo or a deletion give the focus on."""
    desk.ctl("put", "actor", stdin=json.dumps(
        {"name": "髙津 みどり", "reading": "たかつ", "kind": "person", "phone": "044-000-0001"}))
    person = desk.ctl("list", "actor")[0]["id"]
    desk.ctl("put", "log", stdin="\n".join(json.dumps(
        {"kind": "note", "name": f"立ち話 {n}", "actor": person, "starts": f"2026-10-0{n}"})
        for n in range(1, 4)))
    desk.start()
    desk.press("髙津 みどり、個人")
    desk.press("電話", role=Atspi.Role.TEXT)
    desk.key("ctrl+a")
    desk.type("044-000-7777")
    desk.key("Return")
    wait_for(lambda: phone(desk) == "044-000-7777", "the number in the ledger")
    desk.key("ctrl+f", "Down")
    wait_for_focus(desk, "髙津 みどり、個人", "the focus on the row")
    desk.key("Return")
    wait_for_focus(desk, "立ち話", "the focus on a line of the timeline")
    desk.key("Down")
    before = name_of(wait_for_focus(desk, "立ち話", "the focus on the next line"))
    desk.key("ctrl+z")
    wait_for(lambda: phone(desk) == "044-000-0001", "the number taken back")
    wait_for_focus(desk, before, "the focus on the same line after the undo")
    desk.key("ctrl+Delete")
    desk.expect("この記録は削除されています。")
    wait_for(lambda: focused(desk), "the focus after the deletion")
    desk.key("ctrl+z")
    desk.expect_no("この記録は削除されています。")
    wait_for(lambda: focused(desk), "the focus after it was put back")
    desk.stop()


def test_deleting_goes_on_with_the_next_row(desk):
    desk.ctl("put", "actor", stdin="\n".join(json.dumps(
        {"name": n, "reading": r, "kind": "person"}) for n, r in [
            ("大野 一葉", "おおの"), ("髙津 みどり", "たかつ"), ("和田 実", "わだ")]))
    desk.start()
    desk.press("髙津 みどり、個人")
    for row in ["和田 実、個人", "大野 一葉、個人"]:
        desk.find("基本", contains=True)
        desk.key("ctrl+Delete")
        wait_for_focus(desk, row, "the focus on the row beside the one that went")
        desk.key("Return")
        wait_for_focus(desk, "名前", "the focus in the first field")
        desk.press(row)
    desk.stop()


def test_focus_stays_with_a_figure(desk):
    month = datetime.datetime.now().strftime("%Y-%m")
    desk.ctl("put", "log", stdin=json.dumps(
        {"kind": "consultation", "name": "畑を借りたい", "channel": "phone", "starts": f"{month}-01"}))
    desk.start()
    desk.key("ctrl+7")
    desk.find("相談: 1件")
    for _ in range(20):
        desk.key("Tab")
        if any("相談: 1件" in name_of(n) for n in focused(desk)):
            break
    wait_for_focus(desk, "相談: 1件", "the focus on a figure")
    desk.key("Return")
    desk.find("畑を借りたい", contains=True)
    desk.key("Escape")
    wait_for(lambda: len(desk.windows()) == 1, "the records to close")
    wait_for_focus(desk, "相談: 1件", "the focus back on the figure")
    desk.key("ctrl+z")
    desk.expect_no("相談: 1件")
    desk.key("ctrl+shift+z")
    desk.find("相談: 1件")
    wait_for(lambda: focused(desk), "the focus after the figures were counted anew")
    desk.stop()


if __name__ == "__main__":
    run(test_every_control_has_a_name,
        test_keys_lead_into_the_pages,
        test_enter_goes_into_the_record,
        test_focus_outlives_what_was_done,
        test_deleting_goes_on_with_the_next_row,
        test_focus_stays_with_a_figure)
