package main

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/gophercloud/gophercloud/v2/openstack/compute/v2/servergroups"
)

var everything = servergroups.ListOpts{}

// driveEach goes through all steps, and leaves no group behind.
func (d driver) driveEach() {
	step := func(what, note string, run func() error) { d.step(d.microversion, what, note, run) }
	// As clients know them: the soft policies are of 2.15.
	some := policies
	if d.minor < 15 {
		some = policies[:2]
	}
	made := map[string]*servergroups.ServerGroup{}

	step("create a group with each policy", "", func() error {
		for _, policy := range some {
			group, err := d.create("member", policy, policy, nil)
			if err != nil {
				return err
			}
			made[policy] = group
			if err := d.form(group, policy); err != nil {
				return err
			}
		}
		return nil
	})
	if len(made) < len(some) {
		return
	}
	step("list", "", d.lists("member", everything, some))
	step("show by id", "", func() error {
		group, err := d.show("member", made["affinity"].ID)
		if err != nil {
			return err
		}
		return d.form(group, "affinity")
	})
	step("show and delete what is not there", "", func() error {
		_, err := d.show("member", unknown)
		return all(
			func() error { return notFound(err) },
			func() error { return notFound(d.remove("member", unknown)) },
		)
	})
	step("create with a wrong policy", "", func() error {
		_, err := d.create("member", "wrong", "wrong-policy", nil)
		return refused(err, http.StatusBadRequest, "'wrong-policy' is not one of")
	})
	if d.minor >= 64 {
		step("create with rules", "", d.rules)
		step("create with rules of another policy", "", func() error {
			_, err := d.create("member", "rules", "affinity", &servergroups.Rules{MaxServerPerHost: 2})
			return refused(err, http.StatusBadRequest, "Only anti-affinity policy supports rules")
		})
	}
	if _, ok := d.clients["reader"]; ok {
		step("list and show as a reader, who may not create", "", together(
			d.lists("reader", everything, some),
			func() error { _, err := d.show("reader", made["affinity"].ID); return err },
			func() error {
				_, err := d.create("reader", "read", "affinity", nil)
				return refused(err, http.StatusForbidden, "Policy doesn't allow os_compute_api:os-server-groups:create")
			},
		))
	}
	if _, ok := d.clients["other"]; ok {
		d.driveOther(some)
	}
	d.drivePages(some)
	step("delete by id", "", func() error {
		groups, err := d.pages(0)
		for _, group := range groups {
			if err == nil {
				err = d.remove("member", group.ID)
			}
		}
		if err != nil {
			return err
		}
		return d.lists("member", everything, nil)()
	})
}

func together(checks ...func() error) func() error { return func() error { return all(checks...) } }

func (d driver) rules() error {
	group, err := d.create("member", "rules", "anti-affinity", &servergroups.Rules{MaxServerPerHost: 3})
	if err != nil {
		return err
	}
	return all(
		func() error { return want(*group.Rules, servergroups.Rules{MaxServerPerHost: 3}) },
		func() error { return d.remove("member", group.ID) },
	)
}

// driveOther has to do with the groups of another project.
func (d driver) driveOther(some []string) {
	other, err := d.create("other", "other", "affinity", nil)
	ofAll := servergroups.ListOpts{AllProjects: true}
	d.step(d.microversion, "a group of another project is not found", "", func() error {
		if err != nil {
			return err
		}
		_, err := d.show("member", other.ID)
		return notFound(err)
	})
	if err != nil {
		return
	}
	d.step(d.microversion, "list the groups of all projects as an administrator; as a member, one's own", "", together(
		d.lists("admin", ofAll, append(slices.Clone(some), "other")),
		d.lists("member", ofAll, some),
	))
	d.step(d.microversion, "show and delete a group of another project as an administrator", "", together(
		func() error { _, err := d.show("admin", other.ID); return err },
		func() error { return d.remove("admin", other.ID) },
	))
}

// drivePages makes as many groups as the quota permits, which is more than one page.
func (d driver) drivePages(some []string) {
	full := slices.Clone(some)
	d.step(d.microversion, "create as many as the quota permits, and one more", "", func() error {
		for len(full) < d.Quota {
			if _, err := d.create("member", "more", "affinity", nil); err != nil {
				return err
			}
			full = append(full, "more")
		}
		_, err := d.create("member", "too many", "affinity", nil)
		return refused(err, http.StatusForbidden, "Quota exceeded, too many server groups")
	})
	note := "One page is read; programs go on with the offset."
	d.step(d.microversion, "list more groups than fit in a page", note, func() error {
		first, err := d.list("member", everything)
		if err != nil {
			return err
		}
		return all(
			func() error { return want(len(first), d.MaxLimit) },
			func() error { return d.reads(0, full) },
		)
	})
	d.step(d.microversion, "list with a limit, page by page", "", func() error { return d.reads(2, full) })
}

func (d driver) reads(limit int, expected []string) error {
	groups, err := d.pages(limit)
	if err != nil {
		return err
	}
	return want(names(groups), sorted(expected))
}

// driveMany reads many groups, which are named "many 0" and so on.
func (d driver) driveMany() {
	expected := []string{}
	for number := range d.Many {
		expected = append(expected, fmt.Sprintf("many %d", number))
	}
	what := fmt.Sprintf("list %d,%03d groups", d.Many/1000, d.Many%1000)
	d.step(d.microversion, what, "", func() error { return d.reads(1000, expected) })
}
