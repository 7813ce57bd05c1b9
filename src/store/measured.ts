/** A store whose calls are timed. */

import { type Load, type Store, StoreUnavailable } from './store.ts';

export interface StoreMeter {
  /** A call is over, after so many milliseconds. */
  readonly called: (call: string, outcome: 'done' | 'unavailable' | 'failed', ms: number) => void;
  /** Takes a function that tells how busy the store is. */
  readonly watch: (load: () => Load) => void;
}

/** The same store; what the service asks of it for a request is measured, with all the waiting that belongs to it. */
export const measured = (store: Store, { called, watch }: StoreMeter): Store => {
  watch(store.load);
  const timed =
    <Values extends unknown[], Result>(name: string, call: (...values: Values) => Promise<Result>) =>
    async (...values: Values): Promise<Result> => {
      const started = performance.now();
      const over = (outcome: Parameters<StoreMeter['called']>[1]) =>
        called(name, outcome, performance.now() - started);
      try {
        const result = await call(...values);
        over('done');
        return result;
      } catch (error) {
        over(error instanceof StoreUnavailable ? 'unavailable' : 'failed');
        throw error;
      }
    };
  return {
    ...store,
    create: timed('create', store.create),
    get: timed('get', store.get),
    exists: timed('exists', store.exists),
    list: timed('list', store.list),
    delete: timed('delete', store.delete),
    addMember: timed('addMember', store.addMember),
    claim: timed('claim', store.claim),
    removeMember: timed('removeMember', store.removeMember),
    members: timed('members', store.members),
    usage: timed('usage', store.usage),
    setQuotas: timed('setQuotas', store.setQuotas),
    resetQuotas: timed('resetQuotas', store.resetQuotas),
    check: timed('check', store.check),
  };
};
