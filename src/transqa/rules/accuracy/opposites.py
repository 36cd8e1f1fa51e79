"""Words that exclude each other, in English and Chinese: up and down, before and after, the days of the week."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from transqa.text.chars import word_set
from transqa.text.inflect import english_forms

#: One axis per line (continued by an indented one): its poles, each the English words and, behind "=", the Chinese ones.
#: A word stands here only if it seldom means anything else. One with ``?`` is no evidence, but may well be what the
#: translation renders by a word of that pole: "more" by 增加. ``*`` marks an English word to inflect, with ``?`` behind it
#: the beginning of any word; ``-`` is a hyphen or a blank.
_AXES = """
increase* raise raises raised raising rise rises risen rising rose grow grows grew grown growing growth climb*
    surge* soar* double* triple* skyrocket* more? higher? improve*? boost*? enhance*? up? larger? gain*? add*? =
    增加 增长 增大 增多 增至 增幅 提高 提升 上升 上涨 升高 升至 升到 攀升 激增 飙升 猛增 大涨 暴涨 涨幅 涨至 上调
    走高 | decrease* decline* diminish* dwindle* shrink shrinks shrank shrunk shrinking fell plummet* plunge*
    reduce* reduction reductions halve* drops dropped dropping fall? falls? falling? fallen? drop? lower*? less?
    fewer? cut? cuts? cutting? save*? loss? losses? descent? mitigate*? down? minimize*? worse? = 减少 减小 减至
    减半 降低 降至 降到 降幅 下降 下跌 下滑 跌至 跌幅 大跌 暴跌 缩减 骤降 锐减 削减 下调 走低
expand* expansion widen* broaden* scale*? extend*? grow*? larger? = 扩大 扩张 扩充 拉大 | shrink shrinks shrank
    shrunk shrinking narrows narrowed narrowing contraction narrow? reduce*? smaller? scale*? close*? down? cut?
    cuts? = 缩小 收窄 萎缩 收缩
accelerate* acceleration speeds-up sped-up speeding-up faster? speed? = 加快 加速 提速 | decelerate* deceleration
    slow-down slows-down slowed-down slowing-down slowed slowdown slow? slower? = 放慢 减慢 减速 放缓 拖慢
strengthen* reinforce*? enhance*? boost*? stronger? more? = 加强 增强 巩固 | weaken* undermine*? weak? weaker? less?
    erode*? = 削弱 减弱 弱化
improve* improvement improvements better? enhance*? increase*? raise*? up? boost*? = 改善 改进 提升 提高 好转 |
    deteriorate* deterioration degrade* degradation worsen* reduce*? lower*? decrease*? drop*? fall*? decline*?
    worse? descent? = 恶化 变差 下降 降低 变坏
tighten* = 收紧 | loosen* relax* ease*? = 放宽 放松 松绑
higher highest greater? more? better? increase*? improve*? above? over? exceed*? faster? high? = 更高 较高 最高 偏高
    高于 | lower lowest less? cheaper? reduce*? fewer? smaller? below? under? low? decrease*? = 更低 较低 最低 偏低
    低于
larger largest bigger biggest greater? greatest? more? most? higher? increase*? wider? stronger? maximum? max? big?
    large? = 更大 较大 最大 | smaller smallest tiny lower? less? least? fewer? compact? reduce*? finer? minimum?
    minimal? minimize*? small? = 更小 较小 最小 微小 很小
large huge big vast enormous massive? scale? larger? major? giant? great? llm? llms? = 大型 巨大 庞大 大规模 | small
    tiny compact? mini? smaller? minor? little? minute? slight? = 小型 微小 小规模 很小
more greater? better? increase*? = 更多 | fewer fewest less save*? reduce*? lower? smaller? = 更少 最少 节省? 节约?
    减少? 降低?
many numerous lots? lot? massive? large? plenty? vast? much? dozens? hundreds? thousands? millions? huge? extensive?
    heavy? abundant? wealth? enormous? most? more? often? = 许多 众多 大量 很多 | few rarely? seldom? little?
    handful? minority? small? hardly? some? scarce? less? fewer? = 很少 极少 寥寥 少数 鲜有
