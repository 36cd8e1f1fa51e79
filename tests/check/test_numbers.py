"""Pairs of sentences whose numbers agree, and pairs where one does not."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transqa.check.numbers import Comparison, compare
from transqa.check.pair import Side
from transqa.model import Block, BlockKind, Span
from transqa.parse import parse_text


def compared(source: str, target: str, languages: str = "en zh-Hans") -> Comparison:
    sides = []
    for text, language in zip((source, target), languages.split(), strict=True):
        document = parse_text(text, path="text.md", language=language)
        sides.append(Side(document, document.blocks))
    return compare(*sides)


def complaints(source: str, target: str, languages: str = "en zh-Hans") -> list[str]:
    """What is wrong, as "source -> target", with nothing on one side for what is missing or added."""
    comparison = compared(source, target, languages)
    found = [
        f"{source[change.source.start : change.source.end]} -> {target[change.target.start : change.target.end]}"
        for change in comparison.changed
    ]
    found += [f"{source[one.start : one.end]} ->" for one in comparison.missing]
    return found + [f"-> {target[one.start : one.end]}" for one in comparison.added]


#: What unread words may explain, and numbers as the languages write them.
AGREE_ELSEWHERE = [
    ("en sw", "It has 1.5 million users.", "Ina watumiaji milioni 1.5."),
    ("en vi", "It has 128,000 users.", "Nó có 128 nghìn người dùng."),
    ("en sw", "It fell by 91%.", "Ilishuka kwa asilimia 91."),
    ("vi en", "Nó có 2,5 tỷ người dùng.", "It has 2.5 billion users."),
    ("en id", "It is 10 miles away.", "Jaraknya 16 kilometer."),
    ("en sw", "It costs 3.14 euros and $2.5 billion.", "Inagharimu yuro 3.14 na dola bilioni 2.5."),
    (
        "en fr",
        "It took 3 days and 20 people, half of 50%.",
        "Cela a pris trois jours à une vingtaine de personnes, la moitié de la moitié.",
    ),
    ("en fr", "It starts at 3:30 p.m.", "Cela commence à 15 h 30."),
    ("en pl", "It starts at 3:30 p.m.", "Zaczyna się o 15.30."),
    ("en de", "It costs €300 million.", "Es kostet 300 Millionen €."),
    ("en ru", "It has hundreds of thousands of users.", "У неё сотни тысяч пользователей."),
    ("en ko", "It raised $10 million to $20 million.", "1천만~2천만 달러를 유치했다."),
    ("ko en", "약 3분의 2가 산다.", "About two-thirds live there."),
    ("en es", "It has 12,500 images.", "12.500 imágenes."),
    ("fr en", "Il compte 1,5 million d’utilisateurs.", "It has 1.5 million users."),
]
DIFFER_ELSEWHERE = [
    ("en sw", "It has 12,500 images.", "Ina picha 12,800.", ["12,500 -> 12,800"]),
    ("en sw", "The loss is 0.25.", "Hasara ni 0.52.", ["0.25 -> 0.52"]),
    ("en vi", "It has 12,500 images.", "Nó có 12.800 hình ảnh.", ["12,500 -> 12.800"]),
    ("en fr", "It has 1.5 million users.", "Il compte 1,5 milliard d’utilisateurs.", ["1.5 million -> 1,5 milliard"]),
    ("en ru", "It has 64 GPUs.", "У неё есть GPU.", ["64 ->"]),
    ("en ko", "It raised $2.5 billion.", "25만 달러를 유치했다.", ["$2.5 billion -> 25만 달러"]),
    ("en fr", "It came on 6 May.", "Il est venu le 6 juin.", ["May -> juin"]),
    ("en sw", "It has 1,250 images.", "Ina picha 125,000.", ["1,250 ->", "-> 125,000"]),
]


@pytest.mark.parametrize(("languages", "source", "target"), AGREE_ELSEWHERE)
def test_agree_in_other_languages(languages: str, source: str, target: str) -> None:
    assert complaints(source, target, languages) == []


@pytest.mark.parametrize(("languages", "source", "target", "said"), DIFFER_ELSEWHERE)
def test_differ_in_other_languages(languages: str, source: str, target: str, said: list[str]) -> None:
    assert complaints(source, target, languages) == said


AGREE = [
    # Magnitudes.
    ("It has 1.5 million users.", "它有 150 万用户。"),
    ("It has 1.5 million users.", "它有150万用户。"),
    ("It has 9 billion users.", "它有 90 亿用户。"),
    ("It serves almost 6 billion people.", "它为近 60 亿人服务。"),
    ("A 175B model.", "一个 1750 亿参数的模型。"),
    ("A 175B model.", "一个 175B 的模型。"),
    ("A 175-billion-parameter model.", "一个 1750 亿参数的模型。"),
    ("The 1.2B parameters are frozen.", "12 亿参数都被冻结。"),
    ("Trained on 3 trillion tokens.", "在 3 万亿个 token 上训练。"),
    ("Trained on 3T tokens.", "在 3 万亿个 token 上训练。"),
    ("Trained on 780 billion tokens.", "在 7800 亿个 token 上训练。"),
    ("It has 1,836 tasks.", "它有 1836 个任务。"),
    ("It has 1836 tasks.", "它有 1,836 个任务。"),
    ("30,000 more instructions.", "另外 3 万条指令。"),
    ("up to 30k more instructions", "多达 3 万条指令"),
    ("about 700,000 words", "约 70 万字"),
    ("a batch of 0.9M tokens", "90 万个 token 的批次"),
    ("a corpus of 12.5k hours", "1.25 万小时的语料"),
    ("half a million images", "50 万张图片"),
    ("one and a half million images", "150 万张图片"),
    ("two hundred thousand images", "二十万张图片"),
    ("a hundred thousand images", "十万张图片"),
    ("three thousand five hundred rows", "三千五百行"),
    ("35,000 rows", "3 万 5 千行"),
    ("120 million rows", "1 亿 2000 万行"),
    ("a million images", "一百万张图片"),
    ("more than 1 million images", "100 多万张图片"),
    ("over 1,800 tasks", "1800 多个任务"),
    ("1,836 tasks", "1800 余个任务"),
    ("20-odd models", "二十多个模型"),
    ("a dozen models", "十几个模型"),
    ("a dozen models", "12 个模型"),
    ("a few dozen tasks", "几十个任务"),
    ("dozens of tasks", "数十个任务"),
    ("hundreds of tasks", "数百个任务"),
    ("hundreds of tasks", "上百个任务"),
    ("thousands of tasks", "数千个任务"),
    ("thousands of tasks", "成千上万的任务"),
    ("tens of thousands of tasks", "数万个任务"),
    ("hundreds of thousands of tasks", "数十万个任务"),
    ("millions of users", "数百万用户"),
    ("tens of millions of users", "数千万用户"),
    ("hundreds of millions of users", "数亿用户"),
    ("billions of parameters", "数十亿参数"),
    ("several hundred tasks", "几百个任务"),
    ("a couple of thousand tasks", "几千个任务"),
    ("10^6 samples", "100 万个样本"),
    ("5×10^4 samples", "5 万个样本"),
    ("a rate of 1e-4", "学习率为 0.0001"),
    ("a rate of 3e-4", "学习率为 3e-4"),
    # Money.
    ("It raised $125M.", "它融资 1.25 亿美元。"),
    ("It raised $1.5B.", "它融资 15 亿美元。"),
    ("It raised $1.5 billion.", "它融资 15 亿美元。"),
    ("It raised 1.5 billion dollars.", "它融资 15 亿美元。"),
    ("It raised US$1.5bn.", "它融资15亿美元。"),
    ("It raised USD 1.5 billion.", "它融资 15 亿美元。"),
    ("It raised €20m.", "它融资 2000 万欧元。"),
    ("It raised £3.2 million.", "它融资 320 万英镑。"),
    ("It costs ¥500.", "它要 500 日元。"),
    ("It costs 200 yuan.", "它要 200 元。"),
    ("It costs $0.65 per pair.", "每对 0.65 美元。"),
    ("It raised $10 to 20 million.", "它融资 1000 万至 2000 万美元。"),
    ("It raised $10-20 million.", "它融资 1000-2000 万美元。"),
    ("from $10 million to $20 million", "从 1000 万美元增至 2000 万美元"),
    # Percent, fractions, multiples.
    ("50% of the data", "一半的数据"),
    ("half of the data", "50% 的数据"),
    ("half of the data", "一半的数据"),
    ("50 percent of the data", "五成数据"),
    ("30% of the users", "三成用户"),
    ("fifty percent of the data", "百分之五十的数据"),
    ("two-thirds of the data", "三分之二的数据"),
    ("a third of the data", "三分之一的数据"),
    ("a quarter of the data", "四分之一的数据"),
    ("three quarters of the data", "75% 的数据"),
    ("2/3 of the data", "三分之二的数据"),
    ("one in five users", "五分之一的用户"),
    ("7 out of 10 runs fail", "10 次运行有 7 次失败"),
    ("up 2.1 percentage points", "提高 2.1 个百分点"),
    ("up 2.1 points", "提高 2.1 个百分点"),
    ("between 10 and 20%", "在 10% 到 20% 之间"),
    ("10-20% of the users", "10%至20%的用户"),
    ("a cut of 50 basis points", "下调 0.5 个百分点"),
    ("twice as fast", "快两倍"),
    ("twice the size", "大小的 2 倍"),
    ("It doubled the score.", "它使得分翻了一番。"),
    ("The price doubled.", "价格增加了一倍。"),
    ("2.5x faster", "快 2.5 倍"),
    ("10 times faster", "快 10 倍"),
    ("a tenfold increase", "增长了 9 倍"),
    ("a tenfold increase", "增长到 10 倍"),
    ("10x smaller", "缩小到十分之一"),
    ("10× fewer samples", "样本减少到 1/10"),
    ("100% of them", "所有这些"),
    # Ranges, sizes, ratios.
    ("10 to 20 million users", "1000 万至 2000 万用户"),
    ("10-20 layers", "10～20 层"),
    ("7B to 65B parameters", "70 亿到 650 亿参数"),
    ("images of 64x64", "64×64 的图像"),
    ("images of 1024 x 1024 pixels", "1024×1024 像素的图像"),
    ("images of 300 by 450 pixels", "300 和 450 像素的图像"),
    ("a 3x3 kernel", "3 乘 3 的卷积核"),
    ("a ratio of 3:1", "3 比 1 的比例"),
    ("a ratio of 3 to 1", "3 比 1 的比例"),
    ("It is ±5%.", "误差为 ±5%。"),
    # Units.
    ("sampled at 24kHz", "以 24kHz 采样"),
    ("sampled at 24 kHz", "以 24 千赫采样"),
    ("compressed to 6kbps", "压缩到 6kbps"),
    ("an 80 GB card", "一块 80GB 的显卡"),
    ("an 80GB card", "一块 80G 的显卡"),
    ("8-bit weights", "8 位权重"),
    ("4-bit weights", "4 比特权重"),
    ("It takes 35 ms.", "需要 35 毫秒。"),
    ("It weighs 12 kg.", "它重 12 公斤。"),
    ("It ran 10 miles.", "它跑了 16 公里。"),
    ("It ran for 24 hours.", "它跑了一天。"),
    ("It ran for two weeks.", "它跑了 14 天。"),
    ("a three-year study", "一项为期三年的研究"),
    ("two and a half years", "两年半"),
    ("18 months", "一年半"),
    ("six months", "半年"),
    ("half a year", "6 个月"),
    ("30 minutes", "半小时"),
    ("over the past decade", "过去十年里"),
    ("two decades ago", "二十年前"),
    # Dates.
    ("on May 6", "5 月 6 日"),
    ("on May 6, 2022", "2022 年 5 月 6 日"),
    ("on 6 May 2022", "2022年5月6日"),
    ("on the 6th of May", "5 月 6 日"),
    ("on 2022-05-06", "2022 年 5 月 6 日"),
    ("in June 2022", "2022 年 6 月"),
    ("in Q3 2022", "2022 年第三季度"),
    ("in the third quarter of 2022", "2022 年第三季度"),
    ("in the 1990s", "20 世纪 90 年代"),
    ("in the nineties and 2010s", "九十年代和 2010 年代"),
    ("in early February", "2 月初"),
    ("in 2022", "二〇二二年"),
    ("the 21st century", "21 世纪"),
    ("We may march in 3 lines.", "我们可以排成 3 行前进。"),
    # Numbers that are no amounts.
    ("See Figure 3 and Table 2.", "见图 3 和表 2。"),
    ("GPT-3.5 and T5-11B on RTX 3090", "GPT-3.5、T5-11B 与 RTX 3090"),
    ("Python 3.11 and CUDA 11.8", "Python 3.11 和 CUDA 11.8"),
    ("Llama 2 70B beats GPT-3 175B.", "Llama 2 70B 胜过 GPT-3 175B。"),
    ("As shown in [4] and [12, 13].", "如文献所示。"),
    ("FLAN¹ and T5⁸ came later⁴.", "FLAN 和 T5 出现得更晚。"),
    ("(1) tasks, (2) sizes", "任务和规模"),
    ("arXiv 2210.11416", "论文"),
    ("the top-5 accuracy", "前五准确率"),
    ("# 6. A New Model", "# 新模型"),
    ("In 2022, the field changed.", "这一领域变了样。"),
    ("the one that fits both", "两者都适合的那个"),
    ("a few of the first", "最早的几个"),
    # Words for small numbers.
    ("5 models", "五个模型"),
    ("five models", "5 个模型"),
    ("twenty-five models", "25 个模型"),
    ("both models", "两个模型"),
    ("the third chapter", "第 3 章"),
    ("the 12th edition", "第十二版"),
    ("zero-shot and 5-shot", "零样本和 5 样本"),
    ("three or four models", "三四个模型"),
    ("in four steps", "四步即可"),
    # Full-width and unusual figures.
    ("35% of 12 runs", "１２次运行的３５％"),
    ("10\u00a0000 images", "1 万张图片"),
    # Repeated, or in code on one side.
    ("Set it to 256. With 256 it works.", "设为 256 即可。"),
    ("Set it to 256.", "设为 `256`。"),
    ("Set `n` to `0.01`.", "把 `n` 设为 0.01。"),
    ("a point at (250, 250)", "(250,250) 处的点"),
    ("a latent in four (16,384), much smaller", "四通道潜变量（16,384 个数），小得多"),
    ("1,000 tokens make a million pairs", "1000 个词元有 100 万对"),
]


@pytest.mark.parametrize(("source", "target"), AGREE)
def test_equal_values_are_no_complaint(source: str, target: str) -> None:
    assert complaints(source, target) == []


@pytest.mark.parametrize(("source", "target"), AGREE)
def test_they_are_none_the_other_way_round(source: str, target: str) -> None:
    wrong = complaints(target, source, "zh-Hans en")
    assert [text for text in wrong if not text.startswith("->")] == []


TEMPTING = [
    ("It fell by a factor of two.", "它减少了一半。"),
    ("Two to three times faster.", "快两到三倍。"),
    ("Support is available 24/7.", "全天候提供支持。"),
    ("Nine out of 10 users agree.", "九成用户同意。"),
    ("It is in the top 1%.", "它位列前 1%。"),
    ("It is 100x cheaper.", "它便宜了百倍。"),
    ("It took 10,000 hours.", "花了一万小时。"),
    ("It speaks 50+ languages.", "它会说 50 多种语言。"),
    ("It has 10K+ stars.", "它有 1 万多颗星。"),
    ("At 3:30 pm we left.", "我们在下午 3 点半离开。"),
    ("We used 8xA100 GPUs for 5 days.", "我们用 8 块 A100 GPU 训练了 5 天。"),
    ("We used 8x A100s.", "我们用了 8 块 A100。"),
    ("Llama 3.1 405B and Qwen2.5 72B", "Llama 3.1 405B 和 Qwen2.5 72B"),
    ("Mixtral 8x7B beats it.", "Mixtral 8x7B 胜过它。"),
    (
        "GPT-4o and Claude 3.5 Sonnet launched on Nov. 30th, 2023.",
        "GPT-4o 和 Claude 3.5 Sonnet 于 2023 年 11 月 30 日发布。",
    ),
    ("Since mid-2023 it grew.", "自 2023 年年中以来，它一直在增长。"),
    ("The class of '22.", "22 届。"),
    ("It cost $1 per hour.", "每小时一美元。"),
    ("It took an hour.", "花了 1 小时。"),
    ("It took 1 hour.", "花了一个小时。"),
    ("It costs $15 per million tokens.", "每百万 token 收费 15 美元。"),
    ("It costs $0.5 per 1,000 tokens.", "每千 token 收费 0.5 美元。"),
    ("3-4 times", "三四倍"),
    ("2-3 years", "两三年"),
    ("tens of billions of dollars", "数百亿美元"),
    ("hundreds of billions of dollars", "数千亿美元"),
    ("half a billion dollars", "5 亿美元"),
    ("a quarter of a million users", "25 万用户"),
    ("about 1.97 million users", "近 200 万用户"),
    ("more than 1.2 million users", "超过 100 万用户"),
    ("5 million USD", "500 万美元"),
    ("5 million US dollars", "500 万美元"),
    ("Rs 500 crore", "50 亿卢比"),
    ("at 68°F", "在 20°C"),
    ("6 feet tall", "1.8 米高"),
    ("at UTC+8 in C++11", "UTC+8，C++11"),
    ("Wi-Fi 6 on an iPhone 15", "iPhone 15 上的 Wi-Fi 6"),
    ("a five-star top 10 list", "五星前十榜单"),
    ("a 2,000-odd page 10-K filing", "2000 多页的 10-K 文件"),
    ("an 80GB A100 and a 24GB RTX 4090", "80G 的 A100 与 24G 的 RTX 4090"),
    ("It is 20% off.", "打八折。"),
    ("1 in 1,000 users", "千分之一的用户"),
    ("It doubled from 5 to 10.", "从 5 翻倍到 10。"),
    ("ten years ago", "10 年前"),
    ("10 years ago", "十年前"),
    ("a 35-year-old engineer", "一位 35 岁的工程师"),
    ("Chapters 3–5 and pages 12-15", "第 3 至 5 章，第 12～15 页"),
    ("on 2022/11/30", "2022 年 11 月 30 日"),
    ("10 million+ users", "1000 多万用户"),
    ("2 models compete.", "双模型竞争。"),
    ("01.AI raised $200M.", "零一万物融资 2 亿美元。"),
    ("Samsung and Baidu used 3 chips.", "三星和百度用了三款芯片。"),
    ("The score is 3 to 1.", "比分是 3 比 1。"),
    ("It won 3-1.", "它以 3 比 1 获胜。"),
    ("1️⃣ First", "首先"),
    ("Step 1: load 16 images.", "第一步：加载 16 张图像。"),
    ("It has 12 heads and 768 dims.", "它有 12 个头和 768 维。"),
    ("We train for 100k steps with a batch of 512.", "我们以 512 的批大小训练 10 万步。"),
    ("We train for 100k steps.", "我们训练 100k 步。"),
    ("from $1B to $2B", "从 10 亿美元增至 20 亿美元"),
    ("worth $1–2 billion", "价值 10 亿至 20 亿美元"),
    ("valued at nearly $1 billion", "估值近 10 亿美元"),
    ("It scored 85.3 (up from 80.1).", "得分 85.3（此前为 80.1）。"),
    ("an F1 of 0.85", "F1 为 0.85"),
    ("Its accuracy rose 5 points to 90.", "准确率提高 5 个百分点，达到 90。"),
    ("The 1st and 2nd place", "第一名和第二名"),
    ("over the last 3 months", "近三个月来"),
    ("every two weeks", "每两周"),
    ("bi-weekly, 4 times a year", "每两周一次，一年四次"),
    ("a 7-day week", "一周七天"),
    ("24 hours", "24 小时"),
    ("48 hours", "两天"),
    ("90 minutes", "一个半小时"),
    ("1,000 GPU hours", "1000 GPU 小时"),
    ("In 2023, 1,500 researchers signed.", "2023 年，1500 名研究人员签名。"),
    ("Version 2.0 of TensorFlow", "TensorFlow 2.0"),
    ("The $1 trillion company", "这家市值万亿美元的公司"),
    ("The $1.2 trillion company", "这家市值 1.2 万亿美元的公司"),
    ("a trillion-parameter model", "万亿参数模型"),
    ("a 100-billion-parameter model", "千亿参数模型"),
    ("a billion-scale corpus", "十亿级语料"),
    ("a multi-billion-dollar deal", "一笔数十亿美元的交易"),
    ("a hundred-page report", "百页报告"),
    ("a million and a half users", "150 万用户"),
    ("They own two-fifths.", "他们拥有四成。"),
    ("less than 1%", "不到 1%"),
    ("It improves by 3.5x on average.", "平均提升至 3.5 倍。"),
    ("an increase of 200%", "增长两倍"),
    ("300% of the price", "价格的三倍"),
    ("99.9% uptime", "99.9% 的在线率"),
    ("June 2022 edition, issue 12", "2022 年 6 月号，第 12 期"),
    ("Sept 5-7", "9 月 5 日至 7 日"),
    ("On the 5th of June", "6 月 5 日"),
    ("from June to August", "六月至八月"),
    ("between 1990 and 1995", "1990 年至 1995 年间"),
    ("the 2010s", "2010 年代"),
    ("the 21st century", "二十一世纪"),
    ("a 16:9 video at 4K", "4K 的 16:9 视频"),
    ("ImageNet-1k has 1,000 classes.", "ImageNet-1k 有 1000 个类别。"),
    ("CIFAR-10 has 10 classes.", "CIFAR-10 有 10 个类别。"),
    ("ISO 8601, H.264, MP3", "ISO 8601、H.264、MP3"),
    ("20/20 vision", "视力极佳"),
    ("the 9/11 attacks", "9·11 袭击"),
    ("Area 51 and Apollo 11", "51 区与阿波罗 11 号"),
    ("Boeing 737", "波音 737"),
    ("Web 3.0 and Industry 4.0", "Web 3.0 与工业 4.0"),
    ("a 2-layer MLP-4", "两层 MLP-4"),
    ("O(n^2) and 2^10", "O(n^2) 与 2^10"),
    ("It was 5 million, then 6.", "起初 500 万，后来 600 万。"),
    ("5, 10 and 20 million", "500 万、1000 万和 2000 万"),
    ("1.5M downloads", "150w 次下载"),
    ("about 3 times as many as 20 years ago", "约为 20 年前的三倍"),
    ("the first 3 layers", "前三层"),
    ("a one-in-a-million chance", "百万分之一的机会"),
    ("roughly 1/3", "约三分之一"),
    ("3 of 5 runs", "5 次运行中的 3 次"),
    ("thirteen of the fourteen", "14 个中的 13 个"),
    ("We reduce errors by half and costs by 3/4.", "错误减半，成本降低四分之三。"),
    ("It grows 3-fold.", "增长至三倍。"),
    ("K=5, N = 100", "K=5，N = 100"),
    ("p < 0.05 (n=30)", "p < 0.05（n=30）"),
    ("1.2 ± 0.3", "1.2±0.3"),
    ("-5°C", "零下 5 摄氏度"),
    ("12th Gen", "第 12 代"),
    ("two 80 GB cards", "两块 80 GB 显卡"),
    ("$5M Series A", "500 万美元 A 轮融资"),
    ("$20/month", "每月 20 美元"),
    ("£1 million", "一百万英镑"),
    ("a 3-hour talk", "三小时的演讲"),
    ("a six-figure salary", "六位数的薪水"),
    ("a couple of years", "两三年"),
    ("a few years", "几年"),
    ("at 4 a.m. on day 3", "第三天凌晨 4 点"),
    ("page 5 of 20", "第 5 页，共 20 页"),
    ("Over 80 percent of the 1.3 billion people", "13 亿人中超过八成"),
    ("350,000 people in 40 countries", "40 个国家的 35 万人"),
    ("two hundred and fifty", "二百五十"),
    ("three and a half thousand", "三千五百"),
    ("1.1 billion", "11 亿"),
    ("0.3B", "3 亿"),
    ("300M-parameter", "3 亿参数"),
    ("a 1.3B-parameter model", "13 亿参数模型"),
    ("10M–100M", "1000 万至 1 亿"),
    ("the $100B+ market", "超千亿美元市场"),
    ("50k-100k tokens", "5 万到 10 万个 token"),
    ("It has over 1.2 million users, then 300 thousand left.", "它有 120 多万用户，后来 30 万离开了。"),
    ("above 37°C (98.6°F)", "高于 37 摄氏度"),
]


@pytest.mark.parametrize(("source", "target"), TEMPTING)
def test_what_translators_write_is_no_complaint(source: str, target: str) -> None:
    assert complaints(source, target) == []


DIFFER = [
    ("It has 1.5 million users.", "它有 15 万用户。", "1.5 million -> 15 万"),
    ("It has 9 billion users.", "它有 9 亿用户。", "9 billion -> 9 亿"),
    ("A model of 65B parameters.", "65 亿参数的模型。", "65B -> 65 亿"),
    ("Trained on 3 trillion tokens.", "在 3 亿个 token 上训练。", "3 trillion -> 3 亿"),
    ("Trained on 300 billion tokens.", "在 30 亿个 token 上训练。", "300 billion -> 30 亿"),
    ("It has 700,000 words.", "它有 7 万字。", "700,000 -> 7 万"),
    ("It raised $150M.", "它融资 15 亿美元。", "$150M -> 15 亿美元"),
    ("It raised $101M.", "它融资 1.10 亿美元。", "$101M -> 1.10 亿美元"),
    ("It is worth $22.1B.", "它价值 2210 亿美元。", "$22.1B -> 2210 亿美元"),
    ("It raised $125M at $1.5B.", "它以 15 亿美元的估值融资 12.5 亿美元。", "$125M -> 12.5 亿美元"),
    ("two million images", "两亿张图片", "two million -> 两亿"),
    ("billions of tokens", "数万个 token", "billions -> 数万"),
    ("up to 30k more instructions", "多达 30 万条指令", "30k -> 30 万"),
    ("an accuracy of 83.9%", "准确率为 38.9%", "83.9% -> 38.9%"),
    ("an accuracy of 83.9%", "准确率为 83.6%", "83.9% -> 83.6%"),
    ("38% of them", "其中 83%", "38% -> 83%"),
    ("31% better", "提升 13%", "31% -> 13%"),
    ("45% of them", "其中 45 个", "45% -> 45"),
    ("images of 1024x1024", "1024x2014 的图像", "1024x1024 -> 1024x2014"),
    ("1,836 tasks", "1386 个任务", "1,836 -> 1386"),
    ("It has 4,096 cards.", "它有 4,069 块卡。", "4,096 -> 4,069"),
    ("a rate of 0.01", "学习率为 0.02", "0.01 -> 0.02"),
    ("It takes 35 ms.", "需要 53 毫秒。", "35 ms -> 53 毫秒"),
    ("since 2012", "自 2021 年以来", "2012 -> 2021 年"),
    ("on May 6", "6 月 6 日", "May -> 6 月"),
    ("on May 6", "5 月 9 日", "6 -> 9 日"),
    ("in Q3", "在第二季度", "Q3 -> 第二季度"),
    ("seven models", "八个模型", "seven -> 八"),
    ("the third chapter", "第六章", "third -> 第六"),
    ("a ratio of 3:1", "6 比 1 的比例", "3:1 -> 6 比 1"),
    ("on 2022-11-30", "2022 年 11 月 3 日", "30 -> 3 日"),
    ("It fell to 38%.", "降至百分之八十三。", "38% -> 百分之八十三"),
    ("It raised $150M.", "它融资 15 亿。", "$150M -> 15 亿"),
    ("2.5x faster", "快 5.2 倍", "2.5x -> 5.2 倍"),
    ("It raised $101M from funds.", "它从基金筹集了资金。", "$101M ->"),
    ("It grew by 31%.", "它有所增长。", "31% ->"),
    ("It has many users.", "它有 350 万用户。", "-> 350 万"),
]


@pytest.mark.parametrize(("source", "target", "complaint"), DIFFER)
def test_another_value_is_found(source: str, target: str, complaint: str) -> None:
    assert complaints(source, target) == [complaint]


OTHERS = [
    ("It raised $1.5B for 1.5 million users.", "為 150 萬用戶募得 15 億美元。", "en zh-Hant"),
    ("Trained on 3 trillion tokens.", "以 3 兆個 token 訓練。", "en zh-Hant"),
    ("It raised $1.5B on May 6, 2022.", "2022年5月6日に15億ドルを調達した。", "en ja"),
    ("30% of 1.25 million users", "125万人のユーザーの3割", "en ja"),
    ("two-thirds in 35 ms", "35ミリ秒で三分の二", "en ja"),
    ("It raised $1.5B for 1.5 million users.", "Es sammelte 1,5 Milliarden Dollar für 1,5 Millionen Nutzer.", "en de"),
    ("12,500 images, 3.5% and 50 percent", "12.500 Bilder, 3,5 % und 50 Prozent", "en de"),
    ("On May 6, 2022, two thirds left.", "Am 6. Mai 2022 ging zwei Drittel.", "en de"),
    ("它有 90 亿用户，融资 1.25 亿美元。", "It has 9 billion users and raised $125M.", "zh-Hans en"),
    ("三分之二的人在五月六日离开。", "Two thirds left on May 6.", "zh-Hans en"),
    ("10 users and 3.5% more", "10 utilisateurs et 3,5 % de plus", "en fr"),
]


@pytest.mark.parametrize(("source", "target", "languages"), OTHERS)
def test_other_languages_agree(source: str, target: str, languages: str) -> None:
    assert complaints(source, target, languages) == []


OTHERS_WRONG = [
    ("Trained on 3 trillion tokens.", "以 3 億個 token 訓練。", "en zh-Hant", "3 trillion -> 3 億"),
    ("It raised $1.5B.", "15万ドルを調達した。", "en ja", "$1.5B -> 15万ドル"),
    ("It has 9 billion users.", "Es hat 9 Billionen Nutzer.", "en de", "9 billion -> 9 Billionen"),
    ("它有 90 亿用户。", "It has 90 billion users.", "zh-Hans en", "90 亿 -> 90 billion"),
]


@pytest.mark.parametrize(("source", "target", "languages", "complaint"), OTHERS_WRONG)
def test_other_languages_differ(source: str, target: str, languages: str, complaint: str) -> None:
    assert complaints(source, target, languages) == [complaint]


PIECES = st.lists(
    st.sampled_from(
        "1 12 1,836 1.5 0 9 2022 137B $ € % ‰ 万 亿 億 兆 千 百 十 两 三 〇 半 成 倍 多 余 几 数 上 第 月 日 年 初 分之 点 x × - – ~ to , . : / "
        "million billion hundred thousand dozens of and a half two three twenty third times fold percent May March Q3 kHz 美元 元 "
        "个 位 [ ] ( ) ⁴ ^ e-4 \n \0 １ ％ ' GPT-3 Llama arXiv Figure 参数 GB".split(" ")
    ),
    max_size=30,
).flatmap(lambda pieces: st.sampled_from(("", " ")).map(lambda gap: gap.join(pieces)))
LANGUAGES = st.sampled_from(
    ("en zh-Hans", "en zh-Hant", "zh-Hans en", "en ja", "en de", "de fr", "xx yy", "ja zh-Hans")
)


@given(PIECES | st.text(), PIECES | st.text(), LANGUAGES)
@example("İ 3 million", "İ 3 Millionen", "en de")
@example("dozens％", "1", "en zh-Hans")
@example("9" * 5000, "1e999 1e-999 5x10^999", "en zh-Hans")
def test_no_text_breaks_it(source: str, target: str, languages: str) -> None:
    comparison = compared(source, target, languages)
    for one, other in comparison.same:
        assert one.start < one.end and other.start < other.end


@given(PIECES, st.sampled_from(("en", "zh-Hans", "zh-Hant", "ja", "de")))
def test_a_text_agrees_with_itself(text: str, language: str) -> None:
    comparison = compared(text, text, f"{language} {language}")
    assert (comparison.changed, comparison.missing, comparison.added) == ((), (), ())


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1x",
        "12 ",
        "1-",
        "一百",
        "two ",
        "tens of thousands of ",
        "$1B ",
        "数百",
        "1:2 ",
        "5 月",
        "[1",
        "第三",
    ],
)
def test_long_texts_end_in_seconds(piece: str) -> None:
    document = parse_text("", path="text.md", language="en")

    def side(text: str, language: str) -> Side:
        block = Block(BlockKind.PARAGRAPH, Span(0, len(text)), text, ((0, 0, len(text)),))
        return Side(replace(document, text=text, language=language, blocks=(block,)), (block,))

    text = piece * (20_000 // len(piece))
    begin = time.process_time()
    compare(side(text, "en"), side(text[: len(text) // 2], "zh-Hans"))
    compare(side(text * 50, "zh-Hans"), side(text, "en"))
    assert time.process_time() - begin < 30
