"""Which region of the world a country is counted in; ids are stored in releases and stay what they are.

The regions follow how the EU's external action groups its partners, so that they are the ones officials speak of.
"""

from __future__ import annotations

_COUNTRIES = {
    "european-union": "AT AX BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
    "other-western-europe": "AD CH FO GB GG GI GL IM IS JE LI MC NO SJ SM VA",
    "eastern-europe-balkans-turkiye": "AL AM AZ BA BY GE MD ME MK RS RU TR UA XK",
    "north-africa-middle-east": "AE BH DZ EG EH IL IQ IR JO KW LB LY MA OM PS QA SA SY TN YE",
    "sub-saharan-africa": (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW KE KM LR LS MG ML MR MU MW MZ NA NE NG "
        "RE RW SC SD SH SL SN SO SS ST SZ TD TG TZ UG YT ZA ZM ZW"
    ),
    "central-asia": "KG KZ TJ TM UZ",
    "south-asia": "AF BD BT IN IO LK MV NP PK",
    "south-east-asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "east-asia": "CN HK JP KP KR MN MO TW",
    "pacific": "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TF TK TO TV UM VU WF WS",
    "north-america": "BM CA PM US",
    "latin-america-caribbean": (
        "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC MF "
        "MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI"
    ),
    "antarctica": "AQ BV",
}
REGIONS = {region: frozenset(countries.split()) for region, countries in _COUNTRIES.items()}
_BY_COUNTRY = {country: region for region, countries in REGIONS.items() for country in countries}


def region_of(country: str) -> str:
    """Return the id of a country's region by its ISO 3166 code (XK for Kosovo); empty for what is no country."""
    return _BY_COUNTRY.get(country, "")
