import { type Caller, CHALLENGE, type Identity, isName } from './identity.ts';

const ADMIN = Object.freeze(['admin']);
const MEMBER = Object.freeze(['member']);

const authenticate = (token: string | undefined, urlProject: string | undefined): Caller | null => {
  if (!token) return null;
  const colon = token.indexOf(':');
  const user = colon === -1 ? token : token.slice(0, colon);
  // A project in the URL that is none is not the token's fault: the router refuses it later.
  const otherwise = urlProject !== undefined && isName(urlProject) ? urlProject : user;
  const project = colon === -1 ? otherwise : token.slice(colon + 1);
  if (!isName(user) || !isName(project)) return null;
  return { user, project, roles: user === 'admin' ? ADMIN : MEMBER };
};

/**
 * Believes whoever calls. The token is `user:project`, or `user` with the project of the URL; without either the
 * user's name is the project's too, so that `openstack --os-auth-type none`, whose token is `notused`, works.
 * The user `admin` is an administrator, others are members.
 */
export const noauthIdentity: Identity = Object.freeze({
  mode: 'noauth',
  challenge: CHALLENGE,
  authenticate,
  recall: (...args: Parameters<typeof authenticate>) => authenticate(...args) ?? undefined,
  check: async () => {},
  close: async () => {},
});
