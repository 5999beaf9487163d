/** What a client keeps out of sight: the engine, and what it is driven by. */

import { clock } from "./clock.js";
import { engine } from "./engine.js";
import { described, guarded, refused } from "./failures.js";
import { fetching } from "./fetch.js";
import { fleetOf } from "./fleet.js";
import { absolute, environment, isPage, platform } from "./platform.js";
import { toSnake } from "./spelling.js";

const TOKEN_VARIABLE = "INTERCOM_ACCESS_TOKEN";

/** Settings of the core that may be given for a client, and for one call of it. */
const SETTINGS = [
  "version",
  "timeoutMs",
  "idleTimeoutMs",
  "deadlineMs",
  "maxAttempts",
  "maxBodyBytes",
  "lane",
  "limiter",
  "anyVersion",
  "strict",
];

/** What only a client can be told. */
const OF_CLIENTS = ["token", "region", "baseUrl", "fetch", "transport", "clock", "onEvent", "fleet", "dangerouslyAllowBrowser"];

/** What only a call can be told, by whatever of it is concerned. */
const OF_CALLS = [
  "signal",
  "resume",
  "limit",
  "progress",
  "extraQuery",
  "extraBody",
  "extraHeaders",
  "repeatable",
  "jobDeadlineMs",
  "pollFromMs",
  "pollToMs",
];

export class Host {
  /** The settings that a call changed last, and the host that has them: most programs change the same for all their calls. */
  #changed;

  constructor(fields) {
    Object.assign(this, fields);
  }

  /** Makes what a client with these options needs. */
  static of(options) {
    checkNames(options, OF_CLIENTS);
    const token = options.token === undefined ? environment(TOKEN_VARIABLE) : options.token;
    if (token === undefined) {
      throw refused(
        `there is no access token; give token: "…", or set ${TOKEN_VARIABLE}, or give token: null where something behind baseUrl adds it`,
      );
    }
    const given = { ...options, token };
    const driven = drivenBy(given);
    const settings = { user_agent: agent(), ...settingsOf(given), ...identityOf(given, driven) };
    return new Host({
      // Clients of one token share its rate limit, when they live by the same clock.
      engine: guarded(() => new engine.Client(JSON.stringify(settings), options.clock === undefined)),
      ...driven,
      clock: options.clock ?? clock,
    });
  }

  /** The same with what the options of a call change. It shares what this one has learned. */
  with(options) {
    if (options === NO_OPTIONS) return this;
    checkNames(options, OF_CALLS);
    const settings = settingsOf(options);
    if (settings === undefined) return this;
    const text = JSON.stringify(settings);
    if (this.#changed?.text !== text) {
      this.#changed = { text, host: new Host({ ...this, engine: guarded(() => this.engine.withSettings(text)) }) };
    }
    return this.#changed.host;
  }

  /** The same with any options changed, for a client of its own. */
  derived(options) {
    checkNames(options, OF_CLIENTS);
    if (options.clock !== undefined) throw refused("a client keeps its clock; give it to the constructor");
    const driven = drivenBy(options);
    const settings = { ...settingsOf(options), ...identityOf(options, driven) };
    return new Host({ ...this, ...driven, engine: guarded(() => this.engine.withSettings(JSON.stringify(settings))) });
  }
}

/** The options of a call that was given none. */
export const NO_OPTIONS = Object.freeze({});

function checkNames(options, others) {
  if (typeof options !== "object" || options === null) throw refused(`options must be an object, not ${described(options)}`);
  for (const name in options) {
    if (SETTINGS.includes(name) || others.includes(name)) continue;
    throw refused(`there is no option ${JSON.stringify(name)}${engine.hint(name, [...SETTINGS, ...others].join(","))}`);
  }
}

function drivenBy({ token, fetch, transport, onEvent, fleet }) {
  if (fetch !== undefined && transport !== undefined) {
    throw refused("fetch and transport both say what sends requests; give one of them");
  }
  for (const [name, given] of Object.entries({ fetch, transport, onEvent })) {
    if (given !== undefined && typeof given !== "function") throw refused(`${name} must be a function, not ${described(given)}`);
  }
  const driven = {};
  if (typeof token === "function") driven.provider = token;
  if (transport !== undefined) driven.transport = transport;
  else if (fetch !== undefined || token !== undefined) driven.transport = fetching(fetch);
  if (onEvent !== undefined) driven.onEvent = onEvent;
  if (fleet !== undefined) driven.fleet = fleet === null ? undefined : fleetOf(fleet);
  return driven;
}

/** Those settings of the core that some options name; undefined when they name none. */
function settingsOf(options) {
  let settings;
  for (const name of SETTINGS) {
    if (options[name] === undefined) continue;
    settings ??= {};
    settings[toSnake(name)] = options[name];
  }
  return settings;
}

/** The settings that only a client has: where its requests go, in whose name, and with whom it shares what. */
function identityOf({ token, region, baseUrl, onEvent, fleet, dangerouslyAllowBrowser }, driven) {
  if (isPage && token !== null && token !== undefined && dangerouslyAllowBrowser !== true) {
    throw refused(
      "an access token in a page is everybody's who sees the page; let your own server add it, and give baseUrl and token: null " +
        "(or dangerouslyAllowBrowser: true, if the page is nobody else's)",
    );
  }
  if (region !== undefined && baseUrl !== undefined) {
    throw refused("region and baseUrl both say where requests go; give one of them");
  }
  const settings = {};
  if (region !== undefined) settings.region = region;
  if (baseUrl !== undefined) settings.base_url = absolute(String(baseUrl));
  if (token !== undefined) {
    settings.token_provider = typeof token === "function";
    settings.token = settings.token_provider ? null : token;
  }
  if (onEvent !== undefined) settings.events = true;
  if (fleet !== undefined) settings.fleet = driven.fleet?.settings ?? null;
  return settings;
}

/** A page is named by its browser: a name of its own would have every request asked for beforehand. */
const agent = () => (isPage ? "" : `entryphone/${engine.version()} ${platform}`);
