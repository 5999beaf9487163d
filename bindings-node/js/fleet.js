/** One rate limit for several processes, kept by a Redis that the user's own client talks to. */

import { refused } from "./failures.js";
import { toSnake } from "./spelling.js";

/** What of a fleet is for the core. */
const SETTINGS = ["name", "limitHint", "withoutStore"];

/**
 * What a client needs of `{ name, redis, limitHint?, withoutStore? }`: settings for the core, and a function that runs its script.
 * `redis` is a connected client of `ioredis` or of `redis`, which stays the user's to close.
 */
export function fleetOf({ redis, ...options }) {
  const run = scriptRunner(redis);
  const reserve = async ({ key, script, script_sha1, arguments: texts }) => {
    try {
      return await run.bySha1(script_sha1, key, texts);
    } catch (error) {
      if (!String(error?.message).startsWith("NOSCRIPT")) throw error;
      return run.byText(script, key, texts);
    }
  };
  const settings = {};
  for (const name in options) {
    if (!SETTINGS.includes(name)) throw refused(`a fleet has no option ${JSON.stringify(name)}; it has redis, ${SETTINGS.join(", ")}`);
    if (options[name] !== undefined) settings[toSnake(name)] = options[name];
  }
  return { settings, reserve };
}

function scriptRunner(redis) {
  // node-redis
  if (typeof redis?.evalSha === "function") {
    return {
      bySha1: (sha1, key, texts) => redis.evalSha(sha1, { keys: [key], arguments: texts }),
      byText: (script, key, texts) => redis.eval(script, { keys: [key], arguments: texts }),
    };
  }
  // ioredis
  if (typeof redis?.evalsha === "function") {
    return {
      bySha1: (sha1, key, texts) => redis.evalsha(sha1, 1, key, ...texts),
      byText: (script, key, texts) => redis.eval(script, 1, key, ...texts),
    };
  }
  throw refused("the redis of a fleet must be a client of ioredis or of redis");
}
