// Package e2e holds tests alone: of iq as a whole program, of what the tree has to keep to, and the
// benchmarks of whole processes.
package e2e
