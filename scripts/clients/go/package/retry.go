package servergroups

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"
)

const (
	firstWait     = 500 * time.Millisecond
	longestWait   = 8 * time.Second
	longestWished = 30 * time.Second
)

// send sends a request until it has an answer that is final. All operations of the API may be sent again: a creation has an
// Idempotency-Key, and the others are idempotent.
func (c *Client) send(ctx context.Context, r *request) (*answer, error) {
	var body []byte
	if r.body != nil {
		var err error
		if body, err = json.Marshal(r.body); err != nil {
			return nil, fmt.Errorf("servergroups: %w", err)
		}
	}
	for retry := 0; ; retry++ {
		got, err := c.exchange(ctx, r, body)
		if err == nil && got.status/100 != 2 {
			fault := newFault(got.status, got.header, got.body)
			fault.Attempts = retry + 1
			err = fault
		}
		if err == nil {
			return got, nil
		}
		if retry >= c.retries || !isPassing(err) {
			return nil, err
		}
		if cut := sleep(ctx, pause(retry, got, time.Now())); cut != nil {
			return nil, fmt.Errorf("%w; last: %w", cut, err)
		}
	}
}

// failure tells what kept an answer from coming. When the caller's own context has ended, that is what happened.
func failure(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil {
		if errors.Is(err, ended) {
			return fmt.Errorf("servergroups: %w", err)
		}
		return fmt.Errorf("servergroups: %w: %w", ended, err)
	}
	var slow net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &slow) && slow.Timeout() {
		return fmt.Errorf("%w: %w", ErrTimeout, err)
	}
	return fmt.Errorf("%w: %w", ErrConnection, err)
}

// isPassing says whether the next attempt may fare better.
func isPassing(err error) bool {
	var fault *Fault
	if errors.As(err, &fault) {
		switch fault.Status {
		case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			return true
		}
		return false
	}
	// A certificate that is not trusted will not be trusted in a second either.
	var untrusted *tls.CertificateVerificationError
	if errors.As(err, &untrusted) {
		return false
	}
	return errors.Is(err, ErrTimeout) || errors.Is(err, ErrConnection)
}

// pause says how long to wait before a retry: as long as the server wishes, otherwise twice as long each time, with jitter so
// that many clients do not come back at once.
func pause(retry int, got *answer, now time.Time) time.Duration {
	if got != nil {
		if wished, ok := retryAfter(got.header.Get("Retry-After"), now); ok {
			return wished
		}
	}
	longest := longestWait
	if retry < 4 {
		longest = firstWait << retry
	}
	return longest/2 + rand.N(longest/2)
}

// retryAfter reads seconds, or an HTTP date (RFC 9110, section 10.2.3).
func retryAfter(text string, now time.Time) (time.Duration, bool) {
	seconds, err := strconv.ParseUint(text, 10, 64)
	if err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(min(seconds, uint64(longestWished/time.Second))) * time.Second, true
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(max(at.Sub(now), 0), longestWished), true
	}
	return 0, false
}

func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("servergroups: %w while waiting to try again", ctx.Err())
	}
}
