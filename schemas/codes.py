"""The closed code lists of the records.

Every list is a `StrEnum`: a member is its own string, so it compares with, sorts among and serialises as the
plain code. A value outside its list is refused when a record is built. Open vocabularies (warning codes,
reasons of removal, portfolios, rule names) are plain `snake_case` strings and are not listed here.
"""

from enum import StrEnum


class RoleCode(StrEnum):
    """What office a text gives to a person. `MINISTER` is every portfolio, which has a field of its own."""

    PRIME_MINISTER = "prime_minister"
    DEPUTY_PRIME_MINISTER = "deputy_prime_minister"
    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    MONARCH = "monarch"
    MINISTER = "minister"
    DEPUTY_MINISTER = "deputy_minister"
    AMBASSADOR = "ambassador"
    CONSUL_GENERAL = "consul_general"
    COUNSELLOR = "counsellor"
    GOVERNOR = "governor"
    DEPUTY_GOVERNOR = "deputy_governor"
    MAYOR = "mayor"
    DEPUTY_MAYOR = "deputy_mayor"
    PEOPLES_COMMITTEE_CHAIR = "peoples_committee_chair"
    PEOPLES_COMMITTEE_DEPUTY_CHAIR = "peoples_committee_deputy_chair"
    PEOPLES_COUNCIL_CHAIR = "peoples_council_chair"
    PEOPLES_COUNCIL_DEPUTY_CHAIR = "peoples_council_deputy_chair"
    PARTY_GENERAL_SECRETARY = "party_general_secretary"
    PARTY_SECRETARY = "party_secretary"
    DEPUTY_PARTY_SECRETARY = "deputy_party_secretary"
    CENTRAL_COMMITTEE_MEMBER = "central_committee_member"
    CENTRAL_COMMITTEE_SECRETARY = "central_committee_secretary"
    POLITBURO_MEMBER = "politburo_member"
    NATIONAL_ASSEMBLY_CHAIR = "national_assembly_chair"
    NATIONAL_ASSEMBLY_DEPUTY_CHAIR = "national_assembly_deputy_chair"
    MEMBER_OF_PARLIAMENT = "member_of_parliament"
    DELEGATION_HEAD = "delegation_head"
    SPECIAL_ADVISER = "special_adviser"
    ADVISER = "adviser"
    DIRECTOR = "director"
    DEPUTY_DIRECTOR = "deputy_director"
    DEPARTMENT_HEAD = "department_head"
    DEPUTY_DEPARTMENT_HEAD = "deputy_department_head"
    HEAD_OF_OFFICE = "head_of_office"
    CHAIRPERSON = "chairperson"
    DEPUTY_CHAIRPERSON = "deputy_chairperson"
    CHIEF_EXECUTIVE = "chief_executive"
    PRESIDENT_OF_ORGANIZATION = "president_of_organization"
    SECRETARY_GENERAL = "secretary_general"
    REPRESENTATIVE = "representative"
    SPOKESPERSON = "spokesperson"
    PROFESSOR = "professor"
    RECTOR = "rector"
    EXPERT = "expert"
    AUTHOR = "author"
    OTHER = "other"


class RoleStatus(StrEnum):
    """Whether the office is held: `FORMER` includes late holders, `DESIGNATED` those not yet in office."""

    CURRENT = "current"
    FORMER = "former"
    ACTING = "acting"
    DESIGNATED = "designated"


class DateKind(StrEnum):
    """A point (of any precision), an interval written with `/`, or a duration written with `P`."""

    POINT = "point"
    INTERVAL = "interval"
    DURATION = "duration"


class Precision(StrEnum):
    """The unit in which the text speaks: 'in April 2025' is `MONTH`, whatever days it covers."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class DateQualifier(StrEnum):
    """Vagueness that the text states; it never changes `edtf`, `start` or `end`."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    ABOUT = "about"