often frequently usually tend*? typical? typically? generally? commonly? normally? always? common? regularly? most?
    mostly? frequent? many? = 经常 常常 往往 频繁 通常 | rarely seldom few? rare? little? uncommon? infrequent*?
    less? = 很少 极少 鲜少 罕见
faster fastest quicker quickest speed*? accelerate*? fast? rapid? = 更快 较快 最快 加快 | slower slowest slow*?
    lag*? = 更慢 较慢 最慢 减慢 放慢
fast quickly rapidly rapid swift swiftly quick? faster? speed*? accelerate*? soon? prompt? instant? = 快速 迅速 飞快
    | slow slowly sluggish slower? gradual*? late? = 缓慢 慢速 迟缓
longer longest extend*? long? more? = 更长 较长 最长 | shorter shortest short? less? brief? = 更短 较短 最短
wider widest broader broadest more? wide? broad? = 更宽 较宽 最宽 更广 | narrower narrowest narrow? = 更窄 较窄 最窄
deeper deepest further? more? in-depth? depth? = 更深 较深 最深 | shallow shallower shallowest = 更浅 较浅 最浅 浅层
stronger strongest more? better? powerful? capable? robust? = 更强 较强 最强 | weaker weakest less? worse? poor*? =
    更弱 较弱 最弱
strong powerful? power? mighty? robust? intense? fierce? great? capable? stronger? potent? = 强大 强劲 强烈 很强 |
    weak faint? poor? thin? slight? weaker? flimsy? low? = 微弱 薄弱 较弱 很弱
better improve*? outperform*? prefer*? superior? good? beat*? exceed*? best? win*? well? surpass*? = 更好 更佳 更优
    优于 好于 胜过 | worse bad? poor*? inferior? worst? lag*? underperform*? trail*? less? lower? = 更差 更糟 较差
    差于 劣于 逊于 逊色于
best should? better? ideal*? optimal*? top? most? favorite? favourite? perfect? = 最好 最佳 最优 | worst poorest?
    lowest? bad? = 最差 最糟 最坏
outperform* surpass* beat beats beating overtake overtakes overtook overtaken exceed*? over? lead*? leading? ahead?
    more? better? above? beyond? top*? edge*? win*? defeat*? = 优于 胜过 超过 超越 击败 打败 战胜 领先 |
    underperform* trails lags lagging lagged behind? below? under? worse? lose*? lost? fall*? trail? lag? = 不如
    逊于 落后 劣于 败给 输给 逊色
heavier heaviest weigh*? more? = 更重 最重 | lighter lightest light*? less? = 更轻 最轻
cheaper cheapest cheap cheaply inexpensive affordable low? lower? low-cost? less? save*? = 便宜 廉价 低廉 |
    expensive costly pricey costlier high? higher? cost*? heavy? more? steep? pric*? = 昂贵 高昂 更贵 很贵
easier easiest easily easy simple? simply? prone? likely? tend*? susceptible? vulnerable? ease? readily? simplicity?
    straightforward? trivial*? = 容易 轻松 轻易 | harder hardest difficult hard? struggle*? tough? challenging?
    difficulty? difficulties? trouble? problem*? barely? challenge*? tricky? = 困难 更难 最难 很难 艰难 难以
simple simpler simplest easy? easily? easier? simply? just? plain? straightforward? trivial*? merely? basic? brief*?
    naive*? simplify*? = 简单 简洁 | complex complicated intricate sophisticated? complexity? advanced? elaborate?
    tricky? difficult? = 复杂 繁复
earlier earliest previously? before? previous? prior? already? former? early? ago? had? recent*? = 更早 最早 较早
    此前 | later latest then? after? since? subsequent*? follow*? late? eventually? = 更晚 最晚 较晚 后来 此后
early initial*? first? start*? begin*? = 早期 初期 早些 | late final? last? later? end? post? stage? = 晚期 后期
    末期
old older oldest former? legacy? previous? = 旧的 更旧 最旧 更老 | new newer newest another? fresh? novel? recent*?
    latest? update*? renew*? first? current? state-of-the-art? = 全新 新的 最新
