import { ApiError, ApiPausedError } from '../errors.js';
import { type CallPace, createCallPace } from './call-pace.js';
import { errorAction, pauseMilliseconds } from './error-policy.js';
import { memoryPauseStore, type Pause, type PauseStore } from './pause-store.js';

/**
 * Keeps an account's calls away from an API that has asked for a pause: a call that is certain to be refused is not
 * made, since what is asked of a platform that says “enough” counts against the account. Each API has its own pauses.
 */
export interface ApiGate {
  /**
   * Makes the call, and notes if its answer asks for a pause.
   *
   * @throws ApiPausedError, before anything is sent, while the API is paused
   */
  through<T>(path: string, call: () => Promise<T>): Promise<T>;
  /** Opens all APIs again, for everybody who shares the pauses: the account's quotas have been cleared. */
  lift(): Promise<void>;
}

export interface ApiGateOptions {
  /** In this process's memory by default. */
  readonly pauses?: PauseStore;
  /** Hears of each call that was refused in the end; also of what nobody else does, as a secret that is refused while the old token still serves. */
  readonly onRefused?: (error: ApiError) => void;
  readonly now?: () => number;
}

export function createApiGate(options: ApiGateOptions = {}): ApiGate {
  const { pauses = memoryPauseStore(), onRefused, now = Date.now } = options;
  // Another machine's address may be on the allow list.
  const pausesOfThisMachine = memoryPauseStore();
  const paces = new Map<string, CallPace>();

  function paceOf(path: string): CallPace {
    const pace = paces.get(path) ?? createCallPace();
    paces.set(path, pace);
    return pace;
  }

  async function findPause(path: string): Promise<Pause | undefined> {
    const found = [await pausesOfThisMachine.read(path), await pauses.read(path)];
    return found.find(pause => pause !== undefined && pause.until > now());
  }

  async function enter(path: string): Promise<void> {
    const pause = await findPause(path);
    if (pause) {
      // Another process may have been told; its calls and ours were too many together.
      slowDown(path, pause);
      throw new ApiPausedError(path, pause.until, `for which it asked with errcode ${pause.errcode}`);
    }
    const until = paceOf(path).take(now());
    if (until !== undefined) throw new ApiPausedError(path, until, 'because calls in a minute are limited after 45011');
  }

  async function note({ path, errcode }: ApiError): Promise<void> {
    const action = errorAction(errcode, path);
    const milliseconds = pauseMilliseconds(action, now());
    if (milliseconds === undefined) return;
    const pause = { until: Math.round(now() + milliseconds), errcode };
    slowDown(path, pause);
    await (action === 'pause-address' ? pausesOfThisMachine : pauses).store(path, pause);
  }

  function slowDown(path: string, { until, errcode }: Pause): void {
    if (errorAction(errcode) === 'pause-minute') paceOf(path).slow(now(), until);
  }

  return {
    async through(path, call) {
      await enter(path);
      try {
        return await call();
      } catch (error) {
        // One of another path is of the access token, which has passed the gate by itself.
        if (error instanceof ApiError && error.path === path) {
          onRefused?.(error);
          await note(error);
        }
        throw error;
      }
    },
    async lift() {
      paces.clear();
      await Promise.all([pausesOfThisMachine.clear(), pauses.clear()]);
    },
  };
}
