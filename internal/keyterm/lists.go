package keyterm

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// stops are English words that carry no meaning of their own, folded; among them what the apostrophe leaves of
// "don't" and "it's".
var stops = setOf(`
	a about above after again against all almost along already also although always am among an and another any anyone
	anything are aren around as at away be because been before being below between both but by came can cannot come
	comes coming could couldn did didn do does doesn doing don done down during each either else enough etc even ever
	every everything few first for from further get gets getting give gives given giving go goes going gone got had
	hadn has hasn have haven having he hence her here hers him his how however i if in indeed instead into is isn it
	its itself just keep keeps kind last later least less let lets like likely ll lot lots made make makes making many
	may maybe me mean means might more most mostly much must mustn my near nearly need needed needs neither never next
	no none nor not nothing now of off often on once one ones only onto or other others otherwise our ours out over
	own per perhaps please put puts quite rather re really s same say says second see seen several shall she should
	shouldn simply since so some someone something sometimes somewhere soon still such t take taken takes taking than
	that the their theirs them then there therefore these they thing things this those though three through thus till
	to together too toward towards two under unless until up upon us usually ve very via was wasn way ways we well went
	were weren what whatever when whenever where whereas wherever whether which whichever while who whole whom whose
	why will with within without won would wouldn yes yet you your yours eg ie vs aka`, asWritten)

// fillers are words that answers are written with, whatever they are about, in their regular forms. Stems would
// not do: consistency is not a form of consist.
var fillers = setOf(`
	use useful usage example instance case allow enable let help provide ensure guarantee offer support require
	want try work happen occur occurred become remain contain include involve consist represent refer referred
	describe define
	denote know think understand learn consider note remember recall mention explain show stand look seem appear tend
	good bad better best worse worst great big large small little long short easy hard simple simply quick
	certain particular specific special general common typical usual main important basic different various
	similar possible able entire full actual actually basically essentially generally typically commonly
	new old current previous following thing stuff something kind sort part piece bit way manner
	idea concept notion aspect feature advantage disadvantage benefit drawback purpose goal reason problem issue
	question answer point fact result word start begin beginning end stop stopped add give turn
	bring whenever likewise respectively namely today time lot number amount real person people`, inflected)

// common are words of the trade that stand in half of all answers. They are terms, but the first
// to go when a point has too many.
var common = setOf(`
	data system value code program application service server client user object element item function method
	class process operation request response state memory file table row column node level model design
	structure order size single multiple performance information computer software implement implementation
	create return read write store access handle run call check find move pass hold change control manage
	type form normal term name set based separate additional high low fast slow`, stemOnly)

// otherStops are the stops of German, French, Spanish, Italian, Portuguese and Russian. The Latin ones count
// only in texts that have more of them than of English ones.
var otherStops = setOf(`
	der die das den dem des ein eine einer eines einem einen und oder aber ist sind war wird werden wurde wurden hat
	haben kann konnen muss mussen soll sollen nicht kein keine auch nur noch schon mit von vom zu zum zur bei beim
	nach vor fur auf aus durch uber unter zwischen ohne um als wie wenn dass weil damit sich es er sie wir ihr man
	dieser diese dieses jeder jede jedes alle alles mehr sehr so in im an am da dann hier also sowie bis
	le la les un une des du de et ou mais est sont etre ete il elle ils elles on nous vous ce cette ces cet qui que
	quoi dont ne pas plus moins tres pour par dans sur sous avec sans entre vers chez aux au se sa son ses leur leurs
	si comme quand lorsque afin peut peuvent doit doivent fait a l d qu n s c
	el los las lo una unos unas y o pero es son ser esta estan fue hay no mas muy para por con sin sobre entre desde
	hasta cuando donde como porque si su sus este esta estos estas ese esa eso cada todo todos puede pueden debe deben
	del al que
	gli i il lo uno e ma sono essere viene non piu molto per da di nel nella della dello dei delle degli con tra fra
	che chi cui quando dove come perche ogni tutti puo possono
	os as um uma uns umas em no na nos nas do da dos das ao aos pelo pela sao foi nao mais muito ou mas se quando onde
	и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще
	нет о из ему когда даже ну ли если уже или ни быть был него до вас там потом себя ей может они тут где есть надо
	ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет тогда кто этот того потому этого какои
	этом один мои тем чтобы неи были нас про них какая много разве три эту моя впрочем свою этои перед иногда лучше
	чуть том такои им более всегда между это эти этих является являются который которая которое которые также например
	при можно нужно`, asWritten)