younger youngest young = 年轻 | elderly older oldest old? senior? = 年长 年老 更老 老年
near nearby close closer almost? approach*? nearly? around? next? neighbor*? = 附近 靠近 更近 | far distant farther
    away? remote? = 远离 遥远 更远
at-least minimum? least? min? or-more? over? more-than? = 至少 起码 | at-most up-to most? maximum? max? limit*?
    more? = 至多 最多 顶多 多达
maximum maximal maximize* maximise* maximization maximisation largest? greatest? biggest? most? top? max? full?
    highest? = 最大化 最大值 最大 极大值 | minimum minimal minimize* minimise* minimization minimisation smallest?
    least? lowest? tiny? min? = 最小化 最小值 最小 极小值
above exceed exceeds exceeded exceeding more-than greater-than over? beyond? surpass*? outperform*? at-least? more?
    than? or? = 高于 超过 超出 以上 大于 多于 | below less-than fewer-than following? under? as? these? next?
    within? less? fewer? lower? follow*? list*? = 低于 以下 小于 少于
before prior-to ago? previous*? earlier? until? last? = 之前 以前 前夕 |
    after following later? since? then? next? subsequent*? follow*? = 之后 以后
first initial*? begin*? start*? debut*? one? early? earliest? new? = 首先 首次 首个 第一次 第一个 首款 | last final
    finally eventually end*? ultimate*? conclu*? then? = 最后 最终 最后一次 最后一个
won wins winning win victory victories winner winners beat*? defeat*? earn*? gain*? triumph*? top*? = 获胜 胜利 赢得
    战胜 打赢 胜出 赢家 夺冠 | lost lose loses losing loser losers fail*? failure*? defeat*? miss*? fall*? = 败给
    输给 落败 战败 惨败 输家 输掉
succeed* success successes successful successfully manage*? able? work*? achieve*? get? got? pass*? = 成功 | fail*
    failure failures defeat*? lose*? lost? crash*? wrong? error*? unsuccessful*? bad? = 失败 未能
supporter supporters proponent proponents advocates fan? fans? backer*? = 支持者 拥护者 | opponent opponents critics
    skeptic*? sceptic*? detractor*? = 反对者 批评者
support supports supported back*? enable*? favor*? favour*? compatib*? handle*? = 支持 赞成 | oppose opposes opposed
    opposing object*? against? protest*? reject*? = 反对
accept accepts accepted accepting acceptance receive*? get*? take*? took? undergo*? interview*? training? adopt*?
    agree*? = 接受 接纳 录用 | reject* rejection refuse* refusal decline*? deny? denie*? turn*? = 拒绝 驳回 拒收
approve approves approved approving approval clear*? pass*? = 批准 获批 | veto vetoed vetoes deny denies denied
    block*? reject*? = 否决 驳回
allow* permit permits permitted permitting let? lets? enable*? = 允许 准许 | forbid* forbidden forbade forbidding
    prohibit* ban bans banned banning block*? prevent*? bar? barred? disallow*? stop*? = 禁止 封禁
confirm confirms confirmed confirming admit admits admitted = 证实 确认 | deny denies denied denying disput*?
    reject*? = 否认
agree agrees agreed agreeing consent*? = 同意 赞同 | disagree disagrees disagreed disagreement divergence? split?
    dispute*? differ*? = 不同意 不赞同 分歧
praise* applaud* laud*? acclaim*? = 赞扬 称赞 赞赏 表扬 | criticize* criticise* criticism slam slammed critic*?
    blame*? accuse*? = 批评 抨击 指责
keep keeps kept keeping retain* preserve* include* including contain*? compris*? consist*? hold*? store*? save*?
    such? remain*? cover*? left? stay*? reserve*? = 保留 留下 留住 包含 包括 纳入 | omit omits omitted omitting
    exclude* discard* leave-out leaves-out leaving-out left-out ignore*? neglect*? overlook*? drop*? skip*? throw*?
    thrown? threw? miss*? except*? filter*? eliminate*? disregard*? remove*? negligible? delete*? out? without? rid?
    = 省略 忽略 遗漏 排除 丢弃 舍弃 删去 剔除 除外
