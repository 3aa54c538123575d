package keyterm

import "testing"

// judged is what people type, and of each point whether a patient examiner would say that it was
// given. The rule of isGiven was chosen on it.
type judged struct {
	typed  string
	points []verdict
}

type verdict struct {
	point string
	given bool
}

var examiner = []judged{
	{
		typed: `Transactions are all or nothing (atomic), they take the db from one consistent state to another,
		isolation means concurrent ones don't see each other, and durable = commited data survives a crash`,
		points: []verdict{
			{"Atomicity: all operations of a transaction succeed, or none does.", true},
			{"Consistency: every transaction leads from one valid state to another.", true},
			{"Isolation: concurrent transactions do not see intermediate results.", true},
			{"Durability: committed changes survive a crash.", true},
			{"Isolation levels trade correctness for speed.", false},
		},
	},
	{
		typed: "hash the key, mod number of buckets. collisions are handled with chaining. average constant, worst " +
			"O(n)",
		points: []verdict{
			{"A hash function maps each key to a bucket.", true},
			{"Collisions: chaining or open addressing.", true},
			{"Lookup is `O(1)` on average, `O(n)` in the worst case.", true},
			{"When the load factor grows too large, the table is resized and everything is rehashed.", false},
			{"Keys must be immutable.", false},
		},
	},
	{
		typed: "three way handshake SYN, SYN-ACK, ACK. udp has no handshake, packets can get lost or come out of order",
		points: []verdict{
			{"TCP opens a connection with a three-way handshake (SYN, SYN-ACK, ACK).", true},
			{"UDP is connectionless and does not guarantee delivery or order.", false},
			{"TCP controls congestion and flow by a sliding window.", false},
			{"TLS runs on top of TCP.", false},
		},
	},
	{
		typed: "an index is a b-tree on a column so the database can find rows without a full table scan. makes " +
			"inserts slower, takes disk space",
		points: []verdict{
			{"Avoids a full table scan.", true},
			{"Usually a B-tree (or B+ tree).", true},
			{"Slows down writes: every `INSERT` and `UPDATE` maintains the index.", true},
			{"Needs additional disk space.", true},
			{"A composite index serves queries on its leftmost columns.", false},
			{"Covering index", false},
		},
	},
	{
		typed: "Mutex: mutual exclusion, only one goroutine in critical section. RWMutex lets many readers in but " +
			"one writer. Channels pass data instead.",
		points: []verdict{
			{"`sync.Mutex` guards a critical section.", true},
			{"`sync.RWMutex` allows many readers or one writer.", true},
			{"Channels transfer ownership of data between goroutines.", true},
			{"`sync/atomic` is for single counters and flags.", false},
			{"The race detector (`go test -race`) finds unguarded access.", false},
		},
	},
	{
		typed: "put a cache like redis in front of the database, with a ttl. evict least recently used. Problem is " +
			"stale data and the stampede when a hot key expires",
		points: []verdict{
			{"Cache-aside: read the cache first, fall back to the database.", true},
			{"Eviction policy: LRU, LFU or FIFO.", true},
			{"Time to live (TTL) bounds staleness.", true},
			{"Cache stampede: many requests miss at the same time.", true},
			{"Write-through and write-back keep cache and database in step.", false},
		},
	},
	{
		typed: "CAP says under a network partition you choose consistency or availability. cassandra is AP",
		points: []verdict{
			{"Consistency, availability, partition tolerance: at most two of them.", true},
			{"Partitions cannot be avoided, so the choice is between CP and AP.", false},
			{"Examples: Cassandra is AP, etcd is CP.", true},
			{"PACELC adds latency to the picture.", false},
		},
	},
	{
		typed: "idempotent means you can repeat the call and the result is the same. GET PUT DELETE are, POST isnt. " +
			"use an idempotency key for payments",
		points: []verdict{
			{"Repeating an idempotent request has the same effect as making it once.", true},
			{"`GET`, `PUT` and `DELETE` are idempotent, `POST` is not.", true},
			{"Clients send an idempotency key with unsafe requests.", true},
			{"The server stores keys with their responses for some time.", false},
			{"Safe methods change nothing at all.", false},
		},
	},
	{
		typed: "garbage collector marks whats reachable from the roots and sweeps the rest. generational because " +
			"most objects die young. pauses!",
		points: []verdict{
			{"Mark and sweep: objects that no root reaches are freed.", true},
			{"Generational collection: most objects die young.", true},
			{"Stop-the-world pauses hurt latency.", false},
			{"Reference counting cannot free cycles.", false},
			{"Roots: stacks, globals and registers.", false},
		},
	},
	{
		typed: "single responsibility, open closed, liskov, interface segregation and dependency inversion",
		points: []verdict{
			{"Single responsibility", true},
			{"Open/closed", true},
			{"Liskov substitution", true},
			{"Interface segregation", true},
			{"Dependency inversion", true},
		},
	},
	{
		typed: "a process has its own memory, threads share the memory of the process. switching is cheaper for " +
			"threads",
		points: []verdict{
			{"Process isolation", false},
			{"Shared memory", true},
			{"Context switch", false},
			{"Address space", false},
			{"Threads of one process share its heap.", true},
			{"Switching between threads costs less than between processes.", true},
		},
	},
	{
		typed: "use a load balancer with health checks, round robin or least connections. L4 looks at ip and port, " +
			"L7 at http",
		points: []verdict{
			{"Round robin", true},
			{"Least connections", true},
			{"Consistent hashing", false},
			{"Health checks take broken servers out of rotation.", true},
			{"Layer 4 balances by IP and port, layer 7 by HTTP content.", true},
			{"Sticky sessions", false},
			{"Session storage", false},
			{"Connection draining", false},
		},
	},
}

// TestIsGivenAgreesWithAnExaminer holds the rule to what its comment says of it: it errs on 6
// points, and flatters on one of them.
func TestIsGivenAgreesWithAnExaminer(t *testing.T) {
	all, flattered, missed := 0, 0, 0
	for _, j := range examiner {
		points := make([]string, len(j.points))
		for i, v := range j.points {
			points[i] = v.point
		}
		for i, m := range Points(j.typed, points) {
			all++
			switch {
			case m.Held && !j.points[i].given:
				flattered++
				t.Logf("flattered: %s %v", points[i], m.Terms)
			case !m.Held && j.points[i].given:
				missed++
				t.Logf("missed: %s %v", points[i], m.Terms)
			}
		}
	}
	if all != 63 || flattered != 1 || missed != 5 {
		t.Errorf("of %d points %d are flattered and %d missed, want 63, 1 and 5", all, flattered, missed)
	}
}
