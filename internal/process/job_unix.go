//go:build unix

package process

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// suspend stops the job that iq belongs to, as Ctrl-Z does, and returns when it goes on. A job that
// nobody could continue is not stopped by the system; then it returns at once, or nearly.
func suspend() func() {
	return func() {
		continued := make(chan os.Signal, 1)
		signal.Notify(continued, syscall.SIGCONT)
		defer signal.Stop(continued)
		_ = syscall.Kill(0, syscall.SIGTSTP) // to oneself it cannot fail
		select {
		case <-continued:
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// resumed receives when the job went on, once for however often it did before anybody listened.
func resumed() <-chan struct{} {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGCONT)
	resumed := make(chan struct{}, 1)
	go func() {
		for range signals {
			select {
			case resumed <- struct{}{}:
			default:
			}
		}
	}()
	return resumed
}
