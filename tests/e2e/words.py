# SPDX-License-Identifier: GPL-3.0-or-later
"""Every word that somebody typed, each one of its kind, and where it must be found again: in both
ledgers and on the server. What another word took the place of is looked for in the history."""
import json

from desk import DEADLINE, wait_for

KANA = "あいうえおかきくけこ"
TYPES = ("actor", "resource", "event", "participation", "booking", "need", "offer", "match", "log")
FILLER = "商店街の空き店舗で月に一度集まりを開く。駐車場はなく、鍵は会長が預かる。"


class Words:
    def __init__(self):
        self.typed = []      # (word, by whom and when)
        self.replaced = set()

    def new(self, story):
        """A word that nobody typed before."""
        word = "ことば" + "".join(KANA[int(d)] for d in f"{len(self.typed):03d}")
        self.typed.append((word, story))
        return word

    def number(self, story):
        """As new, of digits alone."""
        word = f"044-{len(self.typed):03d}-7391"
        self.typed.append((word, story))
        return word

    def long_text(self, story, paragraphs=12):
        """Several lines, with a word in each."""
        return "\n".join(FILLER + self.new(story) + "。" for _ in range(paragraphs))

    def replace(self, *words):
        """Somebody decided for another one: it need not be shown any more."""
        self.replaced.update(words)

    def missing_in(self, text, replaced=True):
        return [f"{word} ({story})" for word, story in self.typed
                if word not in text and (replaced or word not in self.replaced)]

    def not_found_by(self, laptop):
        """What the search does not find, of what should be shown."""
        return [f"{word} ({story})" for word, story in self.typed
                if word not in self.replaced and not laptop.ctl("search", word)]


def everything(laptop):
    """What the ledger shows and remembers, by tsunagictl."""
    shown = [record for kind in TYPES for record in laptop.ctl("list", kind)]
    history = [laptop.ctl("history", record["id"]) for record in shown]
    return json.dumps([shown, history], ensure_ascii=False)


def settle(laptops):
    """Until nothing is on its way any more."""
    def quiet():
        return all(line["pending"] == line["pushed"] == line["pulled"] == 0
                   for line in [laptop.ctl("sync")[0] for laptop in laptops])

    wait_for(quiet, "all to be shared", 6 * DEADLINE)


def assert_all_there(words, office, laptops, anew=()):
    """Fails with the names of the words that are missing, and where. A ledger that was fetched
    anew has what holds; what was replaced before stands in the others' and the server's."""
    missing = {}
    for name, laptop in laptops.items():
        missing[name] = words.missing_in(everything(laptop), replaced=name not in anew)
        missing["search on " + name] = words.not_found_by(laptop)
        assert laptop.ctl("check")[0]["ok"], f"the ledger of {name} is not sound"
    missing["server"] = words.missing_in(office.everything())
    missing = {place: list_ for place, list_ in missing.items() if list_}
    assert not missing, "missing: " + json.dumps(missing, ensure_ascii=False, indent=1)
