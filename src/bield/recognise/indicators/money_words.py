"""Currencies as people write them in 24 languages, and words for thousands and millions.

A name that several currencies share stands for itself («pesos», «kr», «riyal»): which of them
is meant, the sum does not say. `_` stands for a blank; all is folded when the module is loaded.
"""

from __future__ import annotations

from bield.recognise.indicators.reading import words

_CURRENCIES = {
    "USD": "$ us$ usd u.s.d dollar dollars bucks us_dollars us-dollar u.s._dollars usd$ "
    "united_states_dollars american_dollars us_dollar dólares dólar dollari dollaro dollaria "
    "dollareja dolarów dolary dolara dolarach dolarů dollár dollárt dolar doları dolari "
    "доллар доллара долларов долл баксов бакса долар долара доларів баксів δολάρια δολαρίων "
    "दॉलर डॉलर دولار دولارا دولارات",
    "GBP": "£ gbp pound pounds quid pounds_sterling british_pounds pfund livres_sterling libras",
    "EUR": "€ eur euro euros eura euroa eurot eurót eurós евро євро ευρώ यूरो يورو",
    "AUD": "a$ aud au$ australian_dollars", "CAD": "c$ cad ca$ canadian_dollars",
    "NZD": "nz$ nzd", "SGD": "s$ sgd", "HKD": "hk$ hkd", "TWD": "nt$ twd",
    "NGN": "₦ ngn naira", "GHS": "gh₵ ₵ ghs cedis cedi", "KES": "ksh kes kshs", "ZAR": "r zar rand",
    "UGX": "ugx", "XOF": "xof fcfa cfa f_cfa francs_cfa", "MAD": "mad",
    "INR": "₹ inr rs rs. rupees rupee रुपये रुपए रुपया रू", "PKR": "pkr", "BDT": "৳ bdt taka",
    "PHP": "₱ php", "IDR": "idr rp rupiah", "MYR": "rm myr ringgit", "THB": "฿ thb baht",
    "VND": "₫ vnd", "JPY": "¥ jpy yen", "CNY": "cny rmb yuan cn¥", "KRW": "₩ krw won",
    "MXN": "mx$ mxn pesos_mexicanos", "ARS": "ars pesos_argentinos", "COP": "cop",
    "pesos": "pesos peso", "BRL": "r$ brl reais real",
    "CHF": "chf sfr franken francs_suisses", "francs": "francs",
    "SEK": "sek", "NOK": "nok", "DKK": "dkk", "kr": "kr kronor kroner kronen",
    "ISK": "isk", "PLN": "zł pln złotych złote złoty", "CZK": "kč czk korun koruny",
    "HUF": "huf ft forint forintot", "RON": "ron lei", "BGN": "bgn лева leva",
    "TRY": "₺ tl lira lirası try",
    "RUB": "₽ rub rubles руб рублей рубля рубли р", "UAH": "₴ uah грн гривень гривні гривен",
    "KZT": "₸ kzt тенге", "ILS": "₪ ils shekel shekels",
    "SAR": "sar ريال_سعودي", "riyal": "ريال", "AED": "aed درهم_إماراتي", "dirham": "درهم",
    "EGP": "egp جنيه جنيها", "dinar": "دينار",
    "BTC": "₿ btc bitcoin bitcoins bitcoini bitcoinů биткоин биткоина биткоинов биткоїн बिटकॉइन "
    "بيتكوين", "ETH": "eth ether ethereum", "LTC": "ltc litecoin", "XMR": "xmr monero",
    "USDT": "usdt tether", "DOGE": "doge dogecoin", "TRX": "trx", "BCH": "bch", "XRP": "xrp",
    "SOL": "sol",
}  # fmt: skip
CURRENCIES = {word: code for code, listed in _CURRENCIES.items() for word in words(listed)}

CJK_CURRENCIES = {
    word: code
    for code, listed in {
        "USD": "ドル 米ドル 美元 美金 美刀 달러", "EUR": "ユーロ 欧元 歐元 유로",
        "JPY": "円 日元 엔", "CNY": "元 人民币 人民幣 块 块钱", "KRW": "ウォン 원",
        "BTC": "ビットコイン 比特币 比特幣 비트코인",
        "TWD": "台币 台幣 新台幣", "HKD": "港币 港元", "USDT": "泰达币",
    }.items()
    for word in words(listed)
}  # fmt: skip
"""Of languages that write a currency onto the number, and the next word onto the currency."""

BEFORE = frozenset(
    words(
        "usd gbp eur aud cad nzd sgd ngn ghs kes ksh kshs zar ugx inr rs rs. pkr idr rp myr rm thb "
        "jpy cny rmb krw mxn ars cop brl chf sfr sek nok dkk kr isk pln czk huf ft ron try tl rub "
        "uah aed sar egp mad php xof fcfa cfa btc eth ltc xmr usdt u.s.d euro euros dollar dollars "
        "bitcoin usd$ us_dollars r ₿"
    )
)
"""Words that are written before a number as well."""
DOUBTFUL_BEFORE = frozenset(
    words("php cad euro euros sek try ron r cfa rm mad sol cop sar ars bitcoin eth rp kr rs ft tl")
)
"""Of these, words that stand before numbers which are no sums: «PHP 8.2», «Euro 6», «EURO 2024»,
«AutoCAD 2024»: a small number, or one that may be a year, is not taken for a sum."""
NEVER_BEHIND = frozenset(words("r rm rp rs. us$"))
"""«5 r», «20 rm»: no sum is written so."""
IN_CAPITALS = {
    word.lower(): word for word in ("Ft", "SOL", "TRY", "MAD", "RON", "COP", "SAR", "ARS", "SEK")
}
"""Words behind a number that are other words too, unless written just so: «6 ft», «30 sek»."""

SCALES = {
    word: size
    for size, listed in {
        100: "hundred",
        1_000: "k grand thousand tausend tsd mille mil mila duizend tysięcy tysiące tys tisíc "
        "tisíce tis tusen tusind tuhatta tuhat bin тыс тысяч тысячи тисяч тис हज़ार हजार "
        "ezer mii χιλιάδες ألف آلاف", 100_000: "lakh lakhs लाख",
        1_000_000: "million millions mio millionen millón millones milioni milhão milhões miljoen "
        "mln миллион миллиона миллионов млн milyon milioane m",
    }.items()
    for word in words(listed)
}  # fmt: skip
CJK_SCALES = {
    word: size
    for size, listed in {10_000: "万 萬 만", 1_000: "千 천", 100: "百 백"}.items()
    for word in words(listed)
}
