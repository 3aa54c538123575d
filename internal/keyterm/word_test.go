package keyterm

import "testing"

// termTests are points of one term with what may be typed for it.
var termTests = []struct {
	why, point   string
	held, missed []string
}{
	{"inflection", "replica", []string{"replicas", "Replica's"}, []string{"duplicate", "republic"}},
	{"inflection", "choose", []string{"chooses", "choosing", "chose", "chosen"}, []string{"chase"}},
	{"inflection", "latency", []string{"latencies"}, []string{"later"}},
	{"inflection", "consistency", []string{"consistent", "consistently"}, []string{"consists", "constant"}},
	{"inflection", "partition", []string{"partitioned", "Partitioning"}, []string{"petition", "part"}},
	{"inflection", "indices", []string{"index", "indexes"}, nil},
	{"no form of it", "contention", nil, []string{"content"}},
	{"no form of it", "import", []string{"imports"}, []string{"important"}},
	{"spelling", "behaviour", []string{"behavior", "behaviors"}, nil},
	{"spelling", "serialization", []string{"serialisation", "serialised", "serialize"}, []string{"serial"}},
	{"spelling", "normalise", []string{"normalize", "normalization"}, []string{"normal"}},
	{"spelling", "catalogues", []string{"catalog"}, nil},
	{"spelling", "cancelled", []string{"canceled"}, nil},
	{"spelling", "data centre", []string{"data center"}, nil},
	{"accents", "résumé", []string{"resume", "re\u0301sume\u0301", "RÉSUMÉ"}, nil},
	{"full-width letters", "cache", []string{"ｃａｃｈｅ"}, nil},
	{"a slip", "deadlock", []string{"deadlok", "deadlcok", "deadlocck", "deadlick", "daedlock"},
		[]string{"deadlk", "deadlokx", "headlock", "padlock"}},
	{"a slip in an inflected word", "partition", []string{"partitons"}, nil},
	{"a slip in an inflected word", "replicas", []string{"replcia"}, nil},
	{"no slips in short words", "cache", nil, []string{"cachr", "catch", "cash"}},
	{"no slips in names", "SHA256", nil, []string{"SHA255", "SHA-2"}},
	{"the first letter is typed right", "synchronous", []string{"synchronos"}, []string{"asynchronous", "async"}},
	{"the first letter is typed right", "leader", nil, []string{"reader", "header"}},
	{"hyphens", "write-ahead", []string{"write ahead", "writeahead", "Write-Ahead"},
		[]string{"write", "ahead", "write. Ahead", "ahead write", "write\nahead"}},
	{"hyphens", "high-availability", []string{"highly available"}, []string{"available"}},
	{"hyphens", "foreign-key", []string{"foreign keys"}, nil},
	{"parted", "timestamp", []string{"time stamp", "time-stamps"}, []string{"time", "stamp"}},
	{"parted", "timestamps", []string{"time stamp"}, nil},
	{"parted", "asymmetric", []string{"a-symmetric"}, []string{"a symmetric key"}},
	{"parted", "reuse", []string{"re-use"}, nil},
	{"identifiers", "ConcurrentHashMap", []string{"concurrenthashmap", "concurrent hash map",
		"concurrent hashmaps"}, []string{"HashMap"}},
	{"identifiers", "max_connections", []string{"max connections", "maxConnections"}, []string{"connections"}},
	{"identifiers", "HTTPServer", []string{"http server"}, []string{"server"}},
	{"acronyms", "APIs", []string{"api", "apis"}, []string{"is"}},
	{"figures and letters", "1,000aB", []string{"1,000ab"}, nil},
	{"a qualified name", "`sync.WaitGroup`", []string{"WaitGroup", "sync.WaitGroup", "a wait group"},
		[]string{"sync"}},
	{"a qualified name", "`wg.Wait()`", []string{"wg.Wait"}, []string{"wait"}},
	{"languages", "C++", []string{"c++", "cpp"}, []string{"c", "c#"}},
	{"languages", "C#", []string{"c#", "csharp"}, []string{"c", "c++"}},
	{"languages", ".NET", []string{".net", "asp with .Net core", "dotnet"}, []string{"net", "the.net"}},
	{"languages", "node.js", []string{"Node.js", "nodejs", "node js"}, []string{"node", "js"}},
	{"languages", "Go", []string{"go", "golang"}, []string{"goes"}},
	{"numbers", "404", []string{"a 404"}, []string{"40", "4040"}},
	{"numbers", "99.9%", []string{"99.9 percent", "99.9"}, []string{"999", "99", "9.9"}},
	{"numbers", "1,000", []string{"1000"}, []string{"1,00"}},
	{"numbers", "5 ms", []string{"5ms", "5 MS"}, []string{"5", "15 ms"}},
	{"growth", "O(log n)", []string{"o(log(n))", "it is O( log n )", "logarithmic"},
		[]string{"O(log\nn)", "log n", "O(n log n)", "O(n)", "olog n"}},
	{"growth", "O(n²)", []string{"O(n^2)", "O(N2)", "quadratic"}, []string{"O(2n)", "on2"}},
	{"growth", "O(V+E)", []string{"o(v + e)"}, []string{"O(VE)"}},
	{"growth", "O(nM)", []string{"O(nm)"}, nil},
	{"strokes", "TCP/IP", []string{"tcp/ip", "TCP IP"}, []string{"TCP"}},
	{"strokes", "I/O", []string{"io", "i/o"}, []string{"i", "o"}},
	{"abbreviation", "database", []string{"db", "DBs", "data base"}, nil},
	{"abbreviation", "db", []string{"databases"}, nil},
	{"abbreviation", "config", []string{"configuration", "configured"}, nil},
	{"abbreviation", "authorization", []string{"auth", "authz"}, []string{"authentication", "author"}},
	{"abbreviation", "Kubernetes", []string{"k8s"}, nil},
	{"abbreviation", "GC", []string{"garbage collection", "garbage collector"}, []string{"garbage", "collection"}},
	{"abbreviation", "write-ahead", nil, []string{"lead"}},
	{"code", "`SELECT FOR UPDATE`", []string{"select for update"}, []string{"select", "update for select"}},
	{"code", "`if`", []string{"if"}, []string{"when"}},
	{"Greek", "συναλλαγή", []string{"συναλλαγές", "ΣΥΝΑΛΛΑΓΗ"}, []string{"συνολικά"}},
	{"German", "die Konsistenz", []string{"konsistent ist das"}, []string{"Konstante"}},
	{"German", "die Verfügbarkeit", []string{"verfügbar ist das"}, nil},
	{"German by what is typed", "Datenbanken", []string{"die Datenbank ist das"}, []string{"database is the"}},
	{"German", "der Prozess", nil, []string{"Prozent"}},
	{"Russian", "транзакция", []string{"транзакциями", "ТРАНЗАКЦИЙ"}, []string{"трансляция"}},
	{"Chinese", "可用性", []string{"高可用", "可用性"}, []string{"性能"}},
	{"Chinese", "锁", []string{"用锁来"}, []string{"琐"}},
}

