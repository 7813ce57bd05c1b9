package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/gophercloud/gophercloud/v2"
)

// authOptions are named as in target.ts.
type authOptions struct {
	AuthType string            `json:"auth_type"`
	Auth     map[string]string `json:"auth"`
	Override string            `json:"compute_endpoint_override"`
	Region   string            `json:"region_name"`
}

// target says where, as whom and what to drive: target.ts tells more.
type target struct {
	Mode          string                 `json:"mode"`
	Scenario      string                 `json:"scenario"`
	Callers       map[string]authOptions `json:"callers"`
	Microversions []string               `json:"microversions"`
	Legacy        bool                   `json:"legacy"`
	Quota         int                    `json:"quota"`
	MaxLimit      int                    `json:"maxLimit"`
	Many          int                    `json:"many"`
}

// line tells how a step went.
type line struct {
	Client       string `json:"client"`
	Version      string `json:"version"`
	Mode         string `json:"mode"`
	Microversion string `json:"microversion"`
	Step         string `json:"step"`
	OK           bool   `json:"ok"`
	Detail       string `json:"detail"`
}

const module = "github.com/gophercloud/gophercloud/v2"

func moduleVersion() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return strings.TrimPrefix(dependency.Version, "v")
		}
	}
	return "unknown"
}

// step runs a step, and prints how it went. A note is a remark for the page.
func (t target) step(microversion, what, note string, run func() error) {
	told := line{"gophercloud", moduleVersion(), t.Mode, microversion, what, true, note}
	if err := run(); err != nil {
		told.OK = false
		told.Detail = err.Error()
	}
	text, _ := json.Marshal(told)
	fmt.Fprintln(os.Stdout, string(text))
}

// want is an error unless both are the same when printed.
func want(actual, expected any) error {
	a, e := fmt.Sprintf("%#v", actual), fmt.Sprintf("%#v", expected)
	if a != e {
		return fmt.Errorf("%s is not %s", a, e)
	}
	return nil
}

// refused is an error unless err is gophercloud's typed error of this status, in these words.
func refused(err error, status int, words string) error {
	var typed gophercloud.ErrUnexpectedResponseCode
	if !errors.As(err, &typed) {
		return fmt.Errorf("not the typed error of %d: %v", status, err)
	}
	if typed.Actual != status || !gophercloud.ResponseCodeIs(err, status) {
		return fmt.Errorf("not %d: %v", status, err)
	}
	if !regexp.MustCompile(words).Match(typed.Body) {
		return fmt.Errorf("%s does not say %q", typed.Body, words)
	}
	return nil
}

func notFound(err error) error { return refused(err, http.StatusNotFound, "could not be found") }

// all runs checks until one fails.
func all(checks ...func() error) error {
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}
