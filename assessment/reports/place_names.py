"""The names of countries that EU texts write differently from the Unicode list, by language and ISO 3166 code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# English, French, Spanish and Portuguese are those of the authority table “country” of the Publications Office, which
# follows the Interinstitutional Style Guide, as published in OP-TED/eForms-SDK (translations/code_*.xml, commit
# 067d684). Where it calls two places by one name in a language, the Unicode list tells them apart. Arabic is no
# language of the Union: its names are those that the countries ask for at the United Nations.
NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "AG": "Antigua and Barbuda", "BA": "Bosnia and Herzegovina", "BL": "Saint Barthélemy",
        "BQ": "Bonaire, Sint Eustatius and Saba", "CD": "Democratic Republic of the Congo", "CG": "Congo",
        "CV": "Cabo Verde", "FO": "Faroes", "GM": "The Gambia", "GS": "South Georgia and the South Sandwich Islands",
        "HK": "Hong Kong", "HM": "Heard Island and McDonald Islands", "KN": "Saint Kitts and Nevis",
        "LC": "Saint Lucia", "MF": "Saint Martin", "MM": "Myanmar/Burma", "MO": "Macao",
        "PM": "Saint Pierre and Miquelon", "PS": "Palestine", "SH": "Saint Helena, Ascension and Tristan da Cunha",
        "SJ": "Svalbard and Jan Mayen", "ST": "São Tomé and Príncipe", "TC": "Turks and Caicos Islands",
        "TF": "French Southern and Antarctic Lands", "TT": "Trinidad and Tobago",
        "UM": "United States Minor Outlying Islands", "VA": "Holy See", "VC": "Saint Vincent and the Grenadines",
        "VI": "US Virgin Islands", "WF": "Wallis and Futuna",
    },
    "fr": {
        "BQ": "Bonaire, Saint-Eustache et Saba", "CC": "Îles des Cocos", "CD": "République démocratique du Congo",
        "CG": "Congo", "CV": "Cabo Verde", "FK": "Îles Falkland", "GS": "Îles Géorgie du Sud et Sandwich du Sud",
        "HK": "Hong Kong", "HM": "Îles Heard et McDonald", "IQ": "Iraq", "MM": "Myanmar/Birmanie", "MO": "Macao",
        "NU": "Niué", "PS": "Palestine", "SH": "Sainte-Hélène, Ascension et Tristan da Cunha", "SV": "El Salvador",
        "SX": "Sint-Maarten", "TC": "Îles Turks-et-Caïcos", "TF": "Terres australes et antarctiques françaises",
        "TK": "Tokélaou", "TL": "Timor-Oriental", "VA": "Saint-Siège", "VC": "Saint-Vincent-et-les-Grenadines",
        "VI": "Îles Vierges américaines",
    },
    "es": {
        "AX": "Åland", "BH": "Bahréin", "BQ": "Bonaire, San Eustaquio y Saba", "BT": "Bhután",
        "CI": "Costa de Marfil", "CX": "Isla Christmas", "GG": "Guernsey",
        "GS": "Islas Georgias del Sur y Sandwich del Sur", "GW": "Guinea-Bissau", "HK": "Hong Kong", "IQ": "Iraq",
        "KZ": "Kazajstán", "ML": "Malí", "MM": "Myanmar/Birmania", "MO": "Macao", "PS": "Palestina", "QA": "Qatar",
        "SH": "Santa Elena, Ascensión y Tristán da Cunha", "TL": "Timor Oriental",
        "UM": "Islas menores alejadas de los Estados Unidos", "VA": "Santa Sede",
        "VI": "Islas Vírgenes de los Estados Unidos",
    },
    "pt": {
        "BA": "Bósnia-Herzegovina", "BD": "Bangladexe", "BF": "Burquina Fasso",
        "BQ": "Bonaire, Santo Eustáquio e Saba", "CC": "Ilhas Cocos", "CI": "Costa do Marfim",
        "CX": "Ilha Christmas", "FO": "Ilhas Feroe", "GG": "Guernsey", "GU": "Guam", "HK": "Hong Kong",
        "KG": "Quirguizistão", "KI": "Quiribati", "KN": "São Cristóvão e Nevis", "LI": "Liechtenstein",
        "LK": "Seri Lanca", "MM": "Mianmar/Birmânia", "MO": "Macau", "MW": "Malavi", "NU": "Niue",
        "PG": "Papuásia-Nova Guiné", "PM": "São Pedro e Miquelon", "PN": "Pitcairn", "PS": "Palestina",
        "SH": "Santa Helena, Ascensão e Tristão da Cunha", "SM": "San Marino",
        "TF": "Terras Austrais e Antárticas Francesas", "TK": "Tokelau",
        "UM": "Ilhas Menores Distantes dos Estados Unidos", "VA": "Santa Sé", "VI": "Ilhas Virgens",
    },
    "ar": {
        "CD": "جمهورية الكونغو الديمقراطية", "CG": "الكونغو", "CI": "كوت ديفوار", "HK": "هونغ كونغ",
        "MM": "ميانمار/بورما", "MO": "ماكاو", "PS": "فلسطين", "VA": "الكرسي الرسولي",
    },
}  # fmt: skip
