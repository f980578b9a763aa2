"""The scorecard as data for JSON, in the stable shape that other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fractions import Fraction

    from assessment.domain.scorecard import Band, Figures, ItemResult, Scorecard


def to_json(scorecard: Scorecard) -> dict[str, Any]:
    """Return plain data: fractions as "8/3" or "5", bands and severities as words, what is withheld as None."""
    return {
        "questionnaire": scorecard.questionnaire,
        "version": scorecard.version,
        "fingerprint": scorecard.fingerprint,
        "scoring_model": scorecard.scoring_model,
        "depth": scorecard.depth.word,
        "requirements": [
            _figures(row) | {"subsections": [_figures(part) for part in row.subsections]}
            for row in scorecard.requirements
        ],
        "targets_met": scorecard.targets_met,
        "targets_of": scorecard.targets_of,
        "items": [_item(result) for result in scorecard.items],
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "id": figures.id,
        "known": str(figures.known),
        "dont_know": str(figures.dont_know),
        "open": str(figures.open),
        "credit": str(figures.credit),
        "score": _fraction(figures.score),
        "low": _fraction(figures.low),
        "high": _fraction(figures.high),
        "coverage": _fraction(figures.coverage),
        "known_share": _fraction(figures.known_share),
        "evidence_share": _fraction(figures.evidence_share),
        "not_applicable_share": _fraction(figures.not_applicable_share),
        "band": _band(figures.band),
        "uncapped_band": _band(figures.uncapped_band),
        "critical_gaps": list(figures.critical_gaps),
        "exposure": figures.exposure.word,
        "target": figures.target.word,
        "gap": figures.gap,
        "weight_sensitive": figures.weight_sensitive,
    }


def _item(result: ItemResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "status": result.status.value,
        "inherits": result.inherits.value if result.inherits else None,
        "value": _fraction(result.value),
        "weight": result.weight,
    }


def _fraction(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _band(band: Band | None) -> str | None:
    return None if band is None else band.word
