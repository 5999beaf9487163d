/** What a client keeps out of sight: the engine, and what it is driven by. */

import { clock } from "./clock.js";
import { engine } from "./engine.js";
import { guarded, refused } from "./errors.js";
import { fetching } from "./fetch.js";
import { absolute, environment, isPage, platform } from "./platform.js";
import { toSnake } from "./spelling.js";

const TOKEN_VARIABLE = "INTERCOM_ACCESS_TOKEN";

/** Options that are not the core's to know. */
const OURS = ["token", "fetch", "transport", "clock", "onEvent", "fleet", "dangerouslyAllowBrowser"];

/** Settings that may also be given for one call. */
const PER_CALL = ["timeoutMs", "idleTimeoutMs", "deadlineMs", "maxAttempts", "maxBodyBytes", "lane", "limiter", "version", "anyVersion", "strict"];

export class Host {
  constructor(fields) {
    Object.assign(this, fields);
  }

  /** Makes what a client with these options needs. */
  static of(options) {
    const token = options.token === undefined ? environment(TOKEN_VARIABLE) : options.token;
    if (token === undefined) {
      throw refused(
        `there is no access token; give token: "…", or set ${TOKEN_VARIABLE}, or give token: null where something behind baseUrl adds it`,
      );
    }
    if (isPage && token !== null && options.dangerouslyAllowBrowser !== true) {
      throw refused(
        "an access token in a page is everybody's who sees the page; let your own server add it, and give baseUrl and token: null " +
          "(or dangerouslyAllowBrowser: true, if the page is nobody else's)",
      );
    }
    const settings = { user_agent: agent(), ...settingsOf({ ...options, token }) };
    return new Host({
      // Clients of one token share its rate limit, when they live by the same clock.
      engine: guarded(() => new engine.Client(JSON.stringify(settings), options.clock === undefined)),
      ...drivenBy({ ...options, token }),
      clock: options.clock ?? clock,
    });
  }

  /** The same with some settings changed. It shares what this one has learned. */
  with(options) {
    const settings = settingsOf(options, PER_CALL);
    if (Object.keys(settings).length === 0) return this;
    return new Host({ ...this, engine: guarded(() => this.engine.withSettings(JSON.stringify(settings))) });
  }

  /** The same with any options changed, for a client of its own. */
  derived(options) {
    const engine = guarded(() => this.engine.withSettings(JSON.stringify(settingsOf(options))));
    return new Host({ ...this, ...drivenBy(options), engine });
  }
}

function drivenBy({ token, fetch, transport, onEvent, fleet }) {
  if (fetch !== undefined && transport !== undefined) {
    throw refused("fetch and transport both say what sends requests; give one of them");
  }
  const driven = {};
  if (typeof token === "function") driven.provider = token;
  if (transport !== undefined) driven.transport = transport;
  else if (fetch !== undefined || token !== undefined) driven.transport = fetching(fetch);
  if (onEvent !== undefined) driven.onEvent = onEvent;
  if (fleet !== undefined) driven.fleet = fleet;
  return driven;
}

/** The settings of the core among some options; of all options when they are not named. */
function settingsOf(options, names = Object.keys(options)) {
  const settings = {};
  for (const name of names) {
    const value = options[name];
    if (value === undefined) continue;
    if (name === "baseUrl") settings.base_url = absolute(value);
    else if (!OURS.includes(name)) settings[toSnake(name)] = value;
  }
  const { token, onEvent, fleet } = options;
  if (names === PER_CALL) return settings;
  if (typeof token === "function") settings.token_provider = true;
  else if (token !== undefined) Object.assign(settings, { token, token_provider: false });
  if (onEvent !== undefined) settings.events = true;
  if (fleet !== undefined) settings.fleet = fleet.settings;
  if (options.region !== undefined && options.baseUrl !== undefined) {
    throw refused("region and baseUrl both say where requests go; give one of them");
  }
  return settings;
}

const agent = () => `entryphone/${engine.version()} ${platform}`;
