package servergroups

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"iter"
)

// Group gets a group of the project.
func (c *Client) Group(ctx context.Context, id string) (*ServerGroup, error) {
	got, err := c.showServerGroup(ctx, c.project, id)
	if err != nil {
		return nil, err
	}
	return &got.ServerGroup, nil
}

// GroupsOptions are the options of [Client.Groups].
type GroupsOptions struct {
	// PageSize is how many groups are asked for at a time. The default is 100.
	PageSize int
	// AllProjects lists the groups of all projects, for an administrator; for others it changes nothing.
	AllProjects bool
}

// Groups lists the groups of the project in the order in which they were made, and asks for the next page when it is needed.
// After an error, which comes with a nil group, there is nothing more. options may be nil.
func (c *Client) Groups(ctx context.Context, options *GroupsOptions) iter.Seq2[*ServerGroup, error] {
	if options == nil {
		options = &GroupsOptions{}
	}
	params := listServerGroupsParams{limit: pageSize(options.PageSize)}
	if options.AllProjects {
		params.allProjects = "True"
	}
	return pages[ServerGroup]{
		id: func(group *ServerGroup) string { return group.ID },
		after: func(marker string) ([]ServerGroup, error) {
			params := params
			params.marker = marker
			return c.groupPage(ctx, params)
		},
		from: func(offset int) ([]ServerGroup, error) {
			params := params
			params.offset = offset
			return c.groupPage(ctx, params)
		},
	}.all()
}

func (c *Client) groupPage(ctx context.Context, params listServerGroupsParams) ([]ServerGroup, error) {
	got, err := c.listServerGroups(ctx, c.project, params)
	if err != nil {
		return nil, err
	}
	return got.ServerGroups, nil
}

// DeleteGroup deletes a group, and frees its members and their places. When the answer to a deletion was lost, the retry finds
// no group: that is a success.
func (c *Client) DeleteGroup(ctx context.Context, id string) error {
	err := c.deleteServerGroup(ctx, c.project, id)
	var fault *Fault
	if errors.As(err, &fault) && fault.Attempts > 1 && errors.Is(fault, ErrNotFound) {
		return nil
	}
	return err
}

func (c *Client) createGroup(ctx context.Context, attributes ServerGroupAttributes, key string) (*ServerGroup, error) {
	if key == "" {
		var err error
		if key, err = randomUUID(); err != nil {
			return nil, err
		}
	}
	if !isHeaderValue(key) {
		return nil, errors.New("servergroups: the idempotency key has a character that no header can carry, such as a line break")
	}
	body := ServerGroupCreation{ServerGroup: attributes}
	got, err := c.createServerGroup(ctx, c.project, body, createServerGroupParams{idempotencyKey: key})
	if err != nil {
		return nil, err
	}
	return &got.ServerGroup, nil
}

// randomUUID makes a UUID of version 4 (RFC 9562, section 5.4).
func randomUUID() (string, error) {
	var bits [16]byte
	if _, err := rand.Read(bits[:]); err != nil {
		return "", fmt.Errorf("servergroups: no random numbers for an idempotency key: %w", err)
	}
	bits[6] = bits[6]&0x0f | 0x40
	bits[8] = bits[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", bits[:4], bits[4:6], bits[6:8], bits[8:10], bits[10:]), nil
}
