"""The of-phrase of an office: bodies, portfolios, places and names of organisations behind its head."""

from __future__ import annotations

from pipeline import world
from pipeline.extractors.roles.left import Left
from pipeline.extractors.roles.term import Term
from pipeline.lexicon import Lexeme
from pipeline.tokens import fold

# Offices that one country sends to another.
_SENT = frozenset({"ambassador", "charge", "consul_general", "consul", "counsellor"})
# Offices behind which an unknown word is rather a name than a body.
_STATE = frozenset(
    {
        "prime_minister",
        "president",
        "monarch",
        "minister",
        "deputy_minister",
        "governor",
        "mayor",
        "ambassador",
    }
)
_NO_PROPER = (
    "role", "role_plural", "role_modifier", "place_type", "country", "demonym", "honorific", "month", "body",
)  # fmt: skip
_MAX_PHRASE = 24
_HYPHENS = frozenset("-–‑")


class Right(Left):
    """Reads a term rightwards from its head."""

    def _after(self, term: Term) -> None:
        """Goes right over the of-phrase: bodies, portfolios, places, capitalised names of organisations."""
        document = self.document
        if document.language.feature("office_after_name"):
            return  # all that belongs to the office stands before it
        surfaces = document.surfaces
        last = document.sentences[document.sentence_of(term.head.start)][1]
        i = end = term.head.end
        linked = self._host = False
        organisation: int | None = None
        owners: list[str] = []
        while i < last and i - term.head.end < _MAX_PHRASE:
            if i in self.names or document.at("honorific", i):
                break
            hit = self._content(term, i, linked)
            if hit is not None:
                if organisation is None and hit[1] in ("body", "name"):
                    organisation = i
                if hit[1] == "stop":
                    break
                i = end = hit[0]
                named = hit[1] == "portfolio" and not self._capital_nouns and surfaces[end - 1][:1].isupper()
                if (
                    organisation is not None
                    and term.body is not None
                    and term.body[0] >= term.head.end
                    and (hit[1] in ("body", "name") or named)
                ):
                    term.body = (term.body[0], end)
                linked = linked and hit[1] == "adjective"
                continue
            surface = surfaces[i]
            tight = document.adjacent(i) and i + 1 < last and document.adjacent(i + 1)
            if surface in _HYPHENS and (tight or self._between_countries(i, last)):
                i += 1
                continue
            if surface in "'’:" and document.adjacent(i) and i + 1 < last and surfaces[i + 1] == "s":
                owners = [*term.bodies, *owners]  # what follows is the body, what stood before its owner
                term.bodies.clear()
                i, linked = i + 2, True
                continue
            if surface == "." and self._dotted(i, last):
                i = end = i + 1 + (surfaces[i + 1].isalpha() and document.adjacent(i + 1))
                continue
            if surface == "(":
                closing = next((k for k in range(i + 1, min(last, i + 7)) if surfaces[k] == ")"), None)
                if closing is None or not self._note(term, i + 1, closing):
                    break
                i = end = closing + 1
                continue
            if document.at("of", i) or document.at("article", i):
                lexeme = max([*document.at("of", i), *document.at("article", i)], key=lambda found: found.end)
                if lexeme.entry.section == "of":
                    self._host = lexeme.value == "host"
                i, linked = lexeme.end, True
                continue
            if document.at("and", i) and end > term.head.end and self._goes_on(i + 1, last):
                i = document.at("and", i)[0].end
                continue
            if surface == "," and end > term.head.end and document.at("portfolio", i + 1) and i + 1 < last:
                i += 1
                continue
            break
        term.bodies += owners
        term.end = end
        term.phrase = end > term.head.end

    def _dotted(self, i: int, last: int) -> bool:
        """Whether the full stop is one of a legal form behind a company's name: 'S.p.A.', 'B.V.'."""
        surfaces = self.document.surfaces
        return len(surfaces[i - 1]) == 1 and self.document.adjacent(i) and i + 1 < last

    def _content(self, term: Term, i: int, linked: bool) -> tuple[int, str] | None:
        """One content word of an of-phrase: the token after it and its kind."""
        document = self.document
        modifier = list(document.at("role_modifier", i))
        longest = max((x.end for s in ("body", "portfolio", "country") for x in document.at(s, i)), default=i)
        if modifier and longest > modifier[0].end:
            modifier = []
        if modifier and modifier[0].value == "neutral":
            after = modifier[0].end
            if (
                document.at("role", after)
                or document.at("role_plural", after)
                or document.at("role_modifier", after)
            ):
                return i, "stop"
            return after, "adjective"
        if modifier:
            if linked or i > term.head.end + 1:
                return i, "stop"
            if modifier[0].value in ("former", "designated", "acting", "deputy") and self._postponed(
                modifier[0]
            ):
                term.modifiers.add(modifier[0].value)
                return modifier[0].end, "modifier"
            return i, "stop"
        if any(lexeme.end >= longest for s in ("role", "role_plural") for lexeme in document.at(s, i)):
            return i, "stop"
        best: Lexeme | None = None
        for section in ("body", "portfolio", "country", "demonym", "place_type"):
            for lexeme in document.at(section, i):
                if best is None or (lexeme.end, -len(lexeme.rest)) > (best.end, -len(best.rest)):
                    best = lexeme
        surfaces = document.surfaces
        place = (
            world.place_at([fold(surface) for surface in surfaces[i : i + 4]], 0, min(4, len(surfaces) - i))
            if (surfaces[i][:1].isupper())
            else None
        )
        place_end = i + place[0] if place else i
        if place_end <= i + 1 and surfaces[i][:1].isupper():
            hyphened = self._hyphened_place(i)
            if hyphened is not None:
                place_end = hyphened
        if best is not None and best.end >= place_end:
            section = best.entry.section
            if section == "body":
                term.bodies.append(best.value)
                if term.body is None:
                    term.body = (i, best.end)
            elif section == "portfolio":
                if term.body is None or term.body[1] != i or self._capital_nouns:
                    term.portfolio = term.portfolio or best.value
            elif section in ("country", "demonym"):
                if self._host and section == "country" and term.head.value in _SENT:
                    self._set_place(term, (i, best.end))
                else:
                    term.country = term.country or best.value
            else:
                term.place_kind = best.value
            return best.end, section
        if place_end > i and not self._in_proper_name(term, i, place_end):
            self._set_place(term, (i, place_end))
            return place_end, "place"
        surface = surfaces[i]
        if surface.isdecimal() and len(surface) < 4 and surfaces[i + 1 : i + 2] == ["."]:
            return i + 2, "word"  # 'dowódca 12. brygady'
        if document.at("month", i) or document.at("weekday", i):
            return None
        if surface[:1].isupper() and surface[:1].isalpha():
            if term.place_kind is not None and term.place is None:
                self._set_place(term, (i, i + 1))
                return i + 1, "place"
            country = self._genitive_country(i)
            if country is not None:
                term.country = term.country or country
                return i + 1, "country"
            genitive = self._capital_nouns and surface.endswith("s")  # 'der Botschafter Kenias'
            if i == term.head.end and term.head.value in _STATE and not (self._genitives or genitive):
                return None  # 'President Sukarto'
            if self._host and term.head.value in _SENT and term.place is None and place_end == i:
                end = self._capitals(i)
                self._set_place(term, (i, end))
                return end, "place"
            if term.body is None:
                term.body = (i, i + 1)
                term.acronym = len(surface) > 1 and surface.isupper()
            return i + 1, "name"
        if surface[:1].isalpha() and not self._verb(i) and (linked or surface.endswith(self._word_endings)):
            return i + 1, "word"
        if surface[:1].islower() and surfaces[i + 1 : i + 2] == ["-"]:
            joined = "".join(surfaces[i + 2 : i + 3])
            return (i + 3, "word") if joined.endswith(self._word_endings) else None  # 'warmińsko-mazurski'
        return None

    def _in_proper_name(self, term: Term, i: int, end: int) -> bool:
        """'Minato Energy', 'North Carolina Chamber': a place between capitals is a word of a longer name."""
        surfaces = self.document.surfaces
        if term.body is not None and term.body[1] == i and surfaces[i - 1][:1].isupper():
            return not (self.document.at("body", i - 1) or self.document.at("place_type", i - 1))
        if end >= len(surfaces) or end in self.names or not self._plain_capital(end):
            return False
        if self._capital_nouns and fold(surfaces[end]) not in world.things():
            return surfaces[end + 1 : end + 2] == [","] and not self.document.at("body", end)
        return surfaces[end - 1][-1:].isalpha()

    def _plain_capital(self, i: int) -> bool:
        """Whether a capitalised word stands there that is no office, kind of place, country or month."""
        document = self.document
        known = _NO_PROPER
        return document.surfaces[i][:1].isupper() and not any(document.at(section, i) for section in known)

    def _capitals(self, i: int) -> int:
        """The token after the capitalised words that begin at `i`, before any name."""
        while i not in self.names and self._plain_capital(i):
            i += 1
            if i >= len(self.document):
                break
        return i

    def _between_countries(self, i: int, last: int) -> bool:
        """Whether the token stands between two countries: 'the Friendship Alliance Japan - Vietnam'."""
        before = self._ending.get(i, ())
        if i + 1 >= last or not any(lexeme.entry.section in ("country", "demonym") for lexeme in before):
            return False
        return bool(self.document.at("country", i + 1) or self.document.at("demonym", i + 1))

    def _postponed(self, lexeme: Lexeme) -> bool:
        """A modifier behind its head: 'a.D.', 'designate', 'adjoint'; not the first word of the next term."""
        after = lexeme.end
        document = self.document
        return not (
            after < len(document) and (document.at("role", after) or document.at("role_plural", after))
        )

    def _hyphened_place(self, i: int) -> int | None:
        """End of a place written with hyphens: 'Ho-Chi-Minh-Stadt'."""
        surfaces = self.document.surfaces
        words, k = [fold(surfaces[i])], i + 1
        if (
            k + 1 < len(surfaces)
            and surfaces[k] in _HYPHENS
            and self.document.adjacent(k)
            and self.document.adjacent(k + 1)
            and surfaces[k + 1] in world.place_suffixes()
        ):
            return k + 2  # 'Jeollanam-do', 'Sakai-shi'
        while (
            k + 1 < len(surfaces) and surfaces[k] in _HYPHENS and self.document.adjacent(k) and len(words) < 5
        ):
            words.append(fold(surfaces[k + 1]))
            k += 2
            if " ".join(words) in world.places():
                return k
        return None

    def _verb(self, i: int) -> bool:
        document = self.document
        return any(
            document.at(section, i)
            for section in ("say", "be", "lead", "function", "of", "article", "relative")
        )

    def _note(self, term: Term, start: int, end: int) -> bool:
        """A short note in brackets: an acronym or a country."""
        if end - start > 4 or any(k in self.names for k in range(start, end)):
            return False
        for i in range(start, end):
            if self.document.at("role", i) or self.document.surfaces[i].isdecimal():
                return False
            for lexeme in self.document.at("country", i):
                term.country = term.country or lexeme.value
        return True

    def _goes_on(self, i: int, last: int) -> bool:
        """Whether an of-phrase goes on after 'and': no new office, no person."""
        document = self.document
        while i < last and (document.at("of", i) or document.at("article", i)):
            i += 1
        if i >= last or i in self.names or document.at("honorific", i):
            return False
        if document.at("role", i) or document.at("role_plural", i) or document.at("role_modifier", i):
            return False
        if document.at("portfolio", i) or document.at("body", i):
            return True
        k = i
        while k < min(last, i + 4) and (
            document.at("demonym", k) or document.at("country", k) or document.surfaces[k] in "-"
        ):
            k += 1
        if k < last and (document.at("role", k) or document.at("role_plural", k)):
            return False
        return document.surfaces[i][:1].isupper() or document.surfaces[i].endswith(self._word_endings)
