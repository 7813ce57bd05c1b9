// Answers calls for the tests: a line of JSON on standard input, a line of JSON on standard output.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log"
	"os"
	"time"

	servergroups "github.com/os-server-groups/os-server-groups-go"
)

type object = map[string]any

type call struct {
	Client struct {
		URL, Token, Project, Microversion, Application string
		Timeout                                        float64
		Retries                                        *int
	}
	Call string
	Args json.RawMessage
}

type args struct {
	ID, Server, Host, Project, Name string
	Policy                          servergroups.Policy
	PageSize                        int
	AllProjects                     bool
}

// operations answer with what goes out as "value".
var operations = map[string]func(context.Context, *servergroups.Client, args, json.RawMessage) (any, error){
	"create": func(ctx context.Context, client *servergroups.Client, a args, raw json.RawMessage) (any, error) {
		// Which rules there are depends on the view.
		var options servergroups.CreateOptions
		if err := json.Unmarshal(raw, &options); err != nil {
			return nil, err
		}
		return client.CreateGroup(ctx, a.Name, a.Policy, &options)
	},
	"show": func(ctx context.Context, client *servergroups.Client, a args, _ json.RawMessage) (any, error) {
		return client.Group(ctx, a.ID)
	},
	"list": func(ctx context.Context, client *servergroups.Client, a args, _ json.RawMessage) (any, error) {
		options := servergroups.GroupsOptions{PageSize: a.PageSize, AllProjects: a.AllProjects}
		return collect(client.Groups(ctx, &options))
	},
	"delete": func(ctx context.Context, client *servergroups.Client, a args, _ json.RawMessage) (any, error) {
		return nil, client.DeleteGroup(ctx, a.ID)
	},
	"claim": func(ctx context.Context, client *servergroups.Client, a args, _ json.RawMessage) (any, error) {
		return client.Claim(ctx, a.ID, a.Server, a.Host)
	},
	"release": func(ctx context.Context, client *servergroups.Client, a args, _ json.RawMessage) (any, error) {
		return nil, client.Release(ctx, a.ID, a.Server)
	},
	"members": func(ctx context.Context, client *servergroups.Client, a args, _ json.RawMessage) (any, error) {
		return collect(client.Members(ctx, a.ID, &servergroups.MembersOptions{PageSize: a.PageSize}))
	},
	"showQuotas": func(ctx context.Context, client *servergroups.Client, a args, _ json.RawMessage) (any, error) {
		return client.Quotas(ctx, a.Project)
	},
	"setQuotas": func(ctx context.Context, client *servergroups.Client, a args, raw json.RawMessage) (any, error) {
		var quotas servergroups.RequestedQuotas
		if err := json.Unmarshal(raw, &quotas); err != nil {
			return nil, err
		}
		return client.SetQuotas(ctx, a.Project, quotas)
	},
	"limits": func(ctx context.Context, client *servergroups.Client, _ args, _ json.RawMessage) (any, error) {
		return client.Limits(ctx)
	},
}

func collect[T any](all iter.Seq2[*T, error]) (any, error) {
	values := []*T{}
	for value, err := range all {
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}

func run(line []byte) (any, error) {
	var c call
	var a args
	if err := errors.Join(json.Unmarshal(line, &c), json.Unmarshal(c.Args, &a)); err != nil {
		return nil, err
	}
	config := servergroups.Config{
		URL: c.Client.URL, Token: c.Client.Token, Project: c.Client.Project,
		Microversion: c.Client.Microversion, Application: c.Client.Application,
		Timeout: time.Duration(c.Client.Timeout * float64(time.Second)),
	}
	// In a Config none is a negative number.
	if retries := c.Client.Retries; retries != nil && *retries == 0 {
		config.Retries = -1
	} else if retries != nil {
		config.Retries = *retries
	}
	client, err := servergroups.New(config)
	if err != nil {
		return nil, err
	}
	operation, ok := operations[c.Call]
	if !ok {
		return nil, fmt.Errorf("no such call: %s", c.Call)
	}
	return operation(context.Background(), client, a, c.Args)
}

func answer(value any, err error) object {
	failures := map[error]string{
		servergroups.ErrTimeout: "timeout", servergroups.ErrConnection: "connection", servergroups.ErrMalformed: "malformed",
	}
	for kind, name := range failures {
		if errors.Is(err, kind) {
			return object{"failure": name}
		}
	}
	var fault *servergroups.Fault
	if errors.As(err, &fault) {
		said := object{"status": fault.Status, "name": nil, "message": fault.Message, "requestId": nil}
		if fault.Name != "" {
			said["name"] = fault.Name
		}
		if fault.RequestID != "" {
			said["requestId"] = fault.RequestID
		}
		return object{"fault": said}
	}
	if err != nil {
		return object{"error": err.Error()}
	}
	return object{"value": value}
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		if err := out.Encode(answer(run(lines.Bytes()))); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}
