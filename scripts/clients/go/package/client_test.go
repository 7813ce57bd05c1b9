package servergroups_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	servergroups "github.com/os-server-groups/os-server-groups-go"
)

const project = "9c53a566cb3443ab910cf0daebca90c4"

// fixed makes a client whose requests are answered by handler.
func fixed(t *testing.T, handler http.HandlerFunc, change func(*servergroups.Config)) *servergroups.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	config := servergroups.Config{URL: server.URL, Token: "secret", Project: project, HTTPClient: server.Client()}
	if change != nil {
		change(&config)
	}
	client, err := servergroups.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestNewSaysWhatIsWrong(t *testing.T) {
	good := servergroups.Config{URL: "http://127.0.0.1:8774", Token: "secret", Project: project}
	cases := map[string]func(*servergroups.Config){
		"Config.URL":         func(c *servergroups.Config) { c.URL = "127.0.0.1:8774" },
		"leave out /v2.1":    func(c *servergroups.Config) { c.URL += "/v2.1/" },
		"a user":             func(c *servergroups.Config) { c.URL = "http://me:pass@127.0.0.1" },
		"Config.Project":     func(c *servergroups.Config) { c.Project = "" },
		"set one of":         func(c *servergroups.Config) { c.Token = "" },
		"Config.Token":       func(c *servergroups.Config) { c.Token = "secret\n" },
		"Config.Application": func(c *servergroups.Config) { c.Application = "placer\r\nX: y" },
	}
	for want, change := range cases {
		config := good
		change(&config)
		_, err := servergroups.New(config)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("expected an error with %q, got %v", want, err)
		}
		if err != nil && (strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "pass")) {
			t.Errorf("the error has a secret: %v", err)
		}
	}
}

func TestFaultsAreToldApart(t *testing.T) {
	client := fixed(t, answer(404, `{"itemNotFound": {"code": 404, "message": "There is none."}}`), nil)
	_, err := client.Group(context.Background(), "none")
	if !errors.Is(err, servergroups.ErrNotFound) || errors.Is(err, servergroups.ErrConflict) {
		t.Errorf("not a 404 alone: %v", err)
	}
	var fault *servergroups.Fault
	if wrapped := fmt.Errorf("placing: %w", err); !errors.As(wrapped, &fault) {
		t.Fatalf("no fault: %v", err)
	}
	if want := (servergroups.Fault{Status: 404, Name: "itemNotFound", Message: "There is none.", Attempts: 1}); *fault != want {
		t.Errorf("expected %+v, got %+v", want, *fault)
	}
}

func TestTokenIsAskedForEachAttempt(t *testing.T) {
	sent := make(chan string, 3)
	var asked int
	client := fixed(t, func(w http.ResponseWriter, r *http.Request) {
		sent <- r.Header.Get("X-Auth-Token")
		answer(503, "")(w, r)
	}, func(c *servergroups.Config) {
		c.Token = ""
		c.TokenFunc = func(context.Context) (string, error) {
			asked++
			return fmt.Sprint("token-", asked), nil
		}
	})
	_, err := client.Group(context.Background(), "one")
	if !errors.Is(err, servergroups.ErrServiceUnavailable) {
		t.Errorf("expected a 503, got %v", err)
	}
	for _, want := range []string{"token-1", "token-2", "token-3"} {
		if got := <-sent; got != want {
			t.Errorf("expected %s, got %s", want, got)
		}
	}
}

func TestWithoutATokenNothingIsSent(t *testing.T) {
	cause := errors.New("the identity service is down")
	client := fixed(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") }, func(c *servergroups.Config) {
		c.Token = ""
		c.TokenFunc = func(context.Context) (string, error) { return "", cause }
	})
	if _, err := client.Limits(context.Background()); !errors.Is(err, cause) {
		t.Errorf("expected the cause, got %v", err)
	}
}

func TestTheCallersContextEndsARetry(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	client := fixed(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(503)
		time.AfterFunc(10*time.Millisecond, cancel)
	}, nil)
	_, err := client.Group(ctx, "one")
	if !errors.Is(err, context.Canceled) || errors.Is(err, servergroups.ErrTimeout) {
		t.Errorf("expected context.Canceled, got %v", err)
	}
}

func TestATimeoutIsOneOfTheClient(t *testing.T) {
	done := make(chan struct{})
	client := fixed(t, func(http.ResponseWriter, *http.Request) { <-done }, func(c *servergroups.Config) {
		c.Timeout, c.Retries = 20*time.Millisecond, -1
	})
	defer close(done)
	if _, err := client.Group(context.Background(), "one"); !errors.Is(err, servergroups.ErrTimeout) {
		t.Errorf("expected a timeout, got %v", err)
	}
}

func TestAnUntrustedCertificateIsNotTriedAgain(t *testing.T) {
	server := httptest.NewUnstartedServer(answer(200, "{}"))
	var attempts int
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	client, err := servergroups.New(servergroups.Config{
		URL: server.URL, Project: project, Retries: 5,
		TokenFunc: func(context.Context) (string, error) {
			attempts++
			return "secret", nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Limits(context.Background()); !errors.Is(err, servergroups.ErrConnection) || attempts != 1 {
		t.Errorf("expected one attempt that fails to connect, got %d and %v", attempts, err)
	}
}

func TestTheLoopCanBeLeft(t *testing.T) {
	var requests atomic.Int32
	client := fixed(t, func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		answer(200, `{"server_groups": [{"id": "a"}, {"id": "b"}]}`)(w, r)
	}, nil)
	for group, err := range client.Groups(context.Background(), nil) {
		if err != nil || group.ID != "a" {
			t.Fatal(group, err)
		}
		break
	}
	if requests.Load() != 1 {
		t.Errorf("expected one request, got %d", requests.Load())
	}
}

func TestAClientServesManyGoroutines(t *testing.T) {
	client := fixed(t, answer(200, `{"server_group": {"id": "a", "name": "web"}}`), nil)
	var all sync.WaitGroup
	for range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			if _, err := client.CreateGroup(context.Background(), "web", servergroups.PolicyAntiAffinity, nil); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
}
