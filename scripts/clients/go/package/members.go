package servergroups

import (
	"context"
	"iter"
)

// MembersOptions are the options of [Client.Members].
type MembersOptions struct {
	// PageSize is how many members are asked for at a time. The default is 100.
	PageSize int
}

// Members lists the members of a group and their hosts, in the order of the ids of their servers, and asks for the next page
// when it is needed. After an error, which comes with a nil member, there is nothing more. options may be nil.
func (c *Client) Members(ctx context.Context, groupID string, options *MembersOptions) iter.Seq2[*Member, error] {
	if options == nil {
		options = &MembersOptions{}
	}
	limit := pageSize(options.PageSize)
	return pages[Member]{
		id: func(member *Member) string { return member.ServerID },
		after: func(marker string) ([]Member, error) {
			got, err := c.listMembers(ctx, c.project, groupID, listMembersParams{limit: limit, marker: marker})
			if err != nil {
				return nil, err
			}
			return got.Members, nil
		},
	}.all()
}

// Claim claims a place on a host for a server, which joins the group if it is in none; for a member it is a move. A host that
// is full is [ErrConflict]. It needs a token of the role service or admin.
func (c *Client) Claim(ctx context.Context, groupID, serverID, host string) (*Member, error) {
	body := MemberClaim{Member: MemberClaimAttributes{Host: host}}
	got, err := c.claimMember(ctx, c.project, groupID, serverID, body)
	if err != nil {
		return nil, err
	}
	return &got.Member, nil
}

// Release gives up the place of a server, which leaves the group. For one that is not in the group it is a success.
func (c *Client) Release(ctx context.Context, groupID, serverID string) error {
	return c.releaseMember(ctx, c.project, groupID, serverID)
}
