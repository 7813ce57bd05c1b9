package servergroups

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// Version is the version of this client, and of the spec that it was made from.
	Version = "@VERSION@"
	// Microversion is the one that a client speaks when it is not told another.
	Microversion = "@MICROVERSION@"
)

// Config says where the server is and who asks. URL, Project and either Token or TokenFunc are needed; the zero values of the
// rest are good for most programs.
type Config struct {
	// URL is the address of the server, without the version: https://compute.example.com:8774, with a path if it has one.
	URL string
	// Project is the id of the project that the token was given for.
	Project string
	// Token is sent in X-Auth-Token.
	Token string
	// TokenFunc gives the token in place of Token, for tokens that expire. It is called for each attempt, by many goroutines
	// at a time if the client is used so.
	TokenFunc func(ctx context.Context) (string, error)
	// Microversion is one in which groups have the form of this client. The default is the constant of that name.
	Microversion string
	// Timeout is how long one attempt may take, body included. The default is 30 seconds; a negative one stands for no limit.
	Timeout time.Duration
	// Retries is how often a request is sent again after it failed. The default is 2; a negative number stands for none.
	Retries int
	// Application is put before the User-Agent of this client: "placer/1.4".
	Application string
	// HTTPClient sends the requests, for a proxy, certificates or a transport of your own. The default uses
	// http.DefaultTransport. Redirects are not followed, whatever its CheckRedirect says, since the token would go with them.
	HTTPClient *http.Client
}

// Client calls the API. It is made by New.
type Client struct {
	base         string
	project      string
	token        func(ctx context.Context) (string, error)
	microversion string
	timeout      time.Duration
	retries      int
	userAgent    string
	http         *http.Client
}

// New makes a client. It sends nothing; its error says what is wrong with config.
func New(config Config) (*Client, error) {
	base, err := baseURL(config.URL)
	if err != nil {
		return nil, err
	}
	if config.Project == "" {
		return nil, errors.New("servergroups: Config.Project is empty: it is the id of the project that the token was given for")
	}
	if (config.Token == "") == (config.TokenFunc == nil) {
		return nil, errors.New("servergroups: set one of Config.Token and Config.TokenFunc")
	}
	client := &Client{
		base:         base,
		project:      config.Project,
		token:        config.TokenFunc,
		microversion: cmp.Or(config.Microversion, Microversion),
		timeout:      cmp.Or(config.Timeout, 30*time.Second),
		retries:      max(cmp.Or(config.Retries, 2), 0),
		userAgent:    strings.TrimLeft(config.Application+" os-server-groups-go/"+Version, " "),
		http:         withoutRedirects(config.HTTPClient),
	}
	if client.token == nil {
		client.token = func(context.Context) (string, error) { return config.Token, nil }
	}
	headers := map[string]string{"Token": config.Token, "Microversion": client.microversion, "Application": client.userAgent}
	for field, value := range headers {
		if !isHeaderValue(value) {
			return nil, fmt.Errorf("servergroups: Config.%s has a character that no header can carry, such as a line break", field)
		}
	}
	return client, nil
}

func baseURL(text string) (string, error) {
	parsed, err := url.Parse(text)
	if err != nil {
		return "", errors.New("servergroups: Config.URL is no URL: give one such as http://127.0.0.1:8774")
	}
	if parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "" {
		return "", errors.New("servergroups: Config.URL is not one of http or https with a host: give one such as http://127.0.0.1:8774")
	}
	if parsed.User != nil || parsed.RawQuery != "" || parsed.Fragment != "" {
		return "", errors.New("servergroups: Config.URL has a user, a query or a fragment: leave it out; the token says who asks")
	}
	base := strings.TrimRight(parsed.String(), "/")
	if strings.HasSuffix(base, "/v2.1") {
		return "", errors.New("servergroups: Config.URL ends with a version: leave out /v2.1, which the client adds")
	}
	return base, nil
}

// withoutRedirects is a client that shows the token to no other server. http.Client takes Authorization out of a request that
// is redirected elsewhere, but knows nothing of X-Auth-Token; and it makes a GET of a POST.
func withoutRedirects(given *http.Client) *http.Client {
	var client http.Client
	if given != nil {
		client = *given
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// Ptr gives a pointer to a value, for the fields that may be left out.
func Ptr[T any](value T) *T {
	return &value
}
