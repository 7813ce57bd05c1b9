/** What servers of a kind do in a way of their own, where the cases can judge that too. */

export interface Traits {
  /**
   * How far the words of a refusal are the contract's: to the letter; but for what a validation library says, and how it shows
   * a value; or not at all.
   */
  readonly messages: 'exact' | 'library' | 'free';
  /**
   * The form of answers: to the letter, keys in their order and nothing said of a body that is not there; JSON of the same value;
   * or that, with ids of requests and refusals of tokens in the form of a gateway in front of the server.
   */
  readonly form: 'exact' | 'loose' | 'gateway';
  /**
   * What is answered where there is no such path or method, and to a body that is too large: faults, 405 among them; or pages
   * for people, 404 for methods too, and a choice of versions (300) outside of them.
   */
  readonly nowhere: 'faults' | 'pages';
  /** The first version that has the two soft policies. */
  readonly softPolicies: '2.0' | '2.15';
}

/** Those of the service of this project, which does all as the spec says. */
export const EXACT: Traits = { messages: 'exact', form: 'exact', nowhere: 'faults', softPolicies: '2.0' };