add adds added adding addition? join*? include*? insert*? introduce*? append*? inject*? put*? incorporate*? new?
    extra? with? plus? = 添加 加入 加上 增添 新增 | remove* removal delete* subtract* strip strips stripped
    denoise*? eliminate*? drop*? clean*? cut*? prune*? filter*? discard*? without? away? rid? minus? omit*? = 移除
    删除 去除 去掉 减去
join joins joined joining add*? incorporate*? include*? inject*? insert*? put*? enter*? = 加入 入职 | leave leaves
    left leaving quit quits resign* resignation departs departed departure exit*? withdraw*? drop*? away? out? =
    离职 辞职 出走
hire hires hired hiring recruit* = 聘用 招聘 聘请 录用 | fire fires fired lay-off lays-off laid-off laying-off
    layoffs dismissed cut*? job*? = 解雇 裁员 开除 辞退 裁减
opened opening reopen*? open? opens? = 打开 开放 | closed closing shut shuts shutting close*? off? down? = 关闭 关停
launch* release* unveil* announce*? publish*? introduce*? start*? issue*? debut*? = 推出 发布 上线 | discontinue*
    shut-down shuts-down withdraw withdraws withdrew withdrawn retract*? recall*? retire*? disable*? = 停产 下架
    撤回 停用
reveal* disclose* uncover* expose* show*? = 揭示 披露 揭露 透露 | hide hides hid hidden hiding conceal* mask*? =
    隐藏 隐瞒 掩盖 隐匿
connect connects connected connecting = 连接 | disconnect* off? offline? = 断开
freeze freezes froze frozen freezing = 冻结 | unfreeze* unfroze unfrozen = 解冻
free = 免费 | paid pay*? premium? subscri*? charge*? fee*? cost*? toll? = 付费 收费
public publicly open*? publish*? disclos*? release*? = 公开 公共 公众 | private privately secret secretly
    proprietary? closed? confidential*? individual*? personal*? behind? = 私有 私人 私下 秘密
war wars fight*? battle*? = 战争 | peace = 和平
considerable substantial significant significantly? substantially? markedly? notably? considerably? sharp*? clear*?
    marked? visible? great*? = 不可忽略 不可忽视 不容忽视 不容小觑 可观 显著 | negligible insignificant trivial
    ignor*? neglect*? tiny? minor? little? slight*? = 可以忽略 可忽略不计 忽略不计 微不足道 微乎其微 可忽略
similar alike akin? resemblance similarity similarities analog*? like? same? close*? near*? = 相似 类似 相近 雷同 |
    different dissimilar differ differs differed differing differently little-resemblance little-similarity
    few-similarities various? vary? varies? varied? other? another? across? each? divers*? distinct*? separate*?
    alternat*? multiple? several? between? = 不同 相异 不一样 有别于 迥异
positive positives active*? enthusias*? proactive*? constructive? warm? = 正面 积极 阳性 正值 | negative negatives
    adverse*? passive*? harmful? bad? = 负面 消极 阴性 负值
ascending increasing? = 升序 递增 | descending decreasing? = 降序 递减
optimistic optimism optimists optimist hope*? bullish? upbeat? = 乐观 | pessimistic pessimism pessimists pessimist
    gloom*? bleak? = 悲观
advantage advantages strengths benefit benefits pros edge? lead*? superior*? merit*? good? strength? = 优势 优点
    长处 好处 益处 | disadvantage disadvantages weaknesses weakness drawback drawbacks downside downsides
    shortcoming shortcomings cons limit*? flaw*? short*? fault*? = 缺点 劣势 弱点 短板 弊端 坏处
beneficial helpful? help*? good? favor*? favour*? useful? = 有益 有利 | harmful detrimental damaging toxic? hurt*?
    harm? harms? bad? adverse*? = 有害 不利
profit profits profitable earn*? gain*? money? revenue? = 盈利 利润 获利 | deficit deficits unprofitable loss*?
    lose*? losing? lost? red? = 亏损 赤字
