"""What currencies are called everywhere: signs, ISO 4217 codes and price-tag abbreviations.

Words belong to the language files; what stands here is the same in every language. A sign that several
currencies share ('$', '¥') means the usual one and is marked as assumed, unless letters beside it say more:
'US$', 'A$', 'HK$', '$US', 'CN¥'.
"""

from __future__ import annotations


def _codes(written: str) -> frozenset[str]:
    return frozenset(written.split())


# ISO 4217, legal tender and a few codes of the past that prices are still quoted in. BTC is no ISO code, but
# is written like one and nothing else.
CODES = _codes(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTC BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN ESP ETB EUR FJD FKP FRF GBP GEL GHS "
    "GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW "
    "KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO "
    "NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD "
    "XOF XPF YER ZAR ZMW"
)
# Codes that are also written in small letters, and are no words then.
SMALL_CODES = _codes(
    "aud brl btc cad chf cny czk dkk eur gbp hkd huf idr inr jpy krw mxn myr nok nzd pln rub sek sgd thb twd "
    "uah usd vnd zar"
)
# Codes that are words or names as well ('ALL 5 answers', 'COP 29', 'PHP 8'): before a number only with a sum
# that looks like one, and the second half also after one ('20 TOP companies').
WORD_CODES = _codes("AMD ANG ERN ESP KES MUR PAB PHP RON SAR STN TRY")
COMMON_WORD_CODES = _codes("ALL BAM BOB COP CUP GEL LAK MAD MOP PEN SOS TOP")

# Sign -> (code, whether the sign alone leaves the country open).
SIGNS: dict[str, tuple[str, bool]] = {
    "$": ("USD", True),
    "\uff04": ("USD", True),
    "€": ("EUR", False),
    "£": ("GBP", False),
    "￡": ("GBP", False),
    "¥": ("JPY", True),
    "￥": ("JPY", True),
    "₫": ("VND", False),
    "₩": ("KRW", False),
    "￦": ("KRW", False),
    "₹": ("INR", False),
    "₨": ("INR", True),
    "₽": ("RUB", False),
    "₺": ("TRY", False),
    "₴": ("UAH", False),
    "₪": ("ILS", False),
    "₱": ("PHP", False),
    "฿": ("THB", False),
    "₦": ("NGN", False),
    "₵": ("GHS", False),
    "₡": ("CRC", False),
    "₭": ("LAK", False),
    "₮": ("MNT", False),
    "₲": ("PYG", False),
    "₸": ("KZT", False),
    "₼": ("AZN", False),
    "₾": ("GEL", False),
    "៛": ("KHR", False),
    "৳": ("BDT", False),
    "₿": ("BTC", False),
    "円": ("JPY", False),
    "圓": ("JPY", True),
    "元": ("CNY", False),
    "원": ("KRW", False),
}
# Letters before or after a sign that several countries share.
BESIDE: dict[str, dict[str, str]] = {
    "$": {
        "us": "USD", "u": "USD", "usa": "USD", "a": "AUD", "au": "AUD", "aus": "AUD", "c": "CAD",
        "ca": "CAD", "can": "CAD", "cdn": "CAD", "hk": "HKD", "nz": "NZD", "s": "SGD", "sg": "SGD",
        "nt": "TWD", "tw": "TWD", "mx": "MXN", "mex": "MXN", "r": "BRL", "br": "BRL", "ar": "ARS",
        "cl": "CLP", "co": "COP", "col": "COP", "ec": "XCD", "j": "JMD", "jm": "JMD", "tt": "TTD",
        "bds": "BBD", "bm": "BMD", "bs": "BSD", "bn": "BND", "bz": "BZD", "rd": "DOP", "fj": "FJD",
        "gy": "GYD", "na": "NAD", "sb": "SBD", "si": "SBD", "sr": "SRD", "uy": "UYU", "ws": "WST",
        "ky": "KYD",
    },
    "£": {"gb": "GBP", "uk": "GBP", "e": "EGP", "eg": "EGP", "fk": "FKP", "gi": "GIP", "lb": "LBP"},
    "¥": {"jp": "JPY", "cn": "CNY", "rmb": "CNY"},
}  # fmt: skip
BESIDE["\uff04"], BESIDE["￥"], BESIDE["￡"] = BESIDE["$"], BESIDE["¥"], BESIDE["£"]
# Letters that may stand a blank before the sign ('us $ 150 million'): one letter alone may be a word there.
LOOSE_BESIDE = frozenset({"us", "hk", "nz", "nt", "au", "ca", "mx", "sg"})

# Price-tag abbreviations in their own case; `True` where several countries use them.
ABBREVIATIONS: dict[str, tuple[str, bool]] = {
    "Rs": ("INR", True),
    "Rp": ("IDR", False),
    "RM": ("MYR", False),
    "KD": ("KWD", False),
    "Ft": ("HUF", False),
    "Kč": ("CZK", False),
    "zł": ("PLN", False),
    "ZŁ": ("PLN", False),
    "TL": ("TRY", False),
    "NIS": ("ILS", False),
    "RMB": ("CNY", False),
    "VNĐ": ("VND", False),
    "SFr": ("CHF", False),
    "sFr": ("CHF", False),
    "FCFA": ("XOF", True),
    "руб": ("RUB", False),
    "рублей": ("RUB", False),
    "рубля": ("RUB", False),
    "рубль": ("RUB", False),
    "грн": ("UAH", False),
    "лв": ("BGN", False),
    "KSh": ("KES", False),
    "Ksh": ("KES", False),
}

# A bare sign, and the codes with which a code after the number makes it precise: '$1,190.00 AUD'.
SIGN_FAMILY: dict[str, frozenset[str]] = {
    "$": _codes(
        "USD AUD CAD NZD HKD SGD TWD MXN ARS CLP COP UYU BRL DOP XCD JMD TTD BBD BMD BSD BND BZD FJD GYD "
        "KYD LRD NAD SBD SRD"
    ),
    "£": _codes("GBP EGP FKP GIP LBP SYP SDG SHP"),
    "¥": frozenset({"JPY", "CNY"}),
}
# Currencies whose hundredths nobody uses: three digits after a point are thousands there ('Rp 31.500').
WHOLE = _codes("CLP COP HUF IDR IRR ISK JPY KHR KRW LAK MMK MNT PYG UGX UZS VND XAF XOF XPF")

# Country -> currency, for words that several countries share ('Kronen', 'pesos').
COUNTRY_CURRENCY = {
    "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK", "CZ": "CZK", "MX": "MXN", "PH": "PHP", "AR": "ARS",
    "CL": "CLP", "CO": "COP", "UY": "UYU", "CU": "CUP", "DO": "DOP", "CH": "CHF", "GB": "GBP", "EG": "EGP",
    "TR": "TRY", "RO": "RON", "MD": "MDL", "AE": "AED", "MA": "MAD", "SA": "SAR", "QA": "QAR", "OM": "OMR",
    "KW": "KWD", "JO": "JOD", "RS": "RSD", "TN": "TND", "DZ": "DZD", "IQ": "IQD", "BH": "BHD", "IR": "IRR",
}  # fmt: skip
