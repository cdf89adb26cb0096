#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consultations as a Social Design Center hears them, written down at the counter of the
demonstration ward and followed to an outcome through the window. The first of them by default;
TSU_CONSULTATIONS=20 takes all, and TSU_REASONS=FILE keeps what was suggested and why, to be read."""
import json
import os
import subprocess

from desk import run, wait_for

# What was said; keys of the form, the route, the subject; whether it came about. Whoever wants to
# take part or to give something makes an offer, everybody else a need.
TALKS = [
    ("団地の集会所で月に二回、お茶と体操の会を開きたい。場所と、体操を教えてくれる人を探している。",
     "1", "1", "3", True),
    ("子ども食堂の調理を手伝ってくれる人がほしい。土曜の午前、三人くらい。", "2", "4", "2", True),
    ("町内会の役員のなり手がいない。掲示や回覧だけでも手伝ってくれる若い人はいないか。", "1", "3", "2", True),
    ("定年になり時間ができた。大工仕事が得意なので、網戸や棚の修理なら手伝える。", "1", "1", "9", True),
    ("外国から来た母親たちの集まりで、学校の手紙をやさしい日本語にしてくれる人を探している。", "3", "7", "2", True),
    ("夏祭りのテントと机が足りない。八月の第一土曜に借りられるところはないか。", "2", "3", "4", False),
    ("会の会計のつけ方が分からない。助成金の報告書の書き方も教えてほしい。", "1", "4", "7", True),
    ("商店街の空き店舗を、放課後の居場所に使ってほしい。週に二日なら貸せる。", "4", "8", "0", True),
    ("マンションの防災訓練を初めて開く。経験のある団体の話を聞きたい。", "3", "3", "8", True),
    ("障がいのある子の親の会。車いすで入れる会議室を日曜に使いたい。", "2", "4", "3", False),
    ("大学のゼミで地域の活動を取材し、動画をつくって広報の役に立ちたい。", "7", "7", "9", True),
    ("高齢の母の見守りを、近所でゆるやかに続けてくれる会を知りたい。", "2", "2", "A", True),
    ("畑を貸してくれる人を探している。子どもたちと野菜を育てたい。", "5", "4", "3", False),
    ("スマートフォンの使い方を、団地で教える会を始めたい。講師と場所がほしい。", "1", "6", "3", True),
    ("公園の花壇の水やりを続ける仲間がほしい。朝の三十分だけでよい。", "1", "1", "2", True),
    ("認知症カフェのチラシをつくれる人、配ってくれる店を探している。", "2", "6", "6", True),
    ("会社の社会貢献で、社員が月に一回できる活動を紹介してほしい。", "3", "8", "9", True),
    ("不登校の子が昼間に来られる居場所を知りたい。親の話も聞いてほしい。", "2", "9", "8", False),
    ("読み聞かせの会を二十年続けてきた。若い世代に引きつぎたい。", "1", "4", "2", True),
    ("助成金の申請を手伝ってほしい。はじめてで、事業計画の書き方が分からない。", "6", "0", "5", True),
]
GIVING = "90"
HOW_MANY = int(os.environ.get("TSU_CONSULTATIONS", "2"))


def begin_slip(desk):
    """Without a window manager nobody gives the keys back to a window whose dialog has closed."""
    def look():
        window = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "tsunagi"],
                                capture_output=True, text=True, check=True).stdout.split()
        if len(window) != 1:
            return False
        subprocess.run(["xdotool", "windowfocus", "--sync", window[0]], check=True)
        return True

    wait_for(look, "the window by itself")
    desk.action("win.slip")
    desk.find("相談した方")


def write_down(desk, person, talk):
    """The slip by keys: who, what, form, route, subject, in matching, may be introduced, and what
    is made of it."""
    words, form, route, subject, _ = talk
    begin_slip(desk)
    desk.write("相談した方", person["reading"])
    desk.expect(person["name"])
    desk.key("Return")
    desk.write("相談の内容", words)
    desk.key("Tab", form, route, subject, "Return", "3", "1", "1", "Return",
             "3" if gives(talk) else "2", "ctrl+Return")


def gives(talk):
    return talk[3] in GIVING


def wishes_of(desk, log, kind):
    return [n for n in desk.ctl("list", kind) if n.get("log") == log]


def matches_of(desk, wish):
    return [m for m in desk.ctl("list", "match") if wish in (m.get("need"), m.get("offer"))]


def wait_for_state(desk, need, state):
    return wait_for(lambda: next((m for m in matches_of(desk, need) if m["status"] == state), None),
                    f"a match that is {state}")


def follow(desk, need, talk):
    """From the best suggestion, shown beside the saved slip, to what came of it."""
    desk.expect("応じられそうなニーズ" if gives(talk) else "力になれそうな相手")
    made = talk[4]
    desk.press("・提供できる" if gives(talk) else "・未提案・", contains=True)
    desk.expect("提供から探す" if gives(talk) else "ニーズから探す")
    desk.click("提案する")
    match = wait_for_state(desk, need["id"], "proposed")
    press_match(desk, match)
    if made:
        desk.click("双方が承諾した", contains=True)
        wait_for_state(desk, need["id"], "accepted")
        desk.click("活動が始まった", contains=True)
        wait_for_state(desk, need["id"], "under-way")
        desk.click("成果を書いて終了", contains=True)
        desk.write("成果", "二回続けて集まり、次の日取りも決まった。")
        desk.click("マッチングを終了", contains=True)
        wait_for_state(desk, need["id"], "done")
    else:
        desk.click("不成立にする", contains=True)
        desk.click("不成立とする", contains=True)
        wait_for_state(desk, need["id"], "not-made")
    return match


def press_match(desk, match):
    """The match stands above the suggestions, under the name of the need and whoever was asked."""
    desk.press("・提案中・" + wareki_day(match), contains=True)


def wareki_day(match):
    year, month, day = match["starts"].split("-")
    return f"令和{int(year) - 2018}年{int(month)}月{int(day)}日"


def keep_reasons(desk, talk, wish):
    path = os.environ.get("TSU_REASONS")
    if not path:
        return
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"\n# {talk[0]}\n  {wish['name']} {wish.get('kinds')} {wish.get('themes')}\n")
        for hit in desk.ctl("match", wish["id"], "--limit", "5"):
            shown = desk.ctl("show", hit["id"])[0]
            file.write(f"  {hit['score']:4} {shown.get('name')}: " + json.dumps(
                {"+": hit["reasons"], "-": hit["doubts"]}, ensure_ascii=False) + "\n")


def test_consultations_come_to_something(desk):
    desk.ctl("demo")
    people = [a for a in desk.ctl("list", "actor")
              if a.get("reading") and a.get("kind") in ("person", "civic-group", "npo")]
    before = {log["id"] for log in desk.ctl("list", "log")}
    desk.begin_with("today")
    desk.start()
    for number, talk in enumerate(TALKS[:HOW_MANY]):
        write_down(desk, people[number * 7], talk)
        log = wait_for(lambda: next((e for e in desk.ctl("list", "log") if e["id"] not in before),
                                    None), "the consultation in the ledger")
        before.add(log["id"])
        assert log["description"] == talk[0], log
        kind = "offer" if gives(talk) else "need"
        wish = wait_for(lambda: wishes_of(desk, log["id"], kind), f"an {kind} of it")[0]
        desk.picture(f"consultation-{number + 1}")
        keep_reasons(desk, talk, wish)
        follow(desk, wish, talk)
        desk.picture(f"outcome-{number + 1}")
    desk.stop()
    assert desk.ctl("check")[-1]["ok"]


if __name__ == "__main__":
    run(test_consultations_come_to_something)
