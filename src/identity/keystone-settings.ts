/** The settings of the mode `keystone`, and what is wrong with them together. */

import * as z from 'zod';
import type { Config } from '../config.ts';
import { HTTP_URL, httpUrlText, seconds } from '../setting-kinds.ts';

const FILE = 'the path of a file';

const text = (description: string, fallback: string, expected = 'any text') =>
  z.string().optional().meta({ expected, description, fallback });

export const keystoneSettings = {
  keystoneUrl: httpUrlText().optional().meta({
    expected: HTTP_URL,
    description: 'The URL of Keystone, with or without `/v3`. Needed with `OSG_AUTH=keystone`.',
    fallback: 'none',
  }),
  keystonePublicUrl: httpUrlText().optional().meta({
    expected: HTTP_URL,
    description: 'The URL at which clients get their tokens, for answers 401.',
    fallback: '`OSG_KEYSTONE_URL`',
  }),
  keystoneUsername: text('The user of the service account, which asks Keystone about tokens.', 'none'),
  keystonePassword: text("The service account's password.", 'none'),
  keystonePasswordFile: text("The file with the service account's password.", 'none', FILE),
  keystoneProject: z.string().prefault('service').meta({
    expected: 'the name of a project',
    description: 'The project of the service account.',
  }),
  keystoneDomain: z.string().prefault('Default').meta({
    expected: 'the name of a domain',
    description: "The domain of the service account's user and project.",
  }),
  keystoneApplicationCredentialId: text('An application credential in place of user and password.', 'none'),
  keystoneApplicationCredentialSecret: text("The application credential's secret.", 'none'),
  keystoneApplicationCredentialSecretFile: text(
    "The file with the application credential's secret.",
    'none',
    FILE,
  ),
  keystoneCa: text(
    'The file (PEM) of the authorities that vouch for Keystone.',
    'those that Node knows',
    FILE,
  ),
  /** In seconds. */
  keystoneTtl: seconds(1, 3600).prefault('60s').meta({
    expected: 'seconds from 1 to 3600, such as `60s` or `60`',
    description: 'How long an answer of Keystone holds: a revoked token is known for at most as long.',
  }),
  /** In seconds. */
  keystoneTimeout: seconds(1, 60).prefault('5s').meta({
    expected: 'seconds from 1 to 60, such as `5s` or `5`',
    description: 'How long Keystone may take for an answer.',
  }),
} as const;

export type KeystoneSettings = Pick<Config, keyof typeof keystoneSettings>;

type Given = Partial<Record<keyof KeystoneSettings, unknown>>;

const PASSWORD = 'OSG_KEYSTONE_PASSWORD';
const SECRET = 'OSG_KEYSTONE_APPLICATION_CREDENTIAL_SECRET';
const WAYS =
  `OSG_KEYSTONE_USERNAME and ${PASSWORD} (or ${PASSWORD}_FILE), or ` +
  `OSG_KEYSTONE_APPLICATION_CREDENTIAL_ID and ${SECRET} (or ${SECRET}_FILE)`;

const twice = (variable: string) => `${variable}, ${variable}_FILE: give one of them, not both`;
const missing = (variables: string, why: string) => `${variables}: missing; ${why}`;

/** What is missing or given twice for the mode `keystone`, a line each, without any value. */
export const keystoneProblems = (given: Given): string[] => {
  const hasPassword = given.keystonePassword !== undefined || given.keystonePasswordFile !== undefined;
  const hasSecret =
    given.keystoneApplicationCredentialSecret !== undefined ||
    given.keystoneApplicationCredentialSecretFile !== undefined;
  const isUser = given.keystoneUsername !== undefined || hasPassword;
  const isCredential = given.keystoneApplicationCredentialId !== undefined || hasSecret;
  const rules: readonly [isWrong: boolean, problem: string][] = [
    [
      given.keystoneUrl === undefined,
      missing('OSG_KEYSTONE_URL', 'say where Keystone is, such as https://keystone.example.com:5000'),
    ],
    [!isUser && !isCredential, missing('the service account', `set ${WAYS}`)],
    [
      isUser && isCredential,
      'OSG_KEYSTONE_USERNAME, OSG_KEYSTONE_APPLICATION_CREDENTIAL_ID: give the settings of one of them, not of both',
    ],
    [
      isUser && given.keystoneUsername === undefined,
      missing('OSG_KEYSTONE_USERNAME', 'it belongs to the password'),
    ],
    [isUser && !hasPassword, missing(PASSWORD, `or ${PASSWORD}_FILE; it belongs to OSG_KEYSTONE_USERNAME`)],
    [given.keystonePassword !== undefined && given.keystonePasswordFile !== undefined, twice(PASSWORD)],
    [
      isCredential && given.keystoneApplicationCredentialId === undefined,
      missing('OSG_KEYSTONE_APPLICATION_CREDENTIAL_ID', 'it belongs to the secret'),
    ],
    [
      isCredential && !hasSecret,
      missing(SECRET, `or ${SECRET}_FILE; it belongs to OSG_KEYSTONE_APPLICATION_CREDENTIAL_ID`),
    ],
    [
      given.keystoneApplicationCredentialSecret !== undefined &&
        given.keystoneApplicationCredentialSecretFile !== undefined,
      twice(SECRET),
    ],
  ];
  return rules.filter(([isWrong]) => isWrong).map(([, problem]) => problem);
};
