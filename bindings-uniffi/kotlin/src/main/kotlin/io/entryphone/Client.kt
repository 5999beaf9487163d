package io.entryphone

import io.entryphone.engine.Pager
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.transform
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import io.entryphone.engine.Client as EngineClient
import io.entryphone.engine.pagerMembers
import io.entryphone.engine.operations as engineOperations

/**
 * A client for Intercom's REST API. It may be used by many coroutines at once.
 *
 * [settings] are the engine's, by their names there, such as `deadline_ms`, `max_attempts` and `lane`. A [token] is null where something
 * behind [baseUrl] adds it.
 */
class Client(
    token: String? = System.getenv("INTERCOM_ACCESS_TOKEN"),
    version: String? = null,
    region: String? = null,
    baseUrl: String? = null,
    private val transport: Transport = JavaTransport(),
    settings: JsonObject = JsonObject(emptyMap()),
) : AutoCloseable {
    private val engine: EngineClient

    init {
        val given = mapOf("version" to version, "region" to region, "base_url" to baseUrl).filterValues { it != null }
        val all = settings + given.mapValues { (_, value) -> JsonPrimitive(value) } + ("token" to JsonPrimitive(token))
        engine = guarded { EngineClient(JsonObject(all).toString(), true) }
    }

    /** The version of the API this client speaks. */
    val version: String get() = engine.version()

    /** Where requests go. */
    val baseUrl: String get() = engine.baseUrl()

    /** Calls an operation by its id, such as `contacts.update`. Of an answer without a body, the result is null, and of a file, its Base64. */
    suspend fun call(
        operation: String,
        path: List<String> = emptyList(),
        query: JsonObject? = null,
        body: JsonElement? = null,
        repeatable: Boolean = false,
    ): JsonElement {
        val parts = parts(path, query, body, repeatable)
        return drive(transport, guarded { engine.start(operation, parts, NOTHING, seed()) }).value
    }

    /** Makes the request of an operation without sending it. */
    fun prepare(operation: String, path: List<String> = emptyList(), query: JsonObject? = null, body: JsonElement? = null): Prepared {
        val parts = parts(path, query, body, false)
        return guarded { engine.prepare(operation, parts, NOTHING) }.use { Prepared(it) }
    }

    /** Sends any method to any path below the base URL, past the catalog. */
    suspend fun request(method: String, path: String, query: JsonObject? = null, body: JsonElement? = null): JsonElement {
        val parts = parts(emptyList(), query, body, false)
        return drive(transport, guarded { engine.startRaw(method, path, parts, seed()) }).value
    }

    /** Goes over the pages of a listing; with [resume], on from the checkpoint of a page. Each page is asked for when it is collected. */
    fun pages(
        operation: String,
        path: List<String> = emptyList(),
        query: JsonObject? = null,
        body: JsonElement? = null,
        resume: String? = null,
    ): Flow<Page> = flow {
        val parts = parts(path, query, body, false)
        guarded { engine.pages(operation, parts, resume, seed()) }.use { pager ->
            try {
                while (true) emit(fetch(pager) ?: break)
            } finally {
                // Of a scroll there is one at a time, and nobody else knows of this one.
                pager.limit(0u)
            }
        }
    }

    /** Goes over the items of all pages of a listing. */
    fun items(
        operation: String,
        path: List<String> = emptyList(),
        query: JsonObject? = null,
        body: JsonElement? = null,
        resume: String? = null,
    ): Flow<JsonElement> = pages(operation, path, query, body, resume).transform { page -> page.items.forEach { emit(it) } }

    private suspend fun fetch(pager: Pager): Page? {
        val call = guarded { pager.call(engine, now(), seed()) } ?: return null
        val answer = try {
            drive(transport, call).value
        } catch (error: IntercomException) {
            // A listing that starts again brings items twice, so it is the caller who starts it.
            if (pager.fail(error.status?.toUShort()) != false) throw error
            return null
        }
        val items = itemsAt(answer, pager.itemsPath())
        val members = (answer as? JsonObject)?.filterKeys { it in MEMBERS }.orEmpty()
        val count = guarded { pager.turn(JsonObject(members).toString(), items?.size?.toULong(), now()) }
        val checkpoint = if (pager.isOver()) null else guarded { pager.checkpoint() }
        return Page(items.orEmpty().take(count.toInt()), answer, checkpoint)
    }

    override fun close() = engine.close()

    override fun toString() = "Client(version=$version, baseUrl=$baseUrl)"

    private companion object {
        val NOTHING = ByteArray(0)
        val MEMBERS = pagerMembers().split(",").toSet()
    }
}

/** One page of a listing: its [items], the whole [body] around them, and the text that resumes the listing after it, null at its end. */
class Page(val items: List<JsonElement>, val body: JsonElement, val checkpoint: String?)

/** A request that is looked at and not sent. Its token is masked. */
class Prepared internal constructor(prepared: io.entryphone.engine.Prepared) {
    private val facts = read(prepared.toJson()).jsonObject

    /** The HTTP method. */
    val method = facts.text("method").orEmpty()

    /** The whole address. */
    val url = facts.text("url").orEmpty()

    /** Names and values, in order. */
    val headers = facts.pairs("headers")

    /** The bytes that would be sent. */
    val body = if (facts.isTrue("has_body")) prepared.body() else null

    /** The request as a command for a POSIX shell, which takes the token from INTERCOM_ACCESS_TOKEN. */
    val curl = facts.text("curl").orEmpty()
}

/** The operations of a version of the API, or of all versions, sorted by id. */
fun operations(version: String? = null): JsonArray = read(guarded { engineOperations(version) }).jsonArray

private fun parts(path: List<String>, query: JsonObject?, body: JsonElement?, repeatable: Boolean) = buildJsonObject {
    if (path.isNotEmpty()) put("path", JsonArray(path.map(::JsonPrimitive)))
    if (query != null) put("query", query)
    if (body != null) put("body", body)
    if (repeatable) put("repeatable", JsonPrimitive(true))
}.toString()

/** The items of an answer; none where null stands for them, and null when it holds no list. */
private fun itemsAt(answer: JsonElement, path: String): List<JsonElement>? {
    val steps = path.split(".").filter { it.isNotEmpty() }
    val found = steps.fold(answer as JsonElement?) { place, name -> if (place is JsonObject) place[name] else place.takeIf { it is JsonNull } }
    return if (found is JsonNull && answer !is JsonNull) emptyList() else found as? JsonArray
}
