-- One slot of a budget that the processes of a token share. See the head of `fleet.rs`.
--
-- KEYS: the budget. ARGV: lane; `new` or `back`; the limit to assume until one is known; the limit, the calls left and the
-- milliseconds until the reset, as the caller's last answers say. What is not known is an empty string.
-- Replies {1, ms}: a slot is taken, send in so many milliseconds. {0, ms}: no slot, ask again in so many.
-- All times below are microseconds, numbers that a double holds exactly.

local WINDOW = 10000000
-- How far calls of a lane may run ahead of an even spread, and how far ahead of time their slots are given out. The first of the
-- interactive lane is larger than the second of the bulk lane, so that an interactive call never waits behind bulk ones.
local CREDIT = { interactive = 200000, bulk = 0 }
local AHEAD = { interactive = 1000000, bulk = 100000 }
-- What the spread leaves free in each window: the credit, and as much again for calls that are held up on their way.
local LEEWAY = 400000
-- One call in so many of the limit may be on its way when a report is made.
local IN_FLIGHT = 50
local LONGEST_NAP = 5000000
local EXPIRY_MS = 3600000

local lane, is_back = ARGV[1], ARGV[2] == 'back'
local hint, limit = tonumber(ARGV[3]), tonumber(ARGV[4])
local left, resets_in_ms = tonumber(ARGV[5]), tonumber(ARGV[6])

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

local stored = redis.call('HMGET', KEYS[1], 'limit', 'next', lane)
limit = limit or tonumber(stored[1]) or hint
if not limit then
  return { 1, 0 }
end
-- A clock that was set back must not make anybody wait for the time it shows no more.
local next = math.min(tonumber(stored[2]) or 0, now + 2 * WINDOW)
local line = math.min(tonumber(stored[3]) or 0, now + LONGEST_NAP)

-- One call and what follows it at this distance are no more than the limit, wherever a window begins.
local interval = math.ceil((WINDOW + LEEWAY) / math.max(limit - 1, 1))
if left and resets_in_ms then
  local resets_in = math.min(resets_in_ms * 1000, WINDOW)
  -- Less what is on its way, and so not in the report.
  left = left - math.floor(limit / IN_FLIGHT)
  if left < 1 then
    next = math.max(next, now + resets_in + CREDIT.interactive)
  else
    interval = math.max(interval, math.floor(resets_in / left))
  end
end

local slot = math.max(next - CREDIT[lane], now)
local comes_up = slot - AHEAD[lane]
local reply
if comes_up <= now and (is_back or line <= now or slot == now) then
  next = math.max(next, now) + interval
  reply = { 1, math.ceil((slot - now) / 1000) }
elseif is_back then
  reply = { 0, math.ceil(math.min(math.max(comes_up - now, 1000), LONGEST_NAP) / 1000) }
else
  local place = math.min(math.max(line, comes_up), now + LONGEST_NAP)
  line = place + interval
  reply = { 0, math.max(math.ceil((place - now) / 1000), 1) }
end

local function whole(number)
  return string.format('%.0f', number)
end
redis.call('HSET', KEYS[1], 'limit', whole(limit), 'next', whole(next), lane, whole(line))
redis.call('PEXPIRE', KEYS[1], EXPIRY_MS)
return reply
