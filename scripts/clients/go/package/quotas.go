package servergroups

import (
	"cmp"
	"context"
)

// Quotas tells how much a project may have; an empty project is that of the client, as in the other calls.
func (c *Client) Quotas(ctx context.Context, project string) (*QuotaSet, error) {
	return quotaSet(c.showQuotaSet(ctx, c.project, cmp.Or(project, c.project)))
}

// DefaultQuotas tells how much a project may have that has no quotas of its own.
func (c *Client) DefaultQuotas(ctx context.Context, project string) (*QuotaSet, error) {
	return quotaSet(c.showDefaultQuotaSet(ctx, c.project, cmp.Or(project, c.project)))
}

func quotaSet(got *QuotaSetEnvelope, err error) (*QuotaSet, error) {
	if err != nil {
		return nil, err
	}
	return &got.QuotaSet, nil
}

// SetQuotas changes the quotas that are given, for an administrator; -1 stands for no limit.
func (c *Client) SetQuotas(ctx context.Context, project string, quotas RequestedQuotas) (*Quotas, error) {
	got, err := c.setQuotaSet(ctx, c.project, cmp.Or(project, c.project), QuotaSetChange{QuotaSet: quotas})
	if err != nil {
		return nil, err
	}
	return &got.QuotaSet, nil
}

// ResetQuotas gives a project the default quotas again, for an administrator.
func (c *Client) ResetQuotas(ctx context.Context, project string) error {
	return c.resetQuotaSet(ctx, c.project, cmp.Or(project, c.project))
}

// Limits tells how much the client's project may have, and how much it has.
func (c *Client) Limits(ctx context.Context) (*AbsoluteLimits, error) {
	got, err := c.showLimits(ctx, c.project, showLimitsParams{})
	if err != nil {
		return nil, err
	}
	return &got.Limits.Absolute, nil
}