// units make a number of one figure a term.
var units = setOf(`ms s ns us sec min h b kb mb gb tb pb kib mib gib bit bits byte bytes hz khz mhz ghz qps rps
	second seconds minute minutes hour hours day days percent px`, asWritten)

// setOf returns the set of the given forms of words. Like all tables of this package it is made when it is
// first asked for: most runs of iq compare no words, and would wait for it at the start.
func setOf(words string, forms func(word string) []string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for word := range strings.FieldsSeq(words) {
			for _, form := range forms(word) {
				set[form] = true
			}
		}
		return set
	})
}

func asWritten(word string) []string { return []string{word} }

func stemOnly(word string) []string { return []string{stem(word)} }

// inflected returns a word with its plural and the forms of a verb.
func inflected(word string) []string {
	base := strings.TrimSuffix(word, "e")
	forms := []string{word, word + "s", word + "es", base + "ed", base + "ing"}
	if before, ok := strings.CutSuffix(word, "y"); ok {
		forms = append(forms, before+"ies", before+"ied")
	}
	return forms
}

// isStop reports whether a folded word carries no meaning. foreign says that the text is not English.
func isStop(word string, foreign bool) bool {
	if stops()[word] || fillers()[word] {
		return true
	}
	return otherStops()[word] && (foreign || word[0] >= utf8.RuneSelf)
}

// isForeign reports whether an answer is in another language than English, by the words that every sentence
// has. If its points are too terse to tell, the typed text decides.
func isForeign(typed string, points []string) bool {
	english, other := 0, 0
	for _, point := range points {
		e, o := countStops(point)
		english, other = english+e, other+o
	}
	if english == 0 && other == 0 {
		english, other = countStops(typed)
	}
	return other > english
}

func countStops(text string) (english, other int) {
	for a := range atoms(text) {
		if stops()[a.key] {
			english++
		}
		if otherStops()[a.key] {
			other++
		}
	}
	return english, other
}

// abbreviations are groups of words and phrases that mean the same, a colon between them. A word may stand in
// several groups, but leads one step only: "authentication" is a synonym of auth, not of authorization.
const abbreviations = `
	db:database config:configuration auth:authentication auth:authorization authn:authentication
	authz:authorization repo:repository env:environment var:variable const:constant func:function fn:function
	arg:argument param:parameter obj:object str:string int:integer bool:boolean char:character dir:directory
	app:application prod:production perf:performance impl:implementation spec:specification msg:message
	info:information max:maximum min:minimum num:number ptr:pointer ref:reference async:asynchronous
	sync:synchronous mutex:mutual-exclusion alloc:allocation proc:process conn:connection addr:address
	infra:infrastructure tx:transaction txn:transaction k8s:kubernetes js:javascript ts:typescript py:python
	golang:go .net:dotnet c++:cpp c#:csharp postgres:postgresql mongo:mongodb cpu:processor os:operating-system
	vm:virtual-machine fs:file-system gc:garbage-collection:garbage-collector lb:load-balancer:load-balancing
	mq:message-queue pubsub:publish-subscribe pk:primary-key fk:foreign-key ttl:time-to-live wal:write-ahead-log
	mvcc:multi-version-concurrency-control 2pc:two-phase-commit cas:compare-and-swap:compare-and-set
	oop:object-oriented-programming di:dependency-injection orm:object-relational-mapping
	dom:document-object-model ci:continuous-integration cd:continuous-delivery cd:continuous-deployment
	rpc:remote-procedure-call dns:domain-name-system cdn:content-delivery-network
	csrf:cross-site-request-forgery xss:cross-site-scripting jwt:json-web-token regex:regular-expression
	bst:binary-search-tree dfs:depth-first-search bfs:breadth-first-search dp:dynamic-programming
	lru:least-recently-used fifo:first-in-first-out lifo:last-in-first-out ml:machine-learning ms:millisecond
	kb:kilobyte mb:megabyte gb:gigabyte o(1):constant-time o(n):linear-time o(logn):logarithmic o(n2):quadratic`

// synonyms maps a word or phrase, run together and stemmed, to the parts of each of its synonyms.
var synonyms = sync.OnceValue(func() map[string][][]string {
	all := map[string][][]string{}
	for group := range strings.FieldsSeq(abbreviations) {
		members := strings.Split(group, ":")
		for i, member := range members {
			for j, other := range members {
				if i == j {
					continue
				}
				for _, form := range joined(strings.Split(member, "-")) {
					all[form] = append(all[form], strings.Split(other, "-"))
				}
			}
		}
	}
	return all
})
