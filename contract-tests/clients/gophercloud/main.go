// Drives the package servergroups of gophercloud. The target comes as JSON on the standard input.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack"
	"github.com/gophercloud/gophercloud/v2/openstack/compute/v2/servergroups"
)

const unknown = "00000000-0000-4000-8000-000000000000"

var policies = []string{"affinity", "anti-affinity", "soft-affinity", "soft-anti-affinity"}

// driver drives one microversion.
type driver struct {
	target
	context      context.Context
	microversion string
	minor        int
	clients      map[string]*gophercloud.ServiceClient
}

// connect makes a client of the compute service: through Keystone, or by hand for a bare endpoint, since gophercloud
// has no other way there.
func connect(ctx context.Context, options authOptions) (*gophercloud.ServiceClient, error) {
	if options.AuthType != "password" {
		token := options.Auth["token"]
		if token == "" {
			token = "notused"
		}
		provider := &gophercloud.ProviderClient{TokenID: token}
		endpoint := gophercloud.NormalizeURL(options.Auth["endpoint"])
		return &gophercloud.ServiceClient{ProviderClient: provider, Endpoint: endpoint, Type: "compute"}, nil
	}
	provider, err := openstack.AuthenticatedClient(ctx, gophercloud.AuthOptions{
		IdentityEndpoint: options.Auth["auth_url"],
		Username:         options.Auth["username"],
		Password:         options.Auth["password"],
		TenantName:       options.Auth["project_name"],
		DomainName:       options.Auth["user_domain_name"],
	})
	if err != nil {
		return nil, err
	}
	if options.Override != "" {
		endpoint := gophercloud.NormalizeURL(options.Override)
		return &gophercloud.ServiceClient{ProviderClient: provider, Endpoint: endpoint, Type: "compute"}, nil
	}
	return openstack.NewComputeV2(provider, gophercloud.EndpointOpts{Region: options.Region})
}

func (d driver) create(caller, name, policy string, rules *servergroups.Rules) (*servergroups.ServerGroup, error) {
	options := servergroups.CreateOpts{Name: name, Rules: rules}
	if d.minor >= 64 {
		options.Policy = policy
	} else {
		options.Policies = []string{policy}
	}
	return servergroups.Create(d.context, d.clients[caller], options).Extract()
}

func (d driver) list(caller string, options servergroups.ListOpts) ([]servergroups.ServerGroup, error) {
	page, err := servergroups.List(d.clients[caller], options).AllPages(d.context)
	if err != nil {
		return nil, err
	}
	return servergroups.ExtractServerGroups(page)
}

func (d driver) show(caller, id string) (*servergroups.ServerGroup, error) {
	return servergroups.Get(d.context, d.clients[caller], id).Extract()
}

func (d driver) remove(caller, id string) error {
	return servergroups.Delete(d.context, d.clients[caller], id).ExtractErr()
}

// lists wants a list to have these names.
func (d driver) lists(caller string, options servergroups.ListOpts, expected []string) func() error {
	return func() error {
		groups, err := d.list(caller, options)
		if err != nil {
			return err
		}
		return want(names(groups), sorted(expected))
	}
}

// pages lists page by page, with the offset.
func (d driver) pages(limit int) ([]servergroups.ServerGroup, error) {
	found := []servergroups.ServerGroup{}
	for {
		groups, err := d.list("member", servergroups.ListOpts{Limit: limit, Offset: len(found)})
		if err != nil || len(groups) == 0 {
			return found, err
		}
		if limit > 0 && len(groups) > limit {
			return nil, fmt.Errorf("a page of %d has %d groups", limit, len(groups))
		}
		found = append(found, groups...)
	}
}

func names(groups []servergroups.ServerGroup) []string {
	found := []string{}
	for _, group := range groups {
		found = append(found, group.Name)
	}
	sort.Strings(found)
	return found
}

func sorted(texts []string) []string {
	copied := append([]string{}, texts...)
	sort.Strings(copied)
	return copied
}

// form wants a group to have the properties of its microversion.
func (d driver) form(group *servergroups.ServerGroup, policy string) error {
	if err := want((group.ProjectID != "") && (group.UserID != ""), d.minor >= 13); err != nil {
		return err
	}
	if d.minor < 64 {
		return want(group.Policies, []string{policy})
	}
	if group.Policy == nil || group.Rules == nil {
		return fmt.Errorf("%#v has no policy or rules", group)
	}
	return all(
		func() error { return want(*group.Policy, policy) },
		func() error { return want(*group.Rules, servergroups.Rules{}) },
	)
}

func main() {
	var t target
	if err := json.NewDecoder(os.Stdin).Decode(&t); err != nil {
		panic(err)
	}
	for _, microversion := range t.Microversions {
		d := driver{t, context.Background(), microversion, 1, map[string]*gophercloud.ServiceClient{}}
		if t.Legacy {
			d.minor = 0
		} else if microversion != "default" {
			d.minor, _ = strconv.Atoi(strings.Split(microversion, ".")[1])
		}
		for name, options := range t.Callers {
			client, err := connect(d.context, options)
			if err != nil {
				panic(err)
			}
			if microversion != "default" {
				client.Microversion = microversion
			}
			d.clients[name] = client
		}
		switch t.Scenario {
		case "each":
			d.driveEach()
		case "many":
			d.driveMany()
		}
	}
}
