// Package servergroups is a client for server groups, as OpenStack Nova, Huawei Cloud and Open Telekom Cloud have them.
//
// A [Client] is made once, by [New], and may be used by many goroutines at a time. It sends the token and the microversion
// with each request, tries again what may be tried again, and reads lists page by page.
//
// What a server refuses is a [*Fault], which [errors.Is] compares with ErrNotFound and its like:
//
//	if _, err := client.Group(ctx, id); errors.Is(err, servergroups.ErrNotFound) {
//		…
//	}
//
// Requests end with their context; the errors are then those of the context. What fails without an answer of the server is
// [ErrTimeout], [ErrConnection] or [ErrMalformed].
package servergroups