// TestOneTerm tries a point of one term against what may be typed for it.
func TestOneTerm(t *testing.T) {
	for _, test := range termTests {
		for _, typed := range test.held {
			if m := Points(typed, []string{test.point})[0]; !m.Held {
				t.Errorf("%s: %q does not hold %q: %v", test.why, typed, test.point, m.Terms)
			}
		}
		for _, typed := range test.missed {
			if m := Points(typed, []string{test.point})[0]; m.Held {
				t.Errorf("%s: %q holds %q: %v", test.why, typed, test.point, m.Terms)
			}
		}
	}
}

// TestWordsOfOtherPointsAreNotSlips keeps "commute", which another point has, from being taken for
// "compute".
func TestWordsOfOtherPointsAreNotSlips(t *testing.T) {
	if m := Points("commute", []string{"compute"})[0]; !m.Held {
		t.Error("commute is not a slip for compute where nothing else is looked for")
	}
	got := Points("commute", []string{"compute", "commute"})
	if got[0].Held || !got[1].Held {
		t.Errorf("got %v, want the second alone", got)
	}
}

// TestSynonymsLeadBothWays holds the table to itself: each member of a group leads to the others.
func TestSynonymsLeadBothWays(t *testing.T) {
	for form, all := range synonyms() {
		for _, parts := range all {
			back := false
			for _, other := range joined(parts) {
				back = back || len(synonyms()[other]) > 0
			}
			if !back {
				t.Errorf("%q leads to %v, which leads nowhere", form, parts)
			}
		}
	}
}

func TestStem(t *testing.T) {
	for _, forms := range [][]string{
		{"behaviour", "behavior", "behaviours"}, {"catalogue", "catalogs"}, {"analyse", "analyze", "analysis"}, {"db",
			"dbs"},
		{"блокировка", "блокировки", "блокировку"}, {"size", "sizes", "sized"},
	} {
		for _, form := range forms[1:] {
			if stem(form) != stem(forms[0]) {
				t.Errorf("the stem of %s is %s, that of %s %s", form, stem(form), forms[0], stem(forms[0]))
			}
		}
	}
}

// TestWordsAllAlikeAreBounded keeps a text that is made of them from costing the square of its length.
func TestWordsAllAlikeAreBounded(t *testing.T) {
	alike, begun := slips{}, endings{}
	for r := range rune(100) {
		word := "synchron" + string('а'+r)
		alike.add(word, word)
		begun.add(word, word)
	}
	if len(alike["synchron"]) != maxAlike || len(begun["synch"]) != maxAlike {
		t.Errorf("%d and %d candidates", len(alike["synchron"]), len(begun["synch"]))
	}
}
