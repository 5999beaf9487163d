package io.entryphone

import io.entryphone.engine.Call
import io.entryphone.engine.EngineException
import kotlinx.coroutines.delay
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.longOrNull
import java.security.SecureRandom
import java.util.Base64

/** How a call ended well. */
internal class Outcome(val value: JsonElement, val facts: JsonObject)

/** Takes a call to its end: does what the engine says, and tells it what came of it. */
internal suspend fun drive(transport: Transport, call: Call): Outcome = call.use {
    val run = Run(transport, call)
    try {
        run.toItsEnd()
    } finally {
        // A coroutine that is canceled, a transport with a mistake in it: nobody will go on with the call.
        if (!run.isOver) call.cancel(now())
    }
}

private class Run(private val transport: Transport, private val call: Call) {
    var isOver = false
        private set
    private var value: JsonElement = JsonNull
    private var cause: Throwable? = null

    suspend fun toItsEnd(): Outcome {
        var step = call.start(now())
        while (true) {
            val (name, details) = read(step).jsonObject.entries.single()
            val fields = details.jsonObject
            isOver = name == "done" || name == "failed"
            step = when (name) {
                "done" -> return Outcome(value, fields)
                "failed" -> throw IntercomException.of(fields, cause)
                "wait" -> sleepUntil(fields.number("until_ms"))
                "send" -> send(fields)
                else -> error("the engine asks for what this wrapper does not know: $name")
            }
        }
    }

    private suspend fun sleepUntil(time: Long): String {
        delay((time - now().toLong()).coerceAtLeast(0))
        return call.woke(now())
    }

    private suspend fun send(step: JsonObject): String {
        val attempt = step.number("attempt").toUInt()
        val body = if (step.isTrue("has_body")) call.body() else null
        val response = try {
            transport.send(Request(step, body))
        } catch (failure: TransportFailure) {
            cause = failure
            return guarded { call.lost(now(), attempt, failure.kind, failure.sent, failure.message.orEmpty()) }
        }
        val headers = response.headers.joinToString("") { (name, value) -> "$name:$value\n" }
        val told = call.head(now(), attempt, response.status.toUShort(), headers)
        val (name, details) = read(told).jsonObject.entries.single()
        return when (name) {
            "read" -> take(attempt, details.jsonObject.text("form"), response.body)
            "collect" -> collect(attempt, response.body)
            else -> told
        }
    }

    private fun take(attempt: UInt, form: String?, body: ByteArray): String {
        // The parser of Kotlin takes words without quotes, so the engine says what is JSON.
        if (form == "json") return collect(attempt, body)
        value = when {
            body.isEmpty() -> JsonNull
            form == "text" -> JsonPrimitive(body.decodeToString())
            form == "bytes" -> JsonPrimitive(Base64.getEncoder().encodeToString(body))
            else -> runCatching { read(body.decodeToString()) }.getOrNull().takeIf { it is JsonObject || it is JsonArray } ?: JsonNull
        }
        return call.read(now(), attempt, body.size.toULong())
    }

    private fun collect(attempt: UInt, body: ByteArray): String {
        val judged = call.collected(now(), attempt, body)
        if (judged.startsWith("{\"done\":") && body.isNotEmpty()) value = read(body.decodeToString())
        return judged
    }
}

private val dice = SecureRandom()

/** The dice of one call. */
internal fun seed(): ULong = dice.nextLong().toULong()

/** Milliseconds of a clock that never runs backwards. */
internal fun now(): ULong = (System.nanoTime() / 1_000_000 - START).toULong()

// The clock of Java may begin below zero.
private val START = System.nanoTime() / 1_000_000

/** Calls into the engine, and throws its refusal as what it is. */
internal inline fun <T> guarded(work: () -> T): T = try {
    work()
} catch (refused: EngineException.Refused) {
    throw IntercomException.of(read(refused.json).jsonObject, null)
}

internal fun read(text: String): JsonElement = Json.parseToJsonElement(text)

internal fun JsonObject.text(name: String): String? = get(name)?.jsonPrimitive?.contentOrNull

internal fun JsonObject.pairs(name: String): List<Pair<String, String>> =
    getValue(name).jsonArray.map { it.jsonArray }.map { (first, second) -> first.jsonPrimitive.content to second.jsonPrimitive.content }

internal fun JsonObject.number(name: String): Long = getValue(name).jsonPrimitive.longOrNull ?: 0

internal fun JsonObject.isTrue(name: String): Boolean = get(name)?.jsonPrimitive?.booleanOrNull == true
