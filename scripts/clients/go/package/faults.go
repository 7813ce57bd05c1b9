package servergroups

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// The faults that programs tell apart, for [errors.Is]. A [*Fault] is one of them by its status alone.
var (
	ErrBadRequest         = errors.New("servergroups: bad request (400)")
	ErrUnauthorized       = errors.New("servergroups: unauthorized (401)")
	ErrForbidden          = errors.New("servergroups: forbidden, or the quota is used up (403)")
	ErrNotFound           = errors.New("servergroups: not found (404)")
	ErrNotAcceptable      = errors.New("servergroups: the microversion is not served (406)")
	ErrConflict           = errors.New("servergroups: conflict (409)")
	ErrTooManyRequests    = errors.New("servergroups: too many requests (429)")
	ErrServiceUnavailable = errors.New("servergroups: service unavailable (503)")
)

// What keeps a request from getting an answer, for [errors.Is]; the error has the cause too.
var (
	// ErrTimeout says that an attempt took longer than Config.Timeout, or than the http.Client allows.
	ErrTimeout = errors.New("servergroups: timeout")
	// ErrConnection says that there is no connection, or that it broke before the answer was whole.
	ErrConnection = errors.New("servergroups: connection failed")
	// ErrMalformed says that the answer is a success, but not what the API describes.
	ErrMalformed = errors.New("servergroups: malformed answer")
)

var byStatus = map[int]error{
	http.StatusBadRequest:         ErrBadRequest,
	http.StatusUnauthorized:       ErrUnauthorized,
	http.StatusForbidden:          ErrForbidden,
	http.StatusNotFound:           ErrNotFound,
	http.StatusNotAcceptable:      ErrNotAcceptable,
	http.StatusConflict:           ErrConflict,
	http.StatusTooManyRequests:    ErrTooManyRequests,
	http.StatusServiceUnavailable: ErrServiceUnavailable,
}

// Fault is an answer that is no success. [errors.As] finds it in an error.
type Fault struct {
	// Status is that of the answer, such as 404.
	Status int
	// Name is such as itemNotFound. It is empty when the body is no fault, as with the page of a proxy.
	Name string
	// Message is the server's own, for people; its wording may change. Without a fault in the body it is such as HTTP 502.
	Message string
	// RequestID finds the request in the log of the server. It is empty when the answer has none.
	RequestID string
	// Attempts is how often the request was sent.
	Attempts int
}

// Error says what the server said.
func (f *Fault) Error() string {
	text := "servergroups: " + f.Message
	if f.Name != "" {
		text = fmt.Sprintf("servergroups: %s (%d): %s", f.Name, f.Status, f.Message)
	}
	if f.RequestID != "" {
		text += " [" + f.RequestID + "]"
	}
	return text
}

// Is says whether target is the error of the fault's status: ErrNotFound for 404.
func (f *Fault) Is(target error) bool {
	known, ok := byStatus[f.Status]
	return ok && target == known
}

// newFault reads {"itemNotFound": {"code": 404, "message": "…"}}.
func newFault(status int, header http.Header, body []byte) *Fault {
	fault := &Fault{
		Status:    status,
		Message:   fmt.Sprintf("HTTP %d", status),
		RequestID: header.Get("X-Openstack-Request-Id"),
	}
	var parts map[string]json.RawMessage
	if json.Unmarshal(body, &parts) != nil {
		return fault
	}
	names := make([]string, 0, len(parts))
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		var said struct {
			Message *string `json:"message"`
		}
		if json.Unmarshal(parts[name], &said) == nil && said.Message != nil {
			fault.Name, fault.Message = name, *said.Message
			return fault
		}
	}
	return fault
}
