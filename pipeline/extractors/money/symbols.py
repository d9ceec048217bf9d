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
    "¢": ("", False),  # 'GH¢', else cents
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
BESIDE["₵"] = BESIDE["¢"] = {"gh": "GHS"}
# Letters that may stand a blank before the sign ('us $ 150 million'): one letter alone may be a word there.
LOOSE_BESIDE = frozenset({"us", "hk", "nz", "nt", "au", "ca", "mx", "sg"})

# Price-tag abbreviations in their own case; `True` where several countries use them.
ABBREVIATIONS: dict[str, tuple[str, bool]] = {
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
    "руб": ("RUB", False),
    "рублей": ("RUB", False),
    "рубля": ("RUB", False),
    "рубль": ("RUB", False),
    "грн": ("UAH", False),
    "лв": ("BGN", False),
    "KSh": ("KES", False),
    "Ksh": ("KES", False),
    "KShs": ("KES", False),
    "TSh": ("TZS", False),
    "Tsh": ("TZS", False),
    "TShs": ("TZS", False),
    "USh": ("UGX", False),
    "Ush": ("UGX", False),
    "UShs": ("UGX", False),
    "Frw": ("RWF", False),
    "FRw": ("RWF", False),
    "FBu": ("BIF", False),
    "DH": ("MAD", True),
    "Dhs": ("AED", True),
    "Kz": ("AOA", False),
}
# Letters with signs: 'S/ 500', 'S/.500', 'B/.500'.
SIGNED: dict[str, tuple[str, str]] = {"S": ("/.", "PEN"), "B": ("/.", "PAB")}
# The same where several countries share the letters, or letters mean much else: abbreviation -> (name in
# `families`, usual reading, what else it may be).
SHARED: dict[str, tuple[str, str, str]] = {
    "Rs": ("rupee", "INR", ""),
    "Sh": ("shilling", "", ""),
    "Shs": ("shilling", "", ""),
    "FCFA": ("cfa", "XOF", ""),
    "CFA": ("cfa", "XOF", ""),
    **{letters: (letters, "", "letter") for letters in "BD Br Bs D JD K L MT N P Q QR R SR".split()},  # noqa: SIM905
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

# Currency:countries in which it is legal tender (CLDR; a test compares).
TENDER = (
    "AED:AE AFN:AF ALL:AL AMD:AM AOA:AO ARS:AR AUD:AU,CC,CX,HM,KI,NF,NR,TV AWG:AW AZN:AZ BAM:BA BBD:BB "
    "BDT:BD BGN:BG BHD:BH BIF:BI BMD:BM BND:BN BOB:BO BRL:BR BSD:BS BTN:BT BWP:BW BYN:BY BZD:BZ CAD:CA "
    "CDF:CD CHF:CH,LI CLP:CL CNY:CN COP:CO CRC:CR CUP:CU CVE:CV CZK:CZ DJF:DJ DKK:DK,FO,GL DOP:DO DZD:DZ "
    "EGP:EG ERN:ER ETB:ET EUR:AD,AT,AX,BE,BL,CY,DE,EE,ES,EU,FI,FR,GF,GP,GR,HR,IE,IT,LT,LU,LV,MC,ME,MF "
    "EUR:MQ,MT,NL,PM,PT,RE,SI,SK,SM,TF,VA,XK,YT "
    "FJD:FJ FKP:FK GBP:GB,GG,GS,IM,JE GEL:GE GHS:GH GIP:GI GMD:GM GNF:GN GTQ:GT GYD:GY HKD:HK HNL:HN HTG:HT "
    "HUF:HU IDR:ID ILS:IL,PS INR:BT,IN IQD:IQ IRR:IR ISK:IS JMD:JM JOD:JO,PS JPY:JP KES:KE KGS:KG KHR:KH "
    "KMF:KM KPW:KP KRW:KR KWD:KW KYD:KY KZT:KZ LAK:LA LBP:LB LKR:LK LRD:LR LSL:LS LYD:LY MAD:EH,MA MDL:MD "
    "MGA:MG MKD:MK MMK:MM MNT:MN MOP:MO MRU:MR MUR:MU MVR:MV MWK:MW MXN:MX MYR:MY MZN:MZ NAD:NA NGN:NG "
    "NIO:NI NOK:BV,NO,SJ NPR:NP NZD:CK,NU,NZ,PN,TK OMR:OM PAB:PA PEN:PE PGK:PG PHP:PH PKR:PK PLN:PL PYG:PY "
    "QAR:QA RON:RO RSD:RS RUB:RU RWF:RW SAR:SA SBD:SB SCR:SC SDG:SD SEK:SE SGD:SG SHP:SH SLE:SL SOS:SO "
    "SRD:SR SSP:SS STN:ST SYP:SY SZL:SZ THB:TH TJS:TJ TMT:TM TND:TN TOP:TO TRY:TR TTD:TT TWD:TW TZS:TZ "
    "UAH:UA UGX:UG USD:AS,BQ,EC,FM,GU,HT,IO,MH,MP,PA,PR,PW,SV,TC,TL,UM,US,VG,VI,ZW UYU:UY UZS:UZ VES:VE "
    "VND:VN VUV:VU WST:WS XAF:CF,CG,CM,GA,GQ,TD XCD:AG,AI,DM,GD,KN,LC,MS,VC XCG:CW,SX "
    "XOF:BF,BJ,CI,GW,ML,NE,SN,TG XPF:NC,PF,WF YER:YE ZAR:LS,NA,ZA ZMW:ZM ZWG:ZW"
)
