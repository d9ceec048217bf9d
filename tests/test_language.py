"""Language detection: the twelve languages, their neighbours, short, mixed and empty texts."""

from __future__ import annotations

import pytest

from pipeline.language import detect, supported_languages

TEXTS = {
    "de": "Die Gouverneurin hat am Dienstag eine Delegation empfangen und mit ihr zwei Stunden lang über "
    "Häfen, Schulen und erneuerbare Energien gesprochen.",
    "nl": "De gouverneur ontving dinsdag een delegatie en sprak twee uur lang met haar over havens, "
    "scholen en duurzame energie in de provincie.",
    "pl": "Gubernator przyjęła we wtorek delegację i przez dwie godziny rozmawiała z nią o portach, "
    "szkołach oraz odnawialnych źródłach energii.",
    "en": "The governor received a delegation on Tuesday and spoke with it for two hours about ports, "
    "schools and renewable energy in the province.",
    "fr": "La gouverneure a reçu mardi une délégation et a parlé avec elle pendant deux heures des ports, "
    "des écoles et des énergies renouvelables.",
    "es": "La gobernadora recibió el martes a una delegación y habló con ella durante dos horas de "
    "puertos, escuelas y energías renovables.",
    "it": "La governatrice ha ricevuto martedì una delegazione e ha parlato per due ore di porti, scuole "
    "ed energie rinnovabili nella provincia.",
    "sv": "Guvernören tog på tisdagen emot en delegation och talade i två timmar om hamnar, skolor och "
    "förnybar energi i länet.",
    "vi": "Thống đốc đã tiếp đoàn đại biểu vào sáng thứ Ba và trao đổi trong hai giờ về cảng biển, trường "
    "học và năng lượng tái tạo.",
    "pt": "A governadora recebeu na terça-feira uma delegação e falou durante duas horas sobre portos, "
    "escolas e energias renováveis na província.",
    "cs": "Guvernérka přijala v úterý delegaci a dvě hodiny s ní hovořila o přístavech, školách a "
    "obnovitelných zdrojích energie v kraji.",
    "ja": "知事は火曜日に代表団を迎え、港湾、学校、再生可能エネルギーについて二時間にわたり話し合った。",
}
OTHERS = {
    "da": "Guvernøren modtog tirsdag en delegation og talte i to timer med den om havne, skoler og "
    "vedvarende energi i regionen, hvor arbejdsløsheden stiger.",
    "ru": "Губернатор приняла во вторник делегацию и два часа говорила с ней о портах, школах и "
    "возобновляемых источниках энергии.",
    "ko": "도지사는 화요일에 대표단을 맞이하여 항만, 학교, 재생 에너지에 대해 이야기를 나누었다.",
    "zh": "省长星期二接见了代表团，就港口、学校和可再生能源进行了两个小时的会谈，双方同意明年再次会面。",
    "hu": "A kormányzó kedden fogadta a küldöttséget, és két órán át tárgyalt vele a kikötőkről, az "
    "iskolákról és a megújuló energiáról.",
    "tr": "Vali salı günü bir heyeti kabul etti ve iki saat boyunca limanlar, okullar ve yenilenebilir "
    "enerji hakkında konuştu.",
}
ALLOWED = frozenset(TEXTS)


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_languages_that_we_read(language: str) -> None:
    found = detect(TEXTS[language], ALLOWED)
    assert found.language == language
    assert found.confidence >= 0.75


@pytest.mark.parametrize("language", sorted(OTHERS))
def test_other_languages_are_told_and_not_bent(language: str) -> None:
    assert detect(OTHERS[language], ALLOWED).language == language


def test_every_language_with_a_file_can_be_asked_for() -> None:
    assert supported_languages() >= {"de", "nl", "pl", "en"}
    assert detect(TEXTS["pl"]).language == "pl"


def test_short_text_is_a_guess_and_says_so() -> None:
    found = detect("Die Stadt und der Hafen", ALLOWED)
    assert found.language == "de"
    assert [note.code for note in found.notes] == ["language_uncertain"]


@pytest.mark.parametrize("text", ["", " \n", "25.11.2025 – 7 %", "…!"])
def test_text_without_words_has_no_language(text: str) -> None:
    found = detect(text, ALLOWED)
    assert (found.language, found.confidence) == (None, 0.0)
    assert found.notes


def test_mixed_text_goes_by_its_main_language() -> None:
    mixed = TEXTS["de"] * 6 + "\n" + TEXTS["vi"] * 3
    found = detect(mixed, ALLOWED)
    assert found.language == "de"
    assert [note.code for note in found.notes if note.code == "mixed_language"] == ["mixed_language"]
    assert not detect(TEXTS["de"] * 9, ALLOWED).notes


def test_foreign_names_do_not_turn_a_text() -> None:
    text = "Empfangen wurden Nguyễn Văn Tùng, Trần Thị Bích Ngọc und Ishikawa Yūko. " + TEXTS["de"]
    assert detect(text, ALLOWED).language == "de"


def test_long_texts_cost_no_more_than_their_samples() -> None:
    found = detect(TEXTS["nl"] * 20_000, ALLOWED)
    assert found.language == "nl"
    assert detect("x" * 5_000_000, ALLOWED).language in {
        *ALLOWED,
        *OTHERS,
        "ro",
        "fi",
        "nb",
        "ar",
        "sk",
        "uk",
    }


def test_the_same_text_gives_the_same_answer() -> None:
    assert len({detect(TEXTS["sv"] + TEXTS["cs"], ALLOWED) for _ in range(5)}) == 1