class DateAnchor(StrEnum):
    """What fixed a partial or relative date. The day on which the program runs is never one."""

    EXPLICIT = "explicit"
    PUBLISHED = "published"
    DOCUMENT = "document"
    TRANSLATION = "translation"


class PublishedFrom(StrEnum):
    """Where a document's publication date was found."""

    TEXT = "text"
    METADATA = "metadata"
    TRANSLATION = "translation"


class MoneyQualifier(StrEnum):
    """How exactly the text states a sum; `UNDER` is less than, nearly and almost."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Purpose(StrEnum):
    """What a sum is for, where its sentence says it."""

    INVESTMENT = "investment"
    TRADE = "trade"
    LOAN = "loan"
    GRANT = "grant"
    BUDGET = "budget"
    REVENUE = "revenue"
    FINE = "fine"
    OTHER = "other"


class EventType(StrEnum):
    """What kind of occasion an event is."""

    FORUM = "forum"
    CONFERENCE = "conference"
    SUMMIT = "summit"
    MEETING = "meeting"
    VISIT = "visit"
    FESTIVAL = "festival"
    EXHIBITION = "exhibition"
    SIGNING = "signing"
    DISCUSSION = "discussion"
    PRESS_CONFERENCE = "press_conference"
    CEREMONY = "ceremony"
    CAMPAIGN = "campaign"
    DISASTER = "disaster"
    OTHER = "other"


class EventStatus(StrEnum):
    """Whether the event took place, as the text tells it."""

    HELD = "held"
    PLANNED = "planned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class PriorityCode(StrEnum):
    """The six cooperation priorities, and `OTHER` for an item of a list that fits none of them."""

    COMPLEMENTARY_STRENGTHS = "complementary_strengths"
    PEOPLE_AND_BUSINESS = "people_and_business"
    CULTURE_AND_TOURISM = "culture_and_tourism"
    INNOVATION_AND_DIGITAL = "innovation_and_digital"
    GREEN_AND_CLIMATE = "green_and_climate"
    HUMAN_RESOURCES = "human_resources"
    OTHER = "other"

    @property
    def number(self) -> int | None:
        """The priority's number, 1 to 6; None for `OTHER`."""
        return _PRIORITY_NUMBERS.get(self.value)

    @classmethod
    def from_number(cls, number: int) -> "PriorityCode":
        """The priority with that number.

        Raises:
            ValueError: `number` is not 1 to 6.
        """
        for code in cls:
            if code.number == number:
                return code
        raise ValueError(f"There is no priority {number}: they are numbered 1 to 6.")


_PRIORITY_NUMBERS = {code.value: place for place, code in enumerate(list(PriorityCode)[:6], start=1)}


class Mode(StrEnum):
    """Whether a priority is an item of a list of proposals or a topic that the text treats."""

    PROPOSED = "proposed"
    DISCUSSED = "discussed"


class Method(StrEnum):
    """What found a record: rules, the statistical model, or both."""

    RULE = "rule"
    MODEL = "model"
    RULE_AND_MODEL = "rule+model"


class DiscrepancyKind(StrEnum):
    """What two documents disagree on."""

    AMOUNT = "amount"
    COUNT = "count"
    DATE = "date"
    OFFICE = "office"
    DECLARED_TOTAL = "declared_total"
    MISSING_FIGURE = "missing_figure"


class Stage(StrEnum):
    """The stage at which an input was rejected."""

    READ = "read"
    CLEAN = "clean"
    LANGUAGE = "language"
    ANNOTATE = "annotate"
    EXTRACT = "extract"
    WRITE = "write"


class RejectionCode(StrEnum):
    """Why an input was rejected."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    UNDECODABLE = "undecodable"
    TOO_LARGE = "too_large"
    MALFORMED_JSON = "malformed_json"
    MISSING_FIELD = "missing_field"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    NO_ARTICLE = "no_article"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    INVALID_RECORD = "invalid_record"
