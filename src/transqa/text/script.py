"""The two scripts of Chinese and the words of its regions: what cannot stand in a text for the other readers.

A character counts as foreign to a script only if no ordinary text of that script has it: 群 吃 台 里 后 面 着 干 余 云 于 志
belong to both. What belongs to a script is what its old national character set has (GB 2312, Big5) and what OpenCC's
character table does not rewrite, with the corrections below. The words of the regions are a selection from OpenCC's
phrase tables (Apache-2.0): those that the other region does not use in another sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transqa.text.fold import fold

#: In GB 2312 for the sake of names and rare senses, and yet foreign to a simplified text.
_TRADITIONAL_TOO = "後於"
#: Standard on the mainland in names and terms although OpenCC rewrites them: 昇腾, 二噁英; or in Hong Kong and Taiwan: 恒生, 用户, 足迹.
_BOTH = "昇祕囉噁甯龢勣菉蒐谿澂劄甦徧迺頫陞濛甚麽祇剋鍾鉅苧鳽鵟恒迹卧咤糍祢眦叶垯籼鞲厮叁兑囱媪悦愠户捝揾敚棁榅氲涚温煴税脱腽葱蒀蜕"
#: In Big5 as rare characters of their own, and yet foreign to a traditional text.
_SIMPLIFIED_TOO = "与优价体异惊扰扑机极构柜种离网确触适坏听怀洁复党胜"
#: The words of Taiwan with such a character: a peptide, and being short of money.
_WORDS_TOO = "(?!胜肽)(?<!拮)"

#: Words of characters that both scripts have, which only a faulty conversion writes: wrong, right.
_MISCONVERTED = {
    "zh-Hant": (
        "由于 由於 对于 對於 對于 對於 關于 關於 基于 基於 用于 用於 位于 位於 等于 等於 大于 大於 小于 小於 至于 至於 "
        "之后 之後 以后 以後 然后 然後 最后 最後 隨后 隨後 今后 今後 背后 背後 后續 後續 后來 後來 后果 後果 后者 後者 后端 後端 后訓練 後訓練 "
        "這里 這裡 那里 那裡 哪里 哪裡 里面 裡面 特征 特徵 象征 象徵 标准 標準 標准 標準 准確 準確 准備 準備 基准 基準 精准 精準 水准 水準 "
        "范圍 範圍 規范 規範 模范 模範 示范 示範 范例 範例 范式 範式 采用 採用 采取 採取 采樣 採樣 采集 採集 制造 製造 復制 複製 復雜 複雜 "
        "重復 重複 日志 日誌 標志 標誌 數据 數據 根据 根據 依据 依據 證据 證據 几個 幾個 几乎 幾乎 几何 幾何 几種 幾種 游戲 遊戲 戰斗 戰鬥 "
        "聯系 聯繫 關系 關係 係統 系統 係列 系列 體係 體系 控製 控制 限製 限制 機製 機制 製度 制度 麵對 面對 麵臨 面臨 方麵 方面 全麵 全面 "
        "表麵 表面 層麵 層面 頁麵 頁面 介麵 介面 界麵 界面 髮展 發展 髮現 發現 髮生 發生 髮佈 發佈 髮表 發表 開髮 開發 研髮 研發 乾擾 干擾 "
        "幹擾 干擾 乾預 干預 幹預 干預 若乾 若干 若幹 若干 隻有 只有 隻是 只是 隻要 只要 隻能 只能 隻會 只會 隻限 只限 隻需 只需 隻用 只用 "
        "隻不過 只不過 隻剩 只剩"
    ),
    "zh-Hans": (
        "随著 随着 接著 接着 沿著 沿着 意味著 意味着 有著 有着 朝著 朝着 看著 看着 带著 带着 瞭解 了解 乾净 干净 乾燥 干燥 若乾 若干 "
        "特徵 特征 象徵 象征 徵求 征求 夥伴 伙伴 合夥 合伙"
    ),
}
#: The word of the mainland in traditional characters, that of Taiwan. ``-`` stands for a word that the other region uses
#: too: the pair then counts in one direction only.
_REGIONAL = """
軟件 軟體|硬件 硬體|固件 韌體|屏幕 螢幕|鼠標 滑鼠|硬盤 硬碟|磁盤 磁碟|光盤 光碟-|U盤 隨身碟|內存 記憶體|緩存 快取|文件夾 資料夾-
打印 列印|打印機 印表機|服務器 伺服器|網絡 網路|互聯網 網際網路|視頻 影片-|音頻 音訊-|短信 簡訊-|博客 部落格|芯片 晶片-|默認 預設-
激光 雷射|納米 奈米|字符串 字串-|字符 字元|字節 位元組|線程 執行緒|遞歸 遞迴|隊列 佇列|數組 陣列-|堆棧 堆疊-|哈希 雜湊-|鏈接 連結-
鏈表 連結串列|異步 非同步-|調試 除錯-|算法- 演算法|人工智能 人工智慧|智能手機 智慧型手機|程序- 程式|程序員 程式設計師|操作系統 作業系統-
數據庫 資料庫-|源代碼 原始碼|代碼- 程式碼|函數- 函式|界面- 介面|像素- 畫素|分辨率 解析度-|帶寬 頻寬-|筆記本電腦 筆記型電腦
出租車 計程車|移動電話 行動電話|移動設備 行動裝置|集群- 叢集|圖標 圖示-|菜單- 選單|正則表達式 正規表示式|加載 載入-|粘貼 貼上-
重命名 重新命名-|主板 主機板|雲計算 雲端運算|可視化 視覺化-|概率 機率-|擴展名 副檔名|文件名- 檔名|截屏 截圖-|觸摸屏 觸控螢幕|宏- 巨集
命令行 命令列|元數據- 後設資料|實時 即時-|意大利 義大利|新西蘭 紐西蘭|老撾 寮國|沙特阿拉伯 沙烏地阿拉伯|硅谷 矽谷|英偉達 輝達
"""
#: Word, or its beginning: the characters before it, and after it, with which it is part of others. 一隻要飯的狗, 太后面前,
#: 强制造成, 有著名的; 联网路由, 软体动物, 流程式, 尽快取得, 数字元素, 紧固件, 海内存知己, 字節跳動.
_PARTS = {
    "隻": ("一二兩三四五六七八九十百千萬幾數每這那某半首整單有0123456789", ""),
    "后": ("皇太王天母", ""), "里面": ("公英海", ""), "几": ("茶", ""), "復制": ("恢", ""), "麵": ("拉湯泡炒涼冷熱烏", ""),
    "制造": ("強控限管機抑編體專", ""), "層麵": ("千", ""), "全麵": ("", "粉包"), "有著": ("", "作名称述者录"), "随著": ("", "作名称述者录"),
    "看著": ("", "作名称述者录"), "带著": ("", "作名称述者录"), "接著": ("", "作名称述者录"),
    "网路": ("联特", "由径段"), "软体": ("", "动机"), "程式": ("方工课流过进教日", "化"), "快取": ("尽赶", "得消回出下走代胜信决"),
    "列印": ("排", "刷章度象证"), "字元": ("数文", "素件"), "介面": ("媒中简", "临对向"), "选单": ("", "一词个位"),
    "画素": ("绘插漫", "材养描"), "命令列": ("", "表出入举"), "辉达": ("光", "到成"), "函式": ("", "样"), "位元组": ("", "成合"),
    "固件": ("緊堅加", ""), "內存": ("國體海境室年期", "在款貨放有儲留知"), "打印": ("", "度象章"), "鏈接": ("塊", "入受收近"),
    "隊列": ("部軍車團", "裝入出"), "數組": ("少多人", "織合成件"), "字符": ("十數文", "號合"), "主板": ("民", "塊"), "加載": ("", "荷"),
    "實時": ("現真其事確", "間代候刻期常"), "概率": ("", "領先"), "線程": ("直航", "度序式"), "激光": ("刺", "合"),
    "納米": ("歸接容", "比"), "默認": ("", "了"), "短信": ("長", "號息"), "圖標": ("企地", "示註記榜準題明"), "字節": ("", "省約目選跳"),
    "博客": ("", "來"), "命令行": ("", "動為使"), "網絡": ("聯", ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Script:
    """What tells a script apart: ``foreign`` matches runs of the other's characters, ``own`` and ``others`` are those
    that only one of the two has, ``misconverted`` matches words that a faulty conversion left."""

    foreign: re.Pattern[str]
    own: frozenset[str]
    others: frozenset[str]
    misconverted: re.Pattern[str]
    right: dict[str, str]


def script_of(language: str) -> str | None:
    """``zh-Hans`` or ``zh-Hant`` for a tag that names the script, else None."""
    return next((tag for tag in ("zh-Hans", "zh-Hant") if language == tag or language.startswith(tag + "-")), None)


@cache
def script(tag: str) -> Script:
    """The script of ``zh-Hans`` or ``zh-Hant``."""
    traditional, simplified = _characters()
    own, others = (simplified, traditional) if tag == "zh-Hans" else (traditional, simplified)
    words = _MISCONVERTED[tag].split()
    right = dict(zip(words[::2], words[1::2], strict=True))
    one = f"[{re.escape(''.join(sorted(others)))}]"
    if tag == "zh-Hant":
        one = f"(?:{_WORDS_TOO}{one})"
    return Script(re.compile(f"{one}+(?:[\u4e00-\u9fff]{one}+)*"), own, others, _any_of(right), right)


@cache
def _characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only traditional, and that only simplified text has."""
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    plain = fold(every, "zh")
    changed = [(old, new) for old, new in zip(every, plain, strict=True) if old != new]
    traditional = {old for old, _ in changed if not _encodes(old, "gb2312")} | set(_TRADITIONAL_TOO)
    simplified = {new for _, new in changed if not _encodes(new, "big5")} | set(_SIMPLIFIED_TOO)
    return frozenset(traditional - set(_BOTH)), frozenset(simplified - set(_BOTH) - traditional)


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def part_of_another(text: str, start: int, end: int) -> bool:
    """Whether what looks like a wrong word is only a piece of right ones there."""
    word, before, after = text[start:end], text[start - 1 : start] or "\0", text[end : end + 1] or "\0"
    return any(word.startswith(key) and (before in left or after in right) for key, (left, right) in _PARTS.items())


