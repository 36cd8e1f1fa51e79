"""Surface forms of Japanese and German terms; most English and Chinese ones are tested with the matcher."""

from __future__ import annotations

import pytest

from transqa.text.fold import fold
from transqa.text.inflect import chinese_forms, german_forms, japanese_forms


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Modell", "Modellen"),
        ("Epoche", "Epochen"),
        ("Datensatz", "Datensätzen"),
        ("neuronales Netz", "neuronalen Netzes"),
        ("großes Sprachmodell", "grosse Sprachmodelle"),
        ("selbstüberwacht", "selbstüberwachtes"),
        ("Stand der Technik", "Stands der Technik"),
        ("Verarbeitung natürlicher Sprache", "Verarbeitung natürlicher Sprache"),
        ("Batch-Größe", "Batchgrößen"),
        ("Algorithmus", "Algorithmen"),
        ("Konfusionsmatrix", "Konfusionsmatrizen"),
        ("LLM", "LLMs"),
        ("F1", "F1"),
    ],
)
def test_german(term: str, text: str) -> None:
    assert fold(text, "de") in {fold(form, "de") for form in german_forms(term)}


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("LLM", "LLMen"),
        ("Stand der Technik", "Stand der Techniken"),
        ("Vision-Sprach-Modell", "VisionSprachModell"),
        ("Modell", "Modellierung"),
    ],
)
def test_not_german(term: str, text: str) -> None:
    assert fold(text, "de") not in {fold(form, "de") for form in german_forms(term)}


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("エンコーダー", {"エンコーダー", "エンコーダ"}),
        ("コンピューター・ビジョン", {"コンピューター・ビジョン", "コンピュータービジョン"}),
        ("F1スコア", {"F1スコア", "F1 スコア"}),
        ("AI モデル", {"AI モデル", "AIモデル"}),
        ("層", {"層"}),
    ],
)
def test_japanese(term: str, forms: set[str]) -> None:
    assert set(japanese_forms(term)) == forms


def test_both_spellings_of_taiwan_are_the_same_word() -> None:
    assert set(chinese_forms("實驗計畫")) == {"實驗計畫", "實驗計劃"}
    assert set(chinese_forms("記錄檔")) == {"記錄檔", "紀錄檔"}
    assert chinese_forms("计划") == ("计划",)
