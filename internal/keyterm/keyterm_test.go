package keyterm

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shown writes a match as "+held -missed" terms behind "given" or "open".
func shown(m Match) string {
	words := []string{"open:"}
	if m.Held {
		words[0] = "given:"
	}
	for _, term := range m.Terms {
		sign := "-"
		if term.Held {
			sign = "+"
		}
		words = append(words, sign+strings.ReplaceAll(term.Text, " ", "_"))
	}
	return strings.Join(words, " ")
}

var pointTests = []struct {
	name, typed  string
	points, want []string
}{
	{
		name: "log",
		typed: "Changes go to an append only log before the pages, its fsynced at commit. after a crash the log " +
			"is replayed (redo)",
		points: []string{
			"Every change is appended to the write-ahead log before a page is changed.",
			"`fsync` at commit makes it durable.",
			"Recovery replays the log: redo, then undo.",
			"Checkpoints bound how long recovery takes.",
		},
		want: []string{
			"given: +change +appended -write-ahead +log +page",
			"given: +fsync +commit -durable",
			"given: -Recovery +replays +log +redo -undo",
			"open: -Checkpoints -bound -recovery",
		},
	},
	{
		name: "go",
		typed: "maps arent safe for concurrent use, use sync.map or RWMutex. SELECT with a default case doesnt " +
			"block",
		points: []string{
			"A `map` is not safe for concurrent use.",
			"Guard it with `sync.RWMutex`, or take a `sync.Map`.",
			"`select` with `default` never blocks.",
			"`x != nil && x.ok`",
		},
		want: []string{
			"given: +map +safe +concurrent",
			"given: -Guard +sync.RWMutex +sync.Map",
			"given: +select +default +blocks",
			"open: -x_!=_nil_&&_x.ok",
		},
	},
	{
		name:  "no more than seven terms, the most telling ones",
		typed: "B-trees keep the SSD busy",
		points: []string{
			"Because a value of large size may stand in some node of a B-tree, the `PageCache` reads pages from " +
				"SSD or NVMe into memory and evicts them when another table is scanned.",
			"A table is read by pages.",
		},
		want: []string{
			"open: -value +B-tree -PageCache +SSD -NVMe -evicts -scanned",
			"open: -table -read -pages",
		},
	},
	{
		name: "what a point names before its colon stays",
		points: []string{
			"Reliability: HTTP, TCP, UDP, TLS, QUIC, DNS, ARP.",
			"Protocols stand behind every layer of networks: HTTP, TCP, UDP, TLS, QUIC, DNS, ARP.",
		},
		want: []string{
			"open: -Reliability -HTTP -TCP -UDP -TLS -QUIC -DNS",
			"open: -HTTP -TCP -UDP -TLS -QUIC -DNS -ARP",
		},
	},
	{
		name: "what is one term, and what is none",
		points: []string{
			"`GET`, `PUT` and `DELETE`, e.g. on-and-off",
			"two-levels-of-fine-grained-locks",
			"``x`y``, `n``m`",
			"The lock, THE LOCKS, locking: `if` and `lock`",
		},
		want: []string{
			"open: -GET -PUT -DELETE",
			"open: -levels -fine -grained -locks",
			"open: -x`y -n``m",
			"open: -lock",
		},
	},
	{
		name:   "points without terms are held by their wording",
		typed:  "It is what it is. I would write a && b",
		points: []string{"What it is!", "What it` is", "It was.", "&&", "`&&`", "`||`", "", " \n", "```"},
		want: []string{"given:", "given:", "open:", "given:", "given: +&&", "open: -||", "open:", "open:",
			"open:"},
	},
	{
		name:   "code too long to type is its names",
		points: []string{"`ctx, cancel := context.WithTimeout(parent, 5*time.Second)`"},
		typed:  "context.WithTimeout with cancel",
		want:   []string{"open: -ctx +cancel +context.WithTimeout -parent -time.Second"},
	},
	{
		name: "German",
		typed: "Die Datenbanken werden partitioniert, der Schluessel bestimmt die Partition. fällt ein Knoten " +
			"aus übernimmt eine Replik",
		points: []string{"Partitionierung: Die Datenbank wird auf Knoten verteilt.",
			"Der Schlüssel bestimmt die Partitionen.", "Replikate übernehmen beim Ausfall."},
		want: []string{
			"given: +Partitionierung +Datenbank +Knoten -verteilt",
			"given: +Schlüssel +bestimmt +Partitionen",
			"open: +Replikate -übernehmen -Ausfall",
		},
	},
	{
		name:  "Russian",
		typed: "Индексы ускоряют чтение, но замедляют запись, потому что их надо обновлять при каждом INSERT",
		points: []string{"Индекс ускоряет чтение строк.", "Запись замедляется: индекс обновляется.",
			"Блокировки не нужны для чтения."},
		want: []string{
			"given: +Индекс +ускоряет +чтение -строк",
			"given: +Запись +замедляется +индекс +обновляется",
			"open: -Блокировки -нужны +чтения",
		},
	},
	{
		name:   "Chinese",
		typed:  "事务要么全部成功要么全部回滚，保证原子性。主键唯一标示一行。TCP三次握手",
		points: []string{"主键用于唯一标识一行。", "事务的原子性：全部成功或全部回滚。", "索引可以提高查询性能。", "锁", "TCP 通过三次握手建立连接", "保证分布式系统数据一致性"},
		want: []string{
			"given: +主键 +唯一标识一行",
			"given: +事务 +原子性 +全部成功 +全部回滚",
			"open: -索引 -提高查询性能",
			"open: -锁",
			"given: +TCP +三次握手建立连接",
			"open: -保证分布式系统数 -据一致性",
		},
	},
	{
		name:   "Japanese and Korean",
		typed:  "トランザクションは全部成功か全部失敗。 트랜잭션은 원자성을 보장한다",
		points: []string{"トランザクションの原子性です", "インデックスで検索が速い", "트랜잭션의 원자성", "인덱스는 검색을 돕는다"},
		want:   []string{"open: +トランザクション -原子性", "open: -インデックス -検索", "given: +트랜잭션 +원자성", "open: -인덱스 -검색 -돕는다"},
	},
}

func TestPoints(t *testing.T) {
	for _, test := range pointTests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, m := range Points(test.typed, test.points) {
				got = append(got, shown(m))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
