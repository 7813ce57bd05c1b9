/** What `--help` says. */

export const HELP = `
os-server-groups-verify --url URL [options]

Shows whether a server keeps the contract of the server group API: every documented answer of every operation, at the first
and the last microversion of each range in which the API stays the same. It makes groups whose names begin with "osgv-",
two at a time at most, and deletes them again, also when it is interrupted; other groups are left alone.

  --url URL              where the server is, without /v2.1: https://nova.example.com:8774
  --token TOKEN          of a user who may make and delete groups of a project
  --other-token TOKEN    of such a user of another project
  --admin-token TOKEN    of an administrator of the first project
  --reader-token TOKEN   of a user of it who may only read
  --norole-token TOKEN   of a user of it without a role
  --service-token TOKEN  of a user with the role service, for claims
                         Better than on the command line, where others can see them, tokens stand in
                         OSG_VERIFY_TOKEN, OSG_VERIFY_ADMIN_TOKEN, …, or in the files that
                         OSG_VERIFY_TOKEN_FILE, OSG_VERIFY_ADMIN_TOKEN_FILE, … name.
                         What needs a token that is not given is reported as not judged.
  --project ID           the project of the tokens, where the server does not tell it
  --profile NAME         what the server does otherwise by design: os-server-groups (default), nova, huawei
  --microversions LIST   only these, such as 2.1,2.64 (default: all that the server offers)
  --legacy on|off        whether to try the dialect below /v2
  --ecs on|off           whether to try the ECS groups below /v1
  --operations LIST      only these, by operationId, such as createServerGroup,listServerGroups
  --strict               what could not be judged breaks the contract
  --timeout SECONDS      for one answer (default 10)
  --total-timeout SECONDS  for all (default 600)
  --junit FILE           writes JUnit XML, which CI systems show
  --json FILE            writes everything as data
  --html FILE            writes a page for people

Exit status: 0 the contract is kept; 1 it is broken, the violations are listed with the requests to repeat; 2 it could not be
judged: the server was not reached, the token was refused, or an option is wrong.
`;
