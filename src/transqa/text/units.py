"""Units, currencies and magnitudes: their written forms per language, and what one is worth in another.

A unit is a short canonical name ("ms", "GB", "USD"). Two units of one dimension convert into each other; a currency
converts into nothing but itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

#: Canonical unit -> (dimension, size in the dimension's own measure).
DIMENSIONS: Mapping[str, tuple[str, Fraction]] = {
    unit: (dimension, Fraction(size))
    for dimension, sizes in {
        "time": {
            "ns": "1/1000000000", "us": "1/1000000", "ms": "1/1000", "s": "1", "min": "60", "h": "3600", "d": "86400",
            "wk": "604800", "mo": "2629800", "y": "31557600",
        },
        "length": {
            "nm": "1/1000000000", "um": "1/1000000", "mm": "1/1000", "cm": "1/100", "m": "1", "km": "1000",
            "in": "254/10000", "ft": "3048/10000", "mi": "1609344/1000",
        },
        "area": {
            "mm2": "1/1000000", "cm2": "1/10000", "m2": "1", "km2": "1000000", "ft2": "9290304/100000000",
            "mi2": "2589988110336/1000000",
        },
        "mass": {"mg": "1/1000000", "g": "1/1000", "kg": "1", "t": "1000", "kt": "1000000", "lb": "45359237/100000000", "oz": "283495/10000000"},
        # 1,000 and 1,024 are within the tolerance of each other.
        "data": {"bit": "1/8", "byte": "1", "KB": "1000", "MB": "1000000", "GB": "1000000000", "TB": "1000000000000",
                 "PB": "1000000000000000"},
        "rate": {"bps": "1", "kbps": "1000", "Mbps": "1000000", "Gbps": "1000000000"},
        "frequency": {"Hz": "1", "kHz": "1000", "MHz": "1000000", "GHz": "1000000000"},
        "power": {"W": "1", "kW": "1000", "MW": "1000000", "GW": "1000000000", "TW": "1000000000000"},
        "apparent power": {"kVA": "1000", "MVA": "1000000"},
        "energy": {"Wh": "1", "kWh": "1000", "MWh": "1000000", "GWh": "1000000000", "TWh": "1000000000000"},
        "volume": {"mL": "1/1000", "L": "1"},
        "joules": {"kJ": "1000", "MJ": "1000000"},
        "calories": {"kcal": "1000"},
        "voltage": {"kV": "1000"},
        "pressure": {"hPa": "100", "kPa": "1000", "MPa": "1000000"},
        "bases": {"bp": "1", "kbp": "1000", "Mbp": "1000000", "Gbp": "1000000000"},
        "celsius": {"degC": "1"},
        "fahrenheit": {"degF": "1"},
        "pixels": {"px": "1", "Mpx": "1000000", "Gpx": "1000000000"},
    }.items()
    for unit, size in sizes.items()
}  # fmt: skip

#: Currency -> how to write it after an amount, by language (the key "" is for all others).
CURRENCIES: Mapping[str, Mapping[str, str]] = {
    "USD": {"zh": "美元", "ja": "ドル", "de": "Dollar", "": "USD"},
    "EUR": {"zh-Hans": "欧元", "zh-Hant": "歐元", "ja": "ユーロ", "de": "Euro", "": "EUR"},
    "GBP": {"zh-Hans": "英镑", "zh-Hant": "英鎊", "ja": "ポンド", "de": "Pfund", "": "GBP"},
    "JPY": {"zh-Hans": "日元", "zh-Hant": "日圓", "ja": "円", "de": "Yen", "": "JPY"},
    "CNY": {"zh-Hans": "元人民币", "zh-Hant": "元人民幣", "ja": "元", "de": "Yuan", "": "CNY"},
    "KRW": {"zh-Hans": "韩元", "zh-Hant": "韓元", "ja": "ウォン", "de": "Won", "": "KRW"},
    "INR": {"zh": "卢比", "zh-Hant": "盧比", "ja": "ルピー", "de": "Rupien", "": "INR"},
    "CHF": {"zh": "瑞士法郎", "ja": "スイスフラン", "de": "Franken", "": "CHF"},
    "CAD": {"zh": "加元", "ja": "カナダドル", "": "CAD"},
    "AUD": {"zh": "澳元", "ja": "豪ドル", "": "AUD"},
    "HKD": {"zh-Hans": "港元", "zh-Hant": "港元", "": "HKD"},
    "TWD": {"zh-Hans": "新台币", "zh-Hant": "新臺幣", "": "TWD"},
}
#: What "$" may stand for, and "¥".
DOLLARS = frozenset({"USD", "CAD", "AUD", "HKD", "TWD", "$"})
YEN = frozenset({"JPY", "CNY", "¥"})

#: Signs and codes before or after an amount, in any language.
SIGNS: Mapping[str, str] = {
    "US$": "USD", "$": "$", "＄": "$", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "HK$": "HKD", "NT$": "TWD",
    "€": "EUR", "£": "GBP", "￡": "GBP", "¥": "¥", "￥": "¥", "₩": "KRW", "₹": "INR", "USD": "USD", "EUR": "EUR",
    "GBP": "GBP", "CNY": "CNY", "RMB": "CNY", "JPY": "JPY", "KRW": "KRW", "INR": "INR", "CHF": "CHF", "HKD": "HKD",
    "CAD": "CAD", "AUD": "AUD", "TWD": "TWD", "NTD": "TWD", "人民币": "CNY", "人民幣": "CNY",
}  # fmt: skip

#: Letters right behind a figure, in any language. A small m is a million, a metre or a minute: no reading at all.
LETTERS: Mapping[str, int] = {
    "K": 10**3, "k": 10**3, "M": 10**6, "mn": 10**6, "MM": 10**6, "mln": 10**6, "B": 10**9, "b": 10**9,
    "bn": 10**9, "Bn": 10**9, "BN": 10**9, "T": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip

#: Symbols of units, in any language.
SYMBOLS: Mapping[str, str] = {
    "ns": "ns", "μs": "us", "µs": "us", "us": "us", "ms": "ms", "msec": "ms", "s": "s", "sec": "s", "secs": "s", "min": "min",
    "mins": "min", "h": "h", "hr": "h", "hrs": "h", "nm": "nm", "μm": "um", "µm": "um", "mm": "mm", "cm": "cm", "km": "km",
    "ft": "ft", "mg": "mg", "g": "g", "kg": "kg", "Kg": "kg", "KG": "kg", "lb": "lb", "lbs": "lb", "oz": "oz",
    "bit": "bit", "bits": "bit", "byte": "byte", "bytes": "byte", "KB": "KB", "kB": "KB", "KiB": "KB", "MB": "MB",
    "MiB": "MB", "GB": "GB", "GiB": "GB", "gb": "GB", "Gb": "GB", "TB": "TB", "TiB": "TB", "PB": "PB", "bps": "bps",
    "kbps": "kbps", "Kbps": "kbps", "kbit/s": "kbps", "Mbps": "Mbps", "Gbps": "Gbps", "Hz": "Hz", "hz": "Hz",
    "kHz": "kHz", "KHz": "kHz", "khz": "kHz", "MHz": "MHz", "GHz": "GHz", "W": "W", "kW": "kW", "MW": "MW", "GW": "GW",
    "TW": "TW", "kVA": "kVA", "MVA": "MVA", "mL": "mL", "ml": "mL",
    "Wh": "Wh", "kWh": "kWh", "KWh": "kWh", "MWh": "MWh", "GWh": "GWh", "TWh": "TWh", "°C": "degC", "℃": "degC", "°F": "degF", "℉": "degF", "px": "px",
    "kJ": "kJ", "kcal": "kcal", "kV": "kV", "hPa": "hPa", "kPa": "kPa", "MPa": "MPa", "bp": "bp", "kbp": "kbp", "Mbp": "Mbp",
    "Gbp": "Gbp",
}  # fmt: skip

_ENGLISH: Mapping[str, str] = {
    "nanosecond": "ns", "microsecond": "us", "millisecond": "ms", "second": "s", "minute": "min", "hour": "h", "day": "d",
    "week": "wk", "month": "mo", "year": "y", "yr": "y", "nanometer": "nm", "nanometre": "nm", "micrometer": "um",
    "micron": "um", "millimeter": "mm", "millimetre": "mm", "centimeter": "cm", "centimetre": "cm", "meter": "m",
    "metre": "m", "kilometer": "km", "kilometre": "km", "inch": "in", "inche": "in", "foot": "ft", "mile": "mi",
    "milligram": "mg", "gram": "g", "kilogram": "kg", "kilo": "kg", "tonne": "t", "ounce": "oz", "pixel": "px", "megapixel": "Mpx", "gigapixel": "Gpx",
    "kilobyte": "KB", "megabyte": "MB", "gigabyte": "GB", "terabyte": "TB", "petabyte": "PB", "hertz": "Hz",
    "kilohertz": "kHz", "megahertz": "MHz", "gigahertz": "GHz", "watt": "W", "kilowatt": "kW", "megawatt": "MW",
    "gigawatt": "GW", "kilojoule": "kJ", "megajoule": "MJ", "kilocalorie": "kcal", "kilovolt": "kV", "terawatt": "TW",
    "kilowatt-hour": "kWh", "megawatt-hour": "MWh", "gigawatt-hour": "GWh", "terawatt-hour": "TWh", "litre": "L",
    "liter": "L", "millilitre": "mL", "milliliter": "mL", "kilopascal": "kPa",
    "megapascal": "MPa", "kilobase": "kbp", "megabase": "Mbp", "gigabase": "Gbp", "kiloton": "kt", "kilotonne": "kt",
    "dollar": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "won": "KRW",
    "rupee": "INR", "franc": "CHF", "usd": "USD", "eur": "EUR", "gbp": "GBP", "rmb": "CNY", "cny": "CNY",
}  # fmt: skip
_GERMAN: Mapping[str, str] = {
    "nanosekunde": "ns", "mikrosekunde": "us", "millisekunde": "ms", "sekunde": "s", "minute": "min", "stunde": "h",
    "std": "h", "tag": "d", "tage": "d", "woche": "wk", "monat": "mo", "monate": "mo", "jahr": "y", "jahre": "y",
    "quadratmillimeter": "mm2", "quadratzentimeter": "cm2", "quadratmeter": "m2", "quadratkilometer": "km2",
    "millimeter": "mm", "zentimeter": "cm", "meter": "m", "kilometer": "km", "zoll": "in", "meile": "mi", "gramm": "g",
    "kilogramm": "kg", "kilo": "kg", "tonne": "t", "pixel": "px", "kilobyte": "KB", "megabyte": "MB", "gigabyte": "GB",
    "terabyte": "TB", "hertz": "Hz", "kilohertz": "kHz", "megahertz": "MHz", "gigahertz": "GHz", "watt": "W",
    "kilowatt": "kW", "megawatt": "MW", "gigawatt": "GW", "dollar": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY",
    "franken": "CHF", "usd": "USD", "eur": "EUR",
}  # fmt: skip


def _inflected(**words: str) -> dict[str, str]:
    """Forms of words, by unit: every form -> unit."""
    return {form: unit for unit, forms in words.items() for form in forms.split()}


_FRENCH = _inflected(
    ms="milliseconde", s="seconde", min="minute", h="heure", d="jour", wk="semaine", mo="mois", y="an année", nm="nanomètre",
    mm="millimètre", cm="centimètre", m="mètre", km="kilomètre", g="gramme", kg="kilogramme kilo", t="tonne",
    px="pixel", byte="octet", KB="ko kilooctet kilo-octet", MB="mo mégaoctet", GB="go gigaoctet", TB="to téraoctet",
    PB="po pétaoctet", USD="dollar", EUR="euro", GBP="livre", JPY="yen", CNY="yuan", KRW="won", INR="roupie", CHF="franc",
)  # fmt: skip
_SPANISH = _inflected(
    ms="milisegundo", s="segundo", min="minuto", h="hora", d="día", wk="semana", mo="mes mese", y="año", nm="nanómetro",
    mm="milímetro", cm="centímetro", m="metro", km="kilómetro", mi="milla", g="gramo", kg="kilogramo kilo", t="tonelada",
    px="píxel píxele", KB="kilobyte", MB="megabyte mega", GB="gigabyte giga", TB="terabyte", USD="dólar dólare", EUR="euro",
    GBP="libra", JPY="yen yene", CNY="yuan yuane", KRW="won wone", INR="rupia", CHF="franco",
)  # fmt: skip
_PORTUGUESE = _inflected(
    ms="milissegundo", s="segundo", min="minuto", h="hora", d="dia", wk="semana", mo="mês mese", y="ano", nm="nanômetro",
    mm="milímetro", cm="centímetro", m="metro", km="quilômetro quilómetro", mi="milha", g="grama", kg="quilograma quilo",
    t="tonelada", px="pixel pixei", KB="kilobyte", MB="megabyte", GB="gigabyte", TB="terabyte", USD="dólar dólare",
    EUR="euro", GBP="libra", JPY="iene", CNY="yuan iuane", KRW="won wone", INR="rupia", CHF="franco",
)  # fmt: skip
_ITALIAN = _inflected(
    ms="millisecondo millisecondi", s="secondo secondi", min="minuto minuti", h="ora ore", d="giorno giorni",
    wk="settimana settimane", mo="mese mesi", y="anno anni", nm="nanometro nanometri", mm="millimetro millimetri",
    cm="centimetro centimetri", m="metro metri", km="chilometro chilometri", mi="miglio miglia", g="grammo grammi",
    kg="chilogrammo chilogrammi chilo chili", t="tonnellata tonnellate", px="pixel", KB="kilobyte", MB="megabyte",
    GB="gigabyte", TB="terabyte", USD="dollaro dollari", EUR="euro", GBP="sterlina sterline", JPY="yen", CNY="yuan", KRW="won",
    INR="rupia rupie", CHF="franco franchi",
)  # fmt: skip
#: Forms such as wek are what the ending leaves of a plural: weken.
_DUTCH = _inflected(
    ms="milliseconde", s="seconde", min="minuut minut", h="uur ur", d="dag", wk="week wek", mo="maand", y="jaar jar",
    nm="nanometer", mm="millimeter", cm="centimeter", m="meter", km="kilometer", mi="mijl", g="gram", kg="kilogram kilo",
    t="ton", px="pixel", KB="kilobyte", MB="megabyte", GB="gigabyte", TB="terabyte", USD="dollar", EUR="euro", GBP="pond",
    JPY="yen", CNY="yuan", KRW="won", INR="roepie", CHF="frank",
)  # fmt: skip
_RUSSIAN = _inflected(
    ns="нс", us="мкс", ms="мс миллисекунда миллисекунды миллисекунд миллисекундах", s="сек секунда секунду секунды секунд",
    min="мин минута минуту минуты минут", h="ч час часа часов часах", d="день дня дней сутки суток", wk="неделя неделю недели недель",
    mo="мес месяц месяца месяцев", y="год года лет году", nm="нм", um="мкм", mm="мм миллиметр миллиметра миллиметров",
    cm="см сантиметр сантиметра сантиметров", m="м метр метра метров", km="км километр километра километров",
    mi="миля мили миль", g="грамм грамма граммов", kg="кг килограмм килограмма килограммов", t="т тонна тонны тонн",
    px="пиксель пикселя пикселей", bit="бит бита битов", byte="байт байта байтов", KB="кб килобайт килобайта", MB="мб мегабайт мегабайта",
    GB="гб гигабайт гигабайта", TB="тб терабайт терабайта", PB="пб петабайт петабайта", Hz="гц герц", kHz="кгц", MHz="мгц",
    GHz="ггц", W="вт ватт", kW="квт", MW="мвт", kWh="квт·ч",
    USD="доллар доллара долларов доллары долларам долларах долл", EUR="евро", GBP="фунт фунта фунтов", JPY="иена иены иен",
    CNY="юань юаня юаней", KRW="вона воны вон", INR="рупия рупии рупий", CHF="франк франка франков",
)  # fmt: skip
#: Language -> unit word in lower case and without its plural ending -> unit.
UNIT_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH, "pt": _PORTUGUESE, "it": _ITALIAN, "nl": _DUTCH,
    "ru": _RUSSIAN,
}  # fmt: skip
#: Endings that a unit word may have in the plural.
PLURALS = ("s", "n", "en", "e")

_CHINESE: Mapping[str, str] = {
    "纳秒": "ns", "奈秒": "ns", "微秒": "us", "毫秒": "ms", "秒": "s", "秒钟": "s", "秒鐘": "s", "分钟": "min", "分鐘": "min",
    "小时": "h", "小時": "h", "个小时": "h", "個小時": "h", "钟头": "h", "鐘頭": "h", "天": "d", "周": "wk", "週": "wk",
    "星期": "wk", "个星期": "wk", "個星期": "wk", "个月": "mo", "個月": "mo", "年": "y", "岁": "y", "歲": "y", "纳米": "nm",
    "平方毫米": "mm2", "平方厘米": "cm2", "平方公分": "cm2", "平方米": "m2", "平方公尺": "m2", "平米": "m2", "平方公里": "km2",
    "平方千米": "km2", "平方英尺": "ft2", "平方英呎": "ft2", "平方英里": "mi2", "平方英哩": "mi2",
    "奈米": "nm", "微米": "um", "毫米": "mm", "厘米": "cm", "公分": "cm", "釐米": "cm", "米": "m", "公尺": "m", "公里": "km",
    "千米": "km", "英寸": "in", "英吋": "in", "英尺": "ft", "英呎": "ft", "英里": "mi", "英哩": "mi", "毫克": "mg", "克": "g",
    "公克": "g", "公斤": "kg", "千克": "kg", "吨": "t", "噸": "t", "公吨": "t", "公噸": "t", "磅": "lb", "盎司": "oz",
    "像素": "px", "画素": "px", "畫素": "px", "比特": "bit", "字节": "byte", "位元组": "byte", "位元組": "byte",
    "千字节": "KB", "兆字节": "MB", "吉字节": "GB", "赫兹": "Hz", "赫茲": "Hz", "赫": "Hz", "千赫": "kHz", "千赫兹": "kHz",
    "千赫茲": "kHz", "兆赫": "MHz", "兆赫兹": "MHz", "吉赫": "GHz", "吉赫兹": "GHz", "瓦": "W", "瓦特": "W", "千瓦": "kW",
    "千焦": "kJ", "兆焦": "MJ", "千卡": "kcal", "大卡": "kcal", "千伏": "kV", "百帕": "hPa", "千帕": "kPa", "兆帕": "MPa",
    "碱基": "bp", "鹼基": "bp", "碱基对": "bp", "鹼基對": "bp", "千碱基": "kbp", "千鹼基": "kbp", "千碱基对": "kbp",
    "千鹼基對": "kbp", "兆碱基": "Mbp", "百万碱基": "Mbp", "百萬鹼基": "Mbp", "千吨": "kt", "千噸": "kt",
    "兆瓦": "MW", "吉瓦": "GW", "太瓦": "TW", "瓦时": "Wh", "瓦時": "Wh", "千瓦时": "kWh", "千瓦時": "kWh", "度电": "kWh",
    "度電": "kWh", "兆瓦时": "MWh", "兆瓦時": "MWh", "吉瓦时": "GWh", "吉瓦時": "GWh", "太瓦时": "TWh", "太瓦時": "TWh",
    "千瓦小时": "kWh", "兆瓦小时": "MWh", "百万瓦": "MW", "百萬瓦": "MW", "十亿瓦": "GW", "十億瓦": "GW", "千伏安": "kVA",
    "兆伏安": "MVA", "毫升": "mL", "公升": "L", "摄氏度": "degC", "攝氏度": "degC", "华氏度": "degF",
    "美元": "USD", "美金": "USD", "欧元": "EUR", "歐元": "EUR", "英镑": "GBP", "英鎊": "GBP", "日元": "JPY", "日圆": "JPY",
    "日圓": "JPY", "元人民币": "CNY", "元人民幣": "CNY", "人民币": "CNY", "人民幣": "CNY", "元": "CNY", "块钱": "CNY",
    "韩元": "KRW", "韓元": "KRW", "卢比": "INR", "盧比": "INR", "瑞士法郎": "CHF", "加元": "CAD", "加币": "CAD",
    "加幣": "CAD", "澳元": "AUD", "澳币": "AUD", "澳幣": "AUD", "港元": "HKD", "港币": "HKD", "港幣": "HKD", "新台币": "TWD",
    "新臺幣": "TWD", "新台幣": "TWD", "台币": "TWD", "台幣": "TWD",
}  # fmt: skip
_JAPANESE: Mapping[str, str] = {
    "ナノ秒": "ns", "マイクロ秒": "us", "ミリ秒": "ms", "秒": "s", "秒間": "s", "分間": "min", "時間": "h", "日間": "d",
    "週間": "wk", "か月": "mo", "ヶ月": "mo", "カ月": "mo", "ヵ月": "mo", "ケ月": "mo", "年": "y", "年間": "y", "歳": "y",
    "ナノメートル": "nm", "ミリメートル": "mm", "センチメートル": "cm", "センチ": "cm", "メートル": "m",
    "平方ミリメートル": "mm2", "平方センチメートル": "cm2", "平方メートル": "m2", "平方キロメートル": "km2", "平方フィート": "ft2",
    "キロメートル": "km", "インチ": "in", "フィート": "ft", "マイル": "mi", "グラム": "g", "キログラム": "kg", "トン": "t",
    "ピクセル": "px", "画素": "px", "ビット": "bit", "バイト": "byte", "キロバイト": "KB", "メガバイト": "MB",
    "ギガバイト": "GB", "テラバイト": "TB", "ヘルツ": "Hz", "キロヘルツ": "kHz", "メガヘルツ": "MHz", "ギガヘルツ": "GHz",
    "ワット": "W", "キロワット": "kW", "メガワット": "MW", "ドル": "USD", "米ドル": "USD", "ユーロ": "EUR", "円": "JPY",
    "人民元": "CNY", "元": "CNY", "ウォン": "KRW", "ルピー": "INR", "スイスフラン": "CHF", "カナダドル": "CAD",
    "豪ドル": "AUD",
}  # fmt: skip
_KOREAN: Mapping[str, str] = {
    "나노초": "ns", "마이크로초": "us", "밀리초": "ms", "초": "s", "분": "min", "분간": "min", "시간": "h", "일간": "d",
    "주": "wk", "주간": "wk", "개월": "mo", "달": "mo", "년": "y", "년간": "y", "나노미터": "nm", "밀리미터": "mm",
    "센티미터": "cm", "미터": "m", "킬로미터": "km", "인치": "in", "피트": "ft", "마일": "mi", "그램": "g",
    "킬로그램": "kg", "톤": "t", "픽셀": "px", "비트": "bit", "바이트": "byte", "킬로바이트": "KB", "메가바이트": "MB",
    "기가바이트": "GB", "테라바이트": "TB", "헤르츠": "Hz", "킬로헤르츠": "kHz", "메가헤르츠": "MHz", "기가헤르츠": "GHz",
    "와트": "W", "킬로와트": "kW", "메가와트": "MW", "달러": "USD", "미국 달러": "USD", "유로": "EUR", "파운드": "GBP",
    "엔": "JPY", "위안": "CNY", "원": "KRW", "루피": "INR", "스위스 프랑": "CHF", "캐나다 달러": "CAD",
    "호주 달러": "AUD", "홍콩 달러": "HKD", "대만 달러": "TWD",
}  # fmt: skip
#: Language -> unit written right behind the figure -> unit.
UNIT_SUFFIXES: Mapping[str, Mapping[str, str]] = {"zh": _CHINESE, "ja": _JAPANESE, "ko": _KOREAN}


def _russian(stem: str, endings: str, size: int) -> dict[str, int]:
    return {stem + ending.strip("_"): size for ending in endings.split()}


#: Language -> magnitude word in lower case -> size.
MAGNITUDE_WORDS: Mapping[str, Mapping[str, int]] = {
    "en": {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5,
           "crore": 10**7, "bio": 10**9, "mio": 10**6},
    # The long scale: a German Billion is an English trillion.
    "de": {"hundert": 100, "tausend": 10**3, "tsd": 10**3, "million": 10**6, "millionen": 10**6, "mio": 10**6,
           "milliarde": 10**9, "milliarden": 10**9, "mrd": 10**9, "billion": 10**12, "billionen": 10**12,
           "bio": 10**12, "billiarde": 10**15, "billiarden": 10**15},
    "fr": {"mille": 10**3, "millier": 10**3, "milliers": 10**3, "million": 10**6, "millions": 10**6, "mio": 10**6,
           "milliard": 10**9, "milliards": 10**9, "md": 10**9, "mds": 10**9, "mrd": 10**9, "billion": 10**12,
           "billions": 10**12},
    "es": {"mil": 10**3, "miles": 10**3, "millón": 10**6, "millones": 10**6, "mill": 10**6,
           "millardo": 10**9, "millardos": 10**9, "billón": 10**12, "billones": 10**12},
    # Brazil counts on the short scale, Portugal on the long one; bilhão and bilião tell them apart.
    "pt": {"mil": 10**3, "milhar": 10**3, "milhares": 10**3, "milhão": 10**6, "milhões": 10**6, "mi": 10**6,
           "bilhão": 10**9, "bilhões": 10**9, "bi": 10**9, "trilhão": 10**12, "trilhões": 10**12, "tri": 10**12,
           "bilião": 10**12, "biliões": 10**12},
    "it": {"mila": 10**3, "migliaia": 10**3, "milione": 10**6, "milioni": 10**6, "mln": 10**6, "mio": 10**6,
           "miliardo": 10**9, "miliardi": 10**9, "mld": 10**9, "mrd": 10**9, "bilione": 10**12, "bilioni": 10**12},
    "nl": {"honderd": 100, "duizend": 10**3, "miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9, "mrd": 10**9,
           "biljoen": 10**12, "bln": 10**12},
    "ru": {**_russian("тысяч", "а и у ей е ам ах", 10**3), "тысяч": 10**3, "тыс": 10**3,
           **_russian("миллион", "_ а ов у ам ах ы е", 10**6), "млн": 10**6,
           **_russian("миллиард", "_ а ов у ам ах ы е", 10**9), "млрд": 10**9,
           **_russian("триллион", "_ а ов у ам ах ы е", 10**12), "трлн": 10**12},
}  # fmt: skip
#: Magnitude signs, simplified, traditional, Japanese and Korean. 兆 is 10^12 in Taiwan and Japan, a prefix "mega" on the mainland.
HAN_MAGNITUDES: Mapping[str, int] = {
    "十": 10, "百": 100, "千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
    "십": 10, "백": 100, "천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12,
}  # fmt: skip


def is_currency(unit: str) -> bool:
    """Whether a canonical unit is money."""
    return unit in CURRENCIES or unit in {"$", "¥"}


def same_currency(one: str, other: str) -> bool:
    """Whether two currencies may be the same: "$" is any dollar, "¥" yen or yuan."""
    if one == other:
        return True
    return any({one, other} <= group and sign in (one, other) for group, sign in ((DOLLARS, "$"), (YEN, "¥")))


@lru_cache(maxsize=4096)
def conversion(one: str, other: str) -> Fraction | None:
    """How many of ``other`` make one of ``one``; None where they do not convert."""
    if one == other or (is_currency(one) and is_currency(other) and same_currency(one, other)):
        return Fraction(1)
    first, second = DIMENSIONS.get(one), DIMENSIONS.get(other)
    if first is None or second is None or first[0] != second[0]:
        return None
    return first[1] / second[1]


def currency_word(unit: str, language: str) -> str:
    """The currency as it is written behind an amount in this language."""
    names = CURRENCIES[{"$": "USD", "¥": "JPY"}.get(unit, unit)]
    return names.get(language) or names.get(language.split("-")[0]) or names.get(f"{language}-Hans") or names[""]
