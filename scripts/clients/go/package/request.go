package servergroups

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// request is what the generated operations fill in.
type request struct {
	method string
	path   string
	query  url.Values
	header http.Header
	body   any
}

func newRequest(method, path string) *request {
	return &request{method: method, path: path, query: url.Values{}, header: http.Header{}}
}

func (r *request) setPath(name, value string) {
	r.path = strings.ReplaceAll(r.path, "{"+name+"}", url.PathEscape(value))
}

// setQuery leaves out a zero value, which means the same as none.
func setQuery[T comparable](r *request, name string, value T) {
	if value != *new(T) {
		r.query.Set(name, fmt.Sprint(value))
	}
}

func (r *request) setHeader(name, value string) {
	if value != "" {
		r.header.Set(name, value)
	}
}

// answer is a whole answer of the server.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// httpRequest makes one attempt's request.
func (c *Client) httpRequest(ctx context.Context, r *request, body []byte) (*http.Request, error) {
	address := c.base + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	made, err := http.NewRequestWithContext(ctx, r.method, address, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("servergroups: %w", err)
	}
	token, err := c.token(ctx)
	if err != nil {
		return nil, fmt.Errorf("servergroups: no token: %w", err)
	}
	if token == "" || !isHeaderValue(token) {
		return nil, fmt.Errorf("servergroups: the token is empty, or has a character that no header can carry, such as a line break")
	}
	made.Header = r.header.Clone()
	made.Header.Set("Accept", "application/json")
	made.Header.Set("OpenStack-API-Version", "compute "+c.microversion)
	made.Header.Set("User-Agent", c.userAgent)
	made.Header.Set("X-Auth-Token", token)
	if len(body) > 0 {
		made.Header.Set("Content-Type", "application/json")
	}
	return made, nil
}

func isHeaderValue(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// exchange sends a request and reads the whole answer, in the time of one attempt.
func (c *Client) exchange(ctx context.Context, r *request, body []byte) (*answer, error) {
	attempt := ctx
	if c.timeout > 0 {
		limited, cancel := context.WithTimeout(ctx, c.timeout)
		defer cancel()
		attempt = limited
	}
	made, err := c.httpRequest(attempt, r, body)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(made)
	if err != nil {
		return nil, failure(ctx, err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, failure(ctx, err)
	}
	return &answer{response.StatusCode, response.Header, text}, nil
}

// receive sends a request and reads what is promised of a success.
func receive[T interface{ required() []string }](ctx context.Context, c *Client, r *request) (*T, error) {
	got, err := c.send(ctx, r)
	if err != nil {
		return nil, err
	}
	value := new(T)
	if err := json.Unmarshal(got.body, value); err != nil {
		return nil, malformed(got, err.Error())
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(got.body, &parts); err != nil {
		return nil, malformed(got, err.Error())
	}
	for _, name := range (*value).required() {
		if part, ok := parts[name]; !ok || string(part) == "null" {
			return nil, malformed(got, "it has no "+name)
		}
	}
	return value, nil
}

func malformed(got *answer, why string) error {
	return fmt.Errorf("%w: HTTP %d with a body that the API does not describe: %s", ErrMalformed, got.status, why)
}
