/** Servers that do not keep projects apart. */

import { asMember, type Sent, withHeaders } from '../wire.ts';
import { answers, instead, type Known, lenient, says, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { as, denied, is, list, noGroup } from './of-roles.ts';

/** Of the caller's project alone, as who is no administrator. */
const asOther = (request: Sent, { tokens }: Known) => asMember(request, tokens.otherProject);

export const projects: readonly Wrong[] = [
  wrong(
    'roles/others-shown',
    "another project's group is shown",
    ['roles/other-project', 'roles/no-role-of-another'],
    lenient({ of: 'showServerGroup', status: 404 }, asOther),
  ),
  wrong(
    'roles/others-deleted',
    "another project's group is deleted",
    'roles/other-project',
    lenient({ of: 'deleteServerGroup', status: 404 }, asOther),
  ),
  wrong(
    'roles/others-forbidden',
    "another project's group may not be seen, which tells that it is there",
    'roles/other-project',
    answers({ of: ['showServerGroup', 'deleteServerGroup'], status: 404 }, (_, request) => denied(request)),
  ),
  wrong(
    'roles/others-listed',
    'all list the groups of all projects',
    'roles/other-project',
    takes({ ...list, and: is('member', 'reader') }, (request, known) =>
      as('admin')({ ...request, path: request.path.replace(/\?|$/, '?all_projects=1&') }, known),
    ),
  ),
  wrong(
    'roles/others-listed-when-asked',
    'all list the groups of all projects when they ask to',
    'roles/other-project',
    takes({ ...list, path: /all_projects/, and: is('member', 'reader') }, as('admin')),
  ),
  wrong(
    'roles/readers-list-all',
    'readers list the groups of all projects when they ask to',
    'roles/other-project',
    takes({ ...list, path: /all_projects/, and: is('reader') }, as('admin')),
  ),
  wrong(
    'roles/all-projects-403',
    'who is no administrator must not ask for all projects',
    'roles/other-project',
    instead({ ...list, path: /all_projects/, and: is('member') }, denied),
  ),

  wrong(
    'roles/admin-alone',
    'an administrator lists the groups of one project, whatever it asks for',
    'roles/admin',
    takes({ ...list, and: is('admin') }, as('member')),
  ),
  wrong(
    'roles/admin-all',
    'an administrator lists the groups of all projects without asking',
    'roles/admin',
    takes({ ...list, and: is('admin') }, (request) =>
      request.path.includes('all_projects')
        ? request
        : { ...request, path: request.path.replace(/\??$/, '?all_projects=1') },
    ),
  ),
  wrong(
    'roles/admin-false',
    'all_projects is heeded for its value',
    'roles/admin',
    takes({ ...list, path: /all_projects=(0|False)/, and: is('admin') }, as('member')),
  ),
  wrong(
    'roles/admin-bare',
    'all_projects needs a value',
    'roles/admin',
    takes({ ...list, path: /all_projects$/, and: is('admin') }, as('member')),
  ),
  wrong(
    'roles/admin-shows',
    'an administrator shows the groups of one project',
    'roles/admin',
    takes({ of: 'showServerGroup', and: is('admin') }, as('member')),
  ),
  wrong(
    'roles/admin-deletes',
    'an administrator deletes the groups of one project',
    'roles/admin',
    takes({ of: 'deleteServerGroup', and: is('admin') }, as('member')),
  ),
  wrong(
    'roles/admin-own',
    'groups of all projects are shown with the project of who asks',
    'roles/admin',
    says({ ...list, path: /all_projects/ }, ({ server_groups }, _, { project }) => {
      for (const group of server_groups) if ('project_id' in group) group.project_id = project;
    }),
    '2.75',
  ),
  wrong(
    'roles/asker',
    'groups are shown with the user who asks, not the one who made them',
    'roles/admin',
    says({ of: 'showServerGroup', and: is('admin') }, ({ server_group }) => {
      if ('user_id' in server_group) server_group.user_id = 'admin';
    }),
    '2.75',
  ),
  wrong(
    'roles/admin-in-url',
    'an administrator may name any project in the URL',
    'roles/admin-in-url',
    lenient({ status: 400, says: /Malformed request URL/, and: is('admin') }, (request) => ({
      ...request,
      path: request.path.replace('/abc/', '/'),
    })),
  ),
  wrong(
    'roles/url-404',
    'the project of another in the URL leads nowhere',
    'roles/admin-in-url',
    answers({ status: 400, says: /Malformed request URL/ }, (_, request) => noGroup(request)),
  ),
  wrong(
    'roles/url-403',
    'the project of another in the URL may not be named',
    'roles/admin-in-url',
    answers({ status: 400, says: /Malformed request URL/ }, (_, request) => denied(request)),
  ),
  wrong('roles/strict', 'nobody may create', 'roles/admin', strict({ of: 'createServerGroup' }, 403)),
  wrong(
    'roles/same-id',
    'each answer has the same id',
    ['roles/reader', 'groups/delete', 'pages/order', 'members/claim'],
    answers({}, (answer) =>
      withHeaders(answer, {
        'x-openstack-request-id': 'req-3b241101-e2bb-4255-8caf-4136c566a962',
        'x-compute-request-id': 'req-3b241101-e2bb-4255-8caf-4136c566a962',
      }),
    ),
  ),
];
