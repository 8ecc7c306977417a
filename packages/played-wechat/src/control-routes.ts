import type { FastifyInstance, FastifyRequest } from 'fastify';
import { follow } from './account.js';
import { type Interaction, interactions } from './conversations.js';
import { Refusal } from './errcode.js';
import { parseFault } from './parse-fault.js';
import { isObject, parseObject } from './parse-object.js';
import { sendJson } from './send-json.js';
import type { Latency, State } from './state.js';
import type { FollowerInfo } from './user-info.js';

/** `/played/…`: the control of the platform for other processes; the same that {@link Platform} has for this one. */
export function controlRoutes(server: FastifyInstance, state: State): void {
  function route(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    control: (input: Record<string, unknown>) => object | undefined,
  ): void {
    server.route({
      method,
      url,
      handler(request, reply) {
        try {
          return sendJson(reply, control(input(request)) ?? {});
        } catch (error) {
          const message = error instanceof Refusal ? 'the body must be a JSON object' : (error as Error).message;
          return sendJson(reply.code(400), { error: message });
        }
      },
    });
  }

  route('GET', '/played/state', () => ({
    accounts: state.accounts.map(({ appId, followers }) => ({ appId, followers: followers.count })),
    calls: state.calls,
    faults: state.faults.list(),
    latency: state.latency,
  }));
  route('POST', '/played/followers', ({ openid, info, appId }) => {
    // What the follower's info should be is the developer's own business; nothing here depends on it.
    const followerInfo = isObject(info) ? (info as FollowerInfo) : {};
    follow(state.account(optionalString(appId)), requiredString('openid', openid), followerInfo);
    return undefined;
  });
  route('DELETE', '/played/followers/:openid', ({ openid, appId }) => {
    state.account(optionalString(appId)).followers.unfollow(requiredString('openid', openid));
    return undefined;
  });
  route('POST', '/played/faults', input => {
    state.faults.add(parseFault(input));
    return { id: state.faults.list().at(-1)?.id };
  });
  route('DELETE', '/played/faults', () => void state.faults.clear());
  route('DELETE', '/played/faults/:id', ({ id }) => void state.faults.remove(Number(id)));
  route('POST', '/played/latency', input => Object.assign(state.latency, parseLatency(input)));
  route('POST', '/played/token/revoke', ({ appId, stuck }) => {
    state.account(optionalString(appId)).tokens.revoke(stuck === true);
    return undefined;
  });
  route('POST', '/played/token/expire', ({ appId }) => void state.account(optionalString(appId)).tokens.expire());
  route('POST', '/played/interactions', ({ openid, interaction, appId }) => {
    const { conversations } = state.account(optionalString(appId));
    conversations.interact(requiredString('openid', openid), parseInteraction(interaction));
    return undefined;
  });
  route('GET', '/played/messages', ({ appId }) => ({ messages: state.account(optionalString(appId)).sent }));
  route('POST', '/played/phone', ({ openid, isSnapshot }) => {
    state.phone = { openid: requiredString('openid', openid), isSnapshot: isSnapshot === true };
    return undefined;
  });
  route('POST', '/played/reset', () => void state.reset());
}

/** Path, query and body together, under the names that they have in each. */
function input(request: FastifyRequest): Record<string, unknown> {
  const body = typeof request.body === 'string' && request.body !== '' ? parseObject(request.body) : {};
  return { ...body, ...(request.query as object), ...(request.params as object) };
}

function requiredString(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} must be a string that is not empty`);
  return value;
}

function optionalString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parseInteraction(value: unknown): Interaction {
  const interaction = interactions.find(known => known === value);
  if (!interaction) throw new TypeError(`interaction must be one of ${interactions.join()}, not ${String(value)}`);
  return interaction;
}

function parseLatency(input: Record<string, unknown>): Partial<Latency> {
  const latency: Partial<Latency> = {};
  for (const name of ['single', 'batch'] as const) {
    const value = input[name];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !(value >= 0)) throw new TypeError(`${name} must be milliseconds, 0 or more`);
    latency[name] = value;
  }
  return latency;
}