surplus glut excess*? too? = 过剩 盈余 | shortage shortages scarcity lack*? short? tight? = 短缺 紧缺 匮乏
abundant plentiful ample rich*? full? wealth? divers*? = 丰富 充足 充裕 | scarce lack*? short*? miss*? = 稀缺 匮乏
    缺乏
overfit* overfitting overfitted = 过拟合 过度拟合 | underfit* underfitting underfitted = 欠拟合
overestimate* = 高估 | underestimate* = 低估
encode* encoder encoders cod*? code*? codec*? position*? embed*? token*? one-hot? = 编码器 编码 | decode* decoder
    decoders generat*? interpret*? = 解码器 解码
encrypt* encryption crypto*? = 加密 | decrypt* decryption = 解密
compress* compression = 压缩 | decompress* decompression unpack*? extract*? unzip*? = 解压 解压缩
upload* uploaded uploading post*? submit*? = 上传 | download* downloaded downloading fetch*? = 下载
upsample* upsampling = 上采样 | downsample* downsampling subsampl*? pool*? = 下采样
upstream = 上游 | downstream = 下游
hardware chip*? device*? gpu*? machine*? accelerator*? = 硬件 | software app? apps? program*? stack? driver*? code*?
    tool*? = 软件
prefix prefixes = 前缀 | suffix suffixes = 后缀
odd = 奇数 | even = 偶数
supervised supervis*? = 有监督 监督学习 | unsupervised self-supervised? = 无监督 非监督
forward-pass forward-propagation forward*? = 前向传播 前向传递 | backward-pass backward backwards backpropagation
    backprop back-propagation? = 反向传播 后向传播 反向传递
upper-bound upper-bounds upper-limit cap? ceiling? limit*? max*? upper? = 上界 上限 | lower-bound lower-bounds
    lower-limit floor? min*? lower? = 下界 下限
input inputs enter*? type*? feed*? fed? prompt*? query? = 输入 | output outputs print*? return*? produc*? generat*?
    emit*? result*? yield*? respon*? export*? answer*? = 输出
numerator molecul*? = 分子 | denominator = 分母
horizontal horizontally level*? degree*? standard*? side*? performance? state? skill*? quality? = 水平 横向 |
    vertical vertically column*? = 垂直 竖直 纵向
left = 左侧 左边 左图 最左 左下 左上 | right = 右侧 右边 右图 最右 右下 右上
upper top above? up? over? = 上方 上半 顶部 | lower bottom below? under*? down? base? = 下方 下半 底部
inner internal internally inside within? in-house? = 内部 里面 | outer external externally outside out? = 外部 外面
indoor indoors = 室内 | outdoor outdoors = 室外 户外
global globally world*? international*? overall? earth? planet? = 全局 全球 | local locally on-device? native*?
    on-premise*? regional*? = 局部 本地 当地
static statically stationary? = 静态 | dynamic dynamically dynamics? news? trend*? update*? activit*? = 动态
explicit explicitly = 显式 | implicit implicitly = 隐式
online live? web? internet? = 在线 线上 | offline in-person? physical*? batch? = 离线 线下
synchronous synchronously sync*? simultan*? same? = 同步 | asynchronous asynchronously async? = 异步
dense densely intensive*? concentrat*? = 稠密 密集 | sparse sparsely sparsity = 稀疏
discrete = 离散 | continuous continuously consecutive*? success*? row? straight? contiguous? contin*? = 连续
convex = 凸 | concave = 凹
deterministic certain*? = 确定性 | stochastic stochastically random randomly arbitrar*? shuffl*? sampl*? chance? =
    随机
homogeneous = 同质 齐次 | heterogeneous = 异质 非齐次
manual manually hand? handmade? = 手动 手工 | automatic automatically automated auto*? self? = 自动 自动化
temporary temporarily provisional*? now? interim? = 临时 暂时 | permanent permanently forever? = 永久
legal legally lawful = 合法 | illegal illegally unlawful violat*? breach*? infring*? break*? broke? law? = 非法 违法
major great? important? big? significant? = 重大 | minor slight*? small*? tiny? subtle? little? = 次要 轻微 微小
open-source open-sourced open-sources open-sourcing open*? oss? = 开源 | closed-source proprietary closed? = 闭源
    专有
