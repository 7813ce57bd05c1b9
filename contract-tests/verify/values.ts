/** The values of options, as they stand on the command line. */

import { routes } from '../../generated/routes.ts';
import { minorOf } from '../../src/microversions/negotiate.ts';
import { ranges } from '../../src/views/view.ts';
import { CannotJudge } from './cannot-judge.ts';

export const secondsOf = (option: string, text: string): number => {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) {
    throw new CannotJudge(`--${option} ${text}: expected whole seconds, 1 to 999999, such as 10.`);
  }
  return Number(text) * 1000;
};

/** What stands between commas, each once; an option that lists nothing is as if it were not there. */
const listOf = (text = ''): string[] | undefined => {
  const listed = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return listed.length === 0 ? undefined : [...new Set(listed)];
};

export const switchOf = (option: string, text: string | undefined, usual: boolean): boolean => {
  if (text !== undefined && text !== 'on' && text !== 'off') {
    throw new CannotJudge(`--${option} ${text}: expected on or off.`);
  }
  return text === undefined ? usual : text === 'on';
};

const LAST = ranges.at(-1)?.last as string;

export const versionsOf = (text: string | undefined): string[] | undefined => {
  const versions = listOf(text);
  const isWrong = (version: string) =>
    !/^2\.[1-9][0-9]{0,5}$/.test(version) || minorOf(version) > minorOf(LAST);
  const wrong = versions?.find(isWrong);
  if (wrong !== undefined) {
    throw new CannotJudge(
      `--microversions ${wrong}: expected microversions from 2.1 to ${LAST}, such as 2.1,2.64. The dialect below /v2 is tried beside them, unless --legacy off says otherwise.`,
    );
  }
  return versions;
};

export const operationsOf = (text: string | undefined): string[] | undefined => {
  const operations = listOf(text);
  const known = new Set(routes.flatMap(({ operationId, handler }) => [operationId, handler]));
  const wrong = operations?.find((operation) => !known.has(operation));
  if (wrong !== undefined) {
    const handlers = [...new Set(routes.map(({ handler }) => handler))].sort().join(', ');
    throw new CannotJudge(
      `--operations ${wrong}: there is no such operation. The operations are ${handlers}.`,
    );
  }
  return operations;
};

export const urlOf = (text: string | undefined): string => {
  if (text === undefined) {
    throw new CannotJudge(
      '--url is missing: the address of the server, without /v2.1, such as http://127.0.0.1:8774.',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && url.username + url.password + url.search + url.hash === '';
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw new CannotJudge(
      '--url: expected an http or https URL without user, query and fragment, such as https://nova.example.com:8774.',
    );
  }
  return url.href.replace(/\/+(?:v2(?:\.1)?\/*)?$/, '');
};
