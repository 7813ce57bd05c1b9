/** Servers that read the queries of lists otherwise. */

import { fault } from '../made.ts';
import { answers, lenient, strict, type Wrong, wrong } from '../wrong.ts';
import { bare, list, refused } from './of-queries.ts';

const refusal = (query: string) => `a list with the query ${query} is refused`;

const taking = (query: string) => `a list takes the query ${query}`;

const BOTH = ['limit', 'offset'];

const numbers = (...values: string[]) =>
  BOTH.flatMap((name) => values.map((value) => refusal(`${name}=${value}`)));

/** How a number is read that is none, what the right server says of it, and the cases that notice. */
const READ: readonly (readonly [id: string, what: string, pattern: RegExp, cases: readonly string[]])[] = [
  ['nothing', 'an empty number is none at all', /=(&|$)/, numbers('')],
  ['negative', 'a negative number is none at all', /=-1/, numbers('-1')],
  ['plus', 'a number may have a plus', /=(%2B|\+)1/, numbers('%2B1', '+1')],
  ['blank', 'a number may have white space after it', /1%(20|0A)/, numbers('1%20', '1%0A')],
  ['point', 'a number may have a point', /1\.0/, numbers('1.0')],
  ['exponent', 'a number may have an exponent', /1e3/, numbers('1e3')],
  ['hexadecimal', 'a number may be hexadecimal', /0x10/, numbers('0x10')],
  ['digits', 'digits of all scripts are digits', /%D9%A3/, numbers('%D9%A3')],
  ['comma', 'a list of numbers is its first one', /1,2/, numbers('1,2')],
  [
    'words',
    'a word for a number is passed over',
    /=(dummy|true|null|a:b|x+)(&|$)/,
    [...numbers('dummy', 'true', 'null', 'a:b'), refusal('limit=x&offset=y')],
  ],
  [
    'first',
    'of a repeated parameter the first value counts',
    /limit=1&limit=x/,
    [refusal('limit=1&limit=x')],
  ],
  ['bare', 'a limit without a value is passed over', /limit$/, [refusal('limit')]],
  [
    'utf-8',
    'bytes that are not UTF-8 are replaced',
    /%(ff|c3%28|ed)/,
    ['limit=%ff', 'foo=%ff', '%ff=1', 'a=%c3%28', 'a=%ed%a0%80'].map(refusal),
  ],
  [
    'marker',
    'a marker that is no id is passed over',
    /marker=(x|1|$)/,
    ['marker=', 'marker=x', 'marker=1'].map(refusal),
  ],
  [
    'marker-form',
    'an id may be written in several ways',
    /marker=(urn|5bbcc3c41)/,
    ['marker=5bbcc3c41da24437a48a66f15b1b13f9', 'marker=urn:uuid:5bbcc3c4-1da2-4437-a48a-66f15b1b13f9'].map(
      refusal,
    ),
  ],
];

/** What is refused though it is a query of a list, and the cases that notice. */
const STRICT: readonly (readonly [id: string, what: string, pattern: RegExp, cases: readonly string[]])[] = [
  ['mark', 'a question mark without a query', /\?$/, [taking('')]],
  ['zero', 'a limit of 0', /limit=0$/, [taking('limit=0')]],
  ['one', 'a limit of 1', /limit=1$/, [taking('limit=1')]],
  ['zeros', 'zeros before a limit', /=0+1/, [taking('limit=0001')]],
  [
    'large',
    'a limit above 1000',
    /limit=\d{5,}/,
    [taking('limit=1000000'), taking('limit=9007199254740993')],
  ],
  [
    'inexact',
    'a limit that is no safe integer',
    /limit=\d{16,}/,
    [taking('limit=9007199254740993'), taking('limit=99999*')],
  ],
  ['overflow', 'an offset that is no 64-bit number', /offset=\d{20,}/, [taking('offset=99999*')]],
  [
    'repeated',
    'a parameter that is there twice',
    /(limit|offset|marker)=.*\1=/,
    ['limit=x&limit=1', 'offset=x&offset=0', 'marker=x&marker=*'].map(taking),
  ],
  [
    'letters',
    'a marker in upper case',
    /marker=.*[A-F]/,
    [taking('marker=5BBCC3C4-1DA2-4437-A48A-66F15B1B13F9')],
  ],
  [
    'unknown',
    'a marker of no group',
    /marker=.*b13f9/i,
    [taking('marker=x&marker=*'), taking('marker=5BBCC3C4-1DA2-4437-A48A-66F15B1B13F9')],
  ],
  [
    'flag',
    'all_projects without a value',
    /all_projects=?$/,
    [taking('all_projects'), taking('all_projects=')],
  ],
  [
    'boolean',
    'an all_projects that is no boolean',
    /all_projects=[^FT0-1]/,
    ['all_projects=a:b/c?d[e]@!$%27()*,;', 'all_projects=%7B%22a%22%3A1%7D', 'all_projects=a,b'].map(taking),
  ],
  ['false', 'an all_projects that says no', /all_projects=False/, [taking('all_projects=False')]],
  ['twice', 'all_projects twice', /all_projects=.*all_projects=/, [taking('all_projects=1&all_projects=0')]],
];

export const queries: readonly Wrong[] = [
  wrong(
    'queries/anything',
    'whatever a query says, there is a list',
    ['queries/refused-*'],
    lenient(refused, bare),
  ),
  wrong(
    'queries/message',
    'a query is refused in other words',
    ['queries/refused-*', 'queries/unknown-refused-*', 'queries/values-before-unknown'],
    answers(refused, (_, request) => fault(request, 400, 'The query is not valid.')),
  ),
  ...READ.map(([id, what, pattern, cases]) =>
    wrong(`queries/${id}`, what, cases, lenient({ ...refused, path: pattern }, bare)),
  ),
  ...STRICT.map(([id, what, pattern, cases]) =>
    wrong(`queries/refused-${id}`, `${what} is refused`, cases, strict({ ...list, path: pattern })),
  ),
];
