package servergroups

import "context"

// CreateOptions are the options of [Client.CreateGroup].
type CreateOptions struct {
	// IdempotencyKey makes a creation that is sent again, even by another process, one creation: for 24 hours the same key
	// gets the same group. The default is a random UUID, the same in each attempt.
	IdempotencyKey string
}

// CreateGroup makes a group. options may be nil.
func (c *Client) CreateGroup(ctx context.Context, name string, policy Policy, options *CreateOptions) (*ServerGroup, error) {
	if options == nil {
		options = &CreateOptions{}
	}
	attributes := ServerGroupAttributes{Name: name, Policies: []Policy{policy}}
	return c.createGroup(ctx, attributes, options.IdempotencyKey)
}