teacher teachers = 教师 | student students pupil*? kid*? child*? class*? = 学生
buyer buyers customer*? purchas*? buy*? = 买家 买方 | seller sellers vendor vendors sell*? supplier*? = 卖家 卖方
buy buys buying bought acquire* acquisition purchase* deal? take*? took? buyer*? customer*? procure*? = 收购 买下
    购入 购买 买入 | sell sells sold selling sale*? seller*? vend*? market*? = 出售 卖掉 抛售 卖出 售出 变卖
lend lends lent lending lender lenders loan*? = 借出 放贷 贷款方 出借 | borrow* borrower borrowers = 借入 借款方
    借款人
employer employers compan*? = 雇主 | employee employees worker*? staff? people? team? workforce? = 雇员 员工
demand demands need*? require*? requirement*? appetite? request*? want*? = 需求 | supply supplies provi*? vendor*?
    supplier*? availab*? offer*? deliver*? = 供应 供给
import imports imported importing load*? = 进口 导入 | export exports exported exporting outlet? exit? = 出口 导出
plaintiff plaintiffs sue*? suing? suit? lawsuit? = 原告 | defendant defendants sue*? = 被告
guilty convict*? = 有罪 | innocent innocence acquitted = 无罪 清白
majority most*? many? bulk? = 多数 大部分 大多数 绝大多数 | minority few? handful? small? some? only? = 少数 小部分
true truth real*? actual*? genuin*? authentic*? world? faithful*? fact*? = 真实 真的 为真 | false falsely fake*?
    misinformation? disinformation? deepfake*? fabricat*? spurious? hallucinat*? sham? = 虚假 假的 为假
correct correctly right? accurate*? true? proper*? = 正确 | wrong incorrect incorrectly error*? mistake*? bug? bugs?
    false*? fault*? erron*? = 错误
began begin begins start starts started = | end*? complet*? over? conclu*? clos*? finish*? done? wrap*? stop*? =
    结束
safe safely safety secur*? = 安全 | unsafe dangerous danger dangers risk*? critical*? threat*? = 危险 不安全
strict stricter strictly rigorous*? tight*? = 严格 | lax loose loosely relax*? = 宽松
hot warm warmer hotter = 炎热 温暖 更热 | cold cool colder cooler = 寒冷 凉爽 更冷
bright brighter = 明亮 光明 | dark darker = 黑暗 昏暗 更暗
male men man? = 男性 | female women woman? = 女性
northern north = 北部 北方 以北 | southern south = 南部 南方 以南 | western west = 西部 西方 以西 | eastern east =
    东部 东方 以东
although though despite notwithstanding even-though while? albeit? regardless? still? = 尽管 虽然 | because since?
    due? owing? thanks? as? given? so? for? reason? cause*? = 因为 由于
on-par on-a-par tie? ties? tied? match*? comparable? equal*? rival*? compet*? equivalent? similar? level? close?
    = 媲美 持平 不相上下 不分伯仲 | outperform* surpass* better? best? beat*? exceed*? superior? more? above? over? outdo*?
    overtake*? ahead? past? pass*? top*? higher? improve*? = 优于 胜过 超越 超过 碾压
median medians half? middle? = 中位数 | mean average averages averaged averaging means? = 平均值 均值 平均数
training-set train-set training? train*? = 训练集 | test-set test-sets test*? held-out? evaluation? = 测试集 |
    validation-set dev-set dev? development? validat*? = 验证集 开发集
false-positive false-positives = 假阳性 误报 | false-negative false-negatives miss*? = 假阴性 漏报
source-language source-languages = 源语言 | target-language target-languages = 目标语言
precision = 精确率 查准率 | recall = 召回率 查全率
generator generators = 生成器 | discriminator discriminators = 判别器
linear linearly line? = 线性 | nonlinear non-linear nonlinearity nonlinearities = 非线性
structured structure? structures? structural? = 结构化 | unstructured = 非结构化
parametric parameter*? param*? = 参数化 | nonparametric non-parametric = 非参数
autoregressive auto-regressive ar? = 自回归 | non-autoregressive nar? parallel? = 非自回归
symmetric symmetrical symmetry = 对称 | asymmetric asymmetrical asymmetry = 非对称 不对称
stationary = 平稳 | nonstationary non-stationary = 非平稳
labeled labelled annotated annotat*? label*? tag*? = 有标签 有标注 带标签 | unlabeled unlabelled unannotated raw? = 无标签
    无标注 未标注 未标记
