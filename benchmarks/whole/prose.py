"""Course notes without end: sentences of our own, put together by chance that is the same every time."""

from random import Random

_WHO = (
    "调度器", "内核", "客户端", "代理服务器", "编译器", "解释器", "缓存", "数据库", "事务管理器", "消息队列",
    "负载均衡器", "文件系统", "垃圾回收器", "链接器", "控制平面", "日志模块", "监控程序", "索引", "连接池",
    "守护进程",
)  # fmt: skip
_TERM = (
    "Docker", "Kubernetes", "Linux", "PostgreSQL", "Redis", "Nginx", "gRPC", "HTTP/2", "TCP", "containerd", "systemd",
    "Python 3.11", "WebAssembly", "B+ tree", "mmap", "epoll", "RAID 5", "UTF-8", "TLS 1.3", "CI/CD",
)  # fmt: skip
_DOES = (
    "把请求分成若干批次", "先检查版本号是否一致", "在内存中保留一份副本", "按照优先级排列任务",
    "定期把改动写回磁盘", "为每个会话分配独立的空间", "用哈希表记录已经处理过的条目",
    "等待所有参与者都回答之后才提交", "放弃超时的连接", "根据负载自动增减副本", "把错误报告给上一层",
    "从最近的检查点重新开始",
)  # fmt: skip
_WHY = (
    "这样就不会因为一次故障而丢失数据", "否则后来的读者可能看到只写了一半的结果",
    "因此吞吐量提高了，延迟却没有增加", "代价是要多占用一些内存", "这正是初学者最容易忽略的一点",
    "在规模较小的系统里看不出差别", "实际的产品还要考虑权限与审计", "理论上的上限由带宽和往返时间共同决定",
    "所以顺序比速度更重要", "不过这只是一种近似的说法",
)  # fmt: skip
_PATTERN = (
    "{who}{does}，{why}。",
    "以 {term} 为例，{who}{does}；{why}。",
    "所谓“{noun}”，是指{who}{does}的过程（见第 {n} 节），{why}。",
    "如果使用 {term}，{who}就会{does}：{why}。",
    "实验表明，当并发数超过 {n} 时，{who}{does}，耗时约 {m} ms，占用 {k}% 的处理器时间。",
    "为什么{who}要{does}？原因有两个：一是{why}，二是{why2}。",
    "与 {term} 相比，{term2} 的做法更直接——{who}{does}，{why}。",
    "《操作系统导论》说：“{who}{does}。”{why}。",
)
_NOUN = (
    "一致性", "隔离", "背压", "幂等", "分片", "预写日志", "写时复制", "心跳", "租约", "快照", "回滚",
    "虚拟地址", "中断", "上下文切换", "死锁", "饥饿", "活跃度", "局部性", "流水线", "多路复用",
)  # fmt: skip


class Prose:
    """Sentences, terms and numbers; the same seed says the same."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311  # chance that must be the same every time

    def noun(self) -> str:
        """A thing to explain."""
        return self._chance.choice(_NOUN)

    def term(self) -> str:
        """A name in Latin letters."""
        return self._chance.choice(_TERM)

    def number(self, most: int) -> int:
        """A number from 1 to `most`."""
        return self._chance.randint(1, most)

    def sentence(self) -> str:
        """One sentence of about 40 characters."""
        pick = self._chance.choice
        return pick(_PATTERN).format(
            who=pick(_WHO), does=pick(_DOES), why=pick(_WHY), why2=pick(_WHY), term=pick(_TERM), term2=pick(_TERM),
            noun=pick(_NOUN), n=self.number(90), m=self.number(900), k=self.number(99),
        )  # fmt: skip

    def clause(self) -> str:
        """A few words, for lists and cells."""
        return self._chance.choice(_WHO) + self._chance.choice(_DOES)

    def paragraph(self, sentences: int) -> str:
        """Sentences on one line, one of them strong, one with code in it."""
        said = [self.sentence() for _ in range(sentences)]
        at = self.number(sentences) - 1
        said[at] = f"**{said[at][:-1]}**。"
        return "".join(said) + f"运行 `{self.term().split()[0].lower()} --set n={self.number(999)}` 可以看到结果。"
