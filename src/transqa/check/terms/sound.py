"""Transliteration as evidence: does a run of Chinese characters sound like a foreign name?

Both sides are reduced to skeletons of consonant classes, because Chinese renders a name syllable by syllable with
vowels that only roughly follow, and the two skeletons are compared by edit distance. The characters that official
transcription tables use for foreign names (新华社译名 tables) are the only ones considered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

#: Characters that transcribe foreign names. A run with others is not a transliteration.
CHARACTERS = frozenset(
    "阿埃艾爱安昂奥澳巴芭白柏拜班邦包宝鲍保北贝本比彼毕别宾滨冰波玻伯博勃卜布采蔡策查昌彻茨慈次措达妲大代戴丹但当道德登邓迪狄底蒂丁东都杜敦顿多厄"
    "俄恩尔法凡范方菲费芬丰冯佛夫弗芙福富伽盖甘冈刚高戈哥格葛根贡古瓜圭郭果哈海汉罕翰豪赫黑亨洪侯胡华怀惠霍基吉季加佳嘉贾简江姜杰捷金津京居君"
    "卡开凯坎康考柯科可克肯孔库夸奎坤昆阔拉腊莱来赖兰朗劳老勒雷蕾黎理里丽利莉列林琳琉隆卢鲁露路伦罗洛吕律略马玛迈麦满曼芒毛茂梅门蒙孟米密明摩莫"
    "墨默姆木慕穆拿那娜纳乃奈南瑙内嫩能尼宁牛纽农努女诺欧帕派潘庞佩彭蓬皮匹平泼珀浦普奇齐契恰钱强乔切钦琴丘邱让热仁日荣茹儒瑞若撒萨塞赛桑瑟森沙"
    "莎珊尚绍舍申圣施石史士什舒朔丝司斯思松苏索所塔台泰坦汤唐陶特腾藤提惕廷汀通图土吐推托脱陀瓦万旺威韦维卫魏温文翁沃乌伍武西希锡席喜夏香肖谢辛"
    "欣兴星雄休修许雪逊雅亚延扬杨耶叶伊依易因英永尤于约云宰赞曾泽扎詹湛张章哲者珍真芝治智朱卓兹子宗祖佐"
)

_SYLLABLE = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([a-zü:]*?)(ng|n)?$")
#: Consonant classes each Mandarin initial may stand for in a foreign name.
_INITIAL = {
    "b": "P", "p": "P", "m": "M", "f": "F", "d": "T", "t": "T", "n": "N", "l": "L", "g": "K", "k": "K", "h": "HF",
    "j": "KS", "q": "KS", "x": "SH", "zh": "S", "ch": "S", "sh": "S", "r": "LS", "z": "ST", "c": "ST", "s": "S",
    "w": "FV", "y": "V",
}  # fmt: skip
_ENGLISH = (
    (r"sch|sh|ch|tch", "S"), (r"ph", "F"), (r"th", "ST"), (r"ck|q", "K"), (r"x", "KS"), (r"c(?=[eiy])", "S"), (r"c", "K"),
    (r"g(?=[eiy])", "KS"), (r"gh|g", "K"), (r"j", "SKV"), (r"[sz]", "S"), (r"[td]", "T"), (r"[pb]", "P"), (r"[fv]", "F"),
    (r"w", "FV"), (r"m", "M"), (r"n", "N"), (r"[lr]", "L"), (r"k", "K"), (r"h", "H"),
)  # fmt: skip
_CONSONANT = re.compile("[bcdfgjklmnpqrstvxz]")
_LETTERS = re.compile("|".join(f"(?P<p{index}>{pattern})" for index, (pattern, _) in enumerate(_ENGLISH)))


def similarity(name: str, pinyin: tuple[str, ...]) -> float:
    """How alike a name and a row of pinyin syllables sound, in [0, 1]; 1 is the same skeleton."""
    wanted, heard = _english(name.lower()), _chinese(pinyin)
    if len(wanted) < 2 or not heard:
        return 0.0
    row = [float(i) for i in range(len(heard) + 1)]
    for one in wanted:
        # H, and an L or R at the end of a syllable, are often left unwritten.
        drop = 0.5 if one in ("H", "L") else 1.0
        previous, row[0] = row[0], row[0] + drop
        for j, other in enumerate(heard, 1):
            cost = 0.0 if set(one) & set(other) else 1.0
            insert = 0.4 if other in ("N", "FV", "V", "HF") else 0.9
            previous, row[j] = row[j], min(row[j] + drop, row[j - 1] + insert, previous + cost)
    return max(0.0, 1 - row[-1] / max(len(wanted), len(heard)))


def consonants(name: str) -> int:
    """How many letters of a name are heard in any language: with few of them likeness of sound tells nothing."""
    return len(_CONSONANT.findall(name.lower()))


@lru_cache(maxsize=4096)
def _english(name: str) -> tuple[str, ...]:
    found = []
    for match in _LETTERS.finditer(name):
        kind = _ENGLISH[int((match.lastgroup or "p0")[1:])][1]
        if kind == "H" and match.start():
            continue
        if kind == "KS" and match.group() == "x":
            found += ["K", "S"]
        elif not found or found[-1] != kind or match.start() != match.end():
            # A doubled letter is one sound.
            if match.start() and name[match.start() - 1] == name[match.start()] and found and found[-1] == kind:
                continue
            found.append(kind)
    return tuple(found)


@lru_cache(maxsize=4096)
def _chinese(pinyin: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for syllable in pinyin:
        match = _SYLLABLE.match(syllable.lower().rstrip("12345"))
        if not match:
            continue
        initial, vowel, final = match.groups()
        if initial and not (initial in "wy" and initial == "y"):
            found.append(_INITIAL[initial])
        if not initial and vowel == "er":
            found.append("L")
        if final:
            found.append("N")
    return tuple(found)


def syllables(text: str, readings: Mapping[str, str]) -> tuple[str, ...]:
    """Pinyin of each character by ``readings`` (character -> numbered pinyin); unknown ones are left out."""
    return tuple(readings[ch] for ch in text if ch in readings)