unconditional unconditionally unconditioned = 无条件 | conditional conditioned condition*? given? = 有条件
biased bias? biases? = 有偏 | unbiased debias*? = 无偏
bounded bound? bounds? = 有界 | unbounded = 无界
finite limited? limit*? = 有限 | infinite infinitely unlimited? endless? boundless? unbounded? = 无限 无穷
known know? knows? familiar? = 已知 | unknown unseen? novel? = 未知
stable stably stability steady? robust? = 稳定 | unstable instability instabilities volatile? = 不稳定
reliable reliably reliability dependable? trust*? = 可靠 | unreliable unreliably = 不可靠
visible = 可见 | invisible unseen? hidden? = 不可见
differentiable = 可微 可微分 | non-differentiable nondifferentiable = 不可微 不可微分
lossy = 有损 | lossless = 无损
trainable learnable? = 可训练 | frozen freez*? fixed? = 冻结
monolingual = 单语 单语言 | bilingual dual? two? = 双语 | multilingual polyglot? cross-lingual? languages? = 多语言 多语种
unimodal single-modal single? one? = 单模态 | multimodal multi-modal cross-modal? modalities? = 多模态
single-agent = 单智能体 | multi-agent multiagent agents? = 多智能体
single-turn = 单轮 | multi-turn turns? rounds? = 多轮
top-down = 自顶向下 自上而下 | bottom-up = 自底向上 自下而上
left-to-right = 从左到右 | right-to-left = 从右到左
on-policy = 同策略 在策略 | off-policy = 异策略 离策略 离线策略
daily day? days? every-day? = 每天 每日 | weekly week? weeks? = 每周 | monthly month? months? = 每月 | annual annually
    yearly annualized year? years? = 每年 年度
ceo ceos chief-executive chief? = 首席执行官 | cto chief? = 首席技术官 | cfo chief? = 首席财务官 | coo chief? = 首席运营官
noun nouns = 名词 | verb verbs = 动词 | adjective adjectives = 形容词 | adverb adverbs = 副词
red = 红色 | blue = 蓝色 | green = 绿色 | yellow = 黄色 | black = 黑色 | white = 白色
monday mondays = 星期一 周一 礼拜一 | tuesday tuesdays = 星期二 周二 礼拜二 | wednesday wednesdays = 星期三 周三
    礼拜三 | thursday thursdays = 星期四 周四 礼拜四 | friday fridays = 星期五 周五 礼拜五 | saturday saturdays
    weekend*? = 星期六 周六 礼拜六 | sunday sundays = 星期日 星期天 周日 礼拜天
spring springtime = 春季 春天 | summer = 夏季 夏天 | autumn fall? = 秋季 秋天 | winter = 冬季 冬天
morning am? = 早上 早晨 上午 清晨 | evening night pm? = 晚上 傍晚 夜里 夜晚 当晚
yesterday = 昨天 昨日 | today = 今天 今日 | tomorrow = 明天 明日
last-year last-month last-week = 去年 上个月 上月 上周 | this-year this-month this-week = 今年 这个月 本月 本周 |
    next-year next-month next-week = 明年 下个月 下月 下周