def converted(text: str, tag: str) -> str:
    """The text in the script of ``tag``, by OpenCC, phrase by phrase."""
    return _converter("t2s" if tag == "zh-Hans" else "s2tw").convert(text)  # type: ignore[no-any-return, attr-defined]


@cache
def _converter(name: str) -> object:
    import opencc

    return opencc.OpenCC(name)


@cache
def of_other_region(text: str, tag: str) -> bool:
    """Whether a folded text has words that OpenCC's phrase tables replace for the readers of ``tag``: 资料集, 软体."""
    traditional = _converter("s2t").convert(text)  # type: ignore[attr-defined]
    here = _converter("tw2sp").convert(traditional) if tag == "zh-Hans" else _converter("s2twp").convert(text)  # type: ignore[attr-defined]
    return fold(here, "zh") != text


@cache
def regional(tag: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What matches words of the other region, and what each of them is here."""
    right: dict[str, str] = {}
    for row in _REGIONAL.replace("\n", "|").split("|"):
        if not row:
            continue
        mainland, taiwan = row.split()
        if tag == "zh-Hant" and not mainland.endswith("-"):
            right[mainland] = taiwan.rstrip("-")
        elif tag == "zh-Hans" and not taiwan.endswith("-"):
            right[_simple(taiwan)] = _simple(mainland.rstrip("-"))
    return _any_of(right), right


def _simple(text: str) -> str:
    return fold(text, "zh").upper()


def _any_of(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
