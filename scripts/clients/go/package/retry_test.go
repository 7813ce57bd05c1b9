package servergroups

import (
	"net/http"
	"testing"
	"time"
)

func TestPause(t *testing.T) {
	now := time.Date(2030, time.January, 31, 12, 0, 0, 0, time.UTC)
	cases := []struct {
		retry       int
		header      string
		least, most time.Duration
	}{
		{0, "", 250 * time.Millisecond, 500 * time.Millisecond},
		{1, "", 500 * time.Millisecond, time.Second},
		{4, "", 4 * time.Second, 8 * time.Second},
		{90, "", 4 * time.Second, 8 * time.Second},
		{0, "0", 0, 0},
		{0, "7", 7 * time.Second, 7 * time.Second},
		{0, "3600", 30 * time.Second, 30 * time.Second},
		{0, "99999999999999999999999", 30 * time.Second, 30 * time.Second},
		{0, "Thu, 31 Jan 2030 12:00:05 GMT", 5 * time.Second, 5 * time.Second},
		{0, "Thu, 31 Jan 2030 11:00:00 GMT", 0, 0},
		{0, "-1", 250 * time.Millisecond, 500 * time.Millisecond},
		{0, "soon", 250 * time.Millisecond, 500 * time.Millisecond},
	}
	for _, c := range cases {
		got := &answer{header: http.Header{"Retry-After": {c.header}}}
		if wait := pause(c.retry, got, now); wait < c.least || wait > c.most {
			t.Errorf("retry %d after %q: %v is not between %v and %v", c.retry, c.header, wait, c.least, c.most)
		}
	}
}