"""
#: Words in which one of those above says something else: 做完 … 之后才 is "before".
_OTHERWISE = (
    "稳定性 最大限度 最大程度 最小二乘 不同程度 随机变量 不确定性 非凸 凸显 凹凸 "
    "之后再 之后才 之前先 之前需 之前要 之前必 之前就"
)

Pole = tuple[int, int]
Place = tuple[int, int, int]


@dataclass(frozen=True)
class Words:
    """The words of a language, each with its poles (axis, number), and the pattern of what may say a pole at all.

    ``listed`` gives those of the words that a folded text has, and perhaps some that stand in a compound.
    """

    poles: Mapping[str, frozenset[Pole]]
    pattern: re.Pattern[str]
    patterns: Mapping[Pole, str]
    listed: Callable[[str], Iterable[str]]

    def hinted(self, pole: Pole, text: str) -> bool:
        """Whether a text has anything that may say a pole."""
        # Few poles are ever asked for, and to compile them all takes longer than to check a document.
        return _compiled(self.patterns[pole]).search(text) is not None

    def places(self, text: str, start: int, end: int) -> dict[int, list[Place]]:
        """Axis -> (number of the pole, start, end) of its words in a range of the text, in order."""
        found: dict[int, list[Place]] = {}
        for match in self.pattern.finditer(text, start, end):
            for axis, number in self.poles.get(match[0].replace("-", " "), ()):
                found.setdefault(axis, []).append((number, *match.span()))
        return found

    def said(self, text: str) -> set[Pole]:
        """The poles that a folded text has a word of, at a glance."""
        return {pole for word in self.listed(text) for pole in self.poles[word]}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def opposites() -> tuple[Words, Words]:
    """The words of English and of Chinese, in small letters and simplified characters."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    said: dict[Pole, list[str]] = {}
    rendered: dict[Pole, list[str]] = {}
    for axis, line in enumerate(_AXES.strip().replace("\n   ", "").split("\n")):
        for number, pole in enumerate(line.split("|")):
            said[axis, number], rendered[axis, number] = (words.split() for words in pole.split("="))
    english, chinese = _by_word(said, _inflected), _by_word(rendered, lambda word: (word,))
    chinese.update(dict.fromkeys(_OTHERWISE.split(), frozenset()))
    phrases = [word for word in english if " " in word]
    return (
        # No part of a compound (few-shot, end-to-end) is evidence.
        Words(
            english,
            re.compile(rf"(?<![\w-])(?:(?:{_either(phrases).replace(' ', '[ -]')})(?![\w-])|[a-z]+(?:-[a-z]+)*)"),
            {pole: rf"(?<![a-z])(?:{'|'.join(map(_hint, words))})(?![a-z])" for pole, words in said.items()},
            _english_lister(frozenset(english).difference(phrases), phrases),
        ),
        Words(
            chinese,
            re.compile(_either(chinese)),
            {pole: _either(map(_hint, words)) or "(?!)" for pole, words in rendered.items()},
            AhoCorasick([*chinese], matchkind=MatchKind.LeftmostLongest).find_matches_as_strings,
        ),
    )


def _english_lister(words: frozenset[str], phrases: Iterable[str]) -> Callable[[str], Iterable[str]]:
    heads: dict[str, list[str]] = {}
    for phrase in phrases:
        heads.setdefault(phrase.partition(" ")[0], []).append(phrase)

    def listed(text: str) -> Iterable[str]:
        has = word_set(text)
        found = has & words
        if has.isdisjoint(heads):
            return found
        return found.union(phrase for head in has.intersection(heads) for phrase in heads[head] if phrase in text)

    return listed


def _by_word(poles: Mapping[Pole, list[str]], forms: Callable[[str], Iterable[str]]) -> dict[str, frozenset[Pole]]:
    """The poles of every form of every word that is evidence."""
    found: dict[str, set[Pole]] = {}
    for pole, words in poles.items():
        for word in words:
            for form in () if word.endswith("?") else forms(word):
                found.setdefault(form, set()).add(pole)
    return {word: frozenset(poles) for word, poles in found.items()}


def _inflected(word: str) -> tuple[str, ...]:
    return english_forms(word[:-1], "verb") if word.endswith("*") else (word.replace("-", " "),)


def _hint(word: str) -> str:
    """The pattern of a word of the table, evidence or not."""
    bare = word.rstrip("?")
    if bare.endswith("*"):
        return bare[:-1].removesuffix("e") + "[a-z]*"
    return bare.replace("-", "[ -]")


def _either(words: Iterable[str]) -> str:
    """A pattern of these alternatives, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
