package keyterm

import (
	"strings"
	"sync"
)

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
