package io.entryphone

import kotlinx.coroutines.future.await
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.JsonObject
import java.io.IOException
import java.net.ConnectException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpTimeoutException
import java.time.Duration

/** What sends requests. It follows no redirect and sends nothing twice: that is the engine's to decide. */
fun interface Transport {
    /** Sends a request, and gives the whole answer. Throws [TransportFailure] when none came. */
    suspend fun send(request: Request): Response
}

/** What a transport is to send. */
class Request internal constructor(step: JsonObject, val body: ByteArray?) {
    /** The HTTP method. */
    val method: String = step.text("method").orEmpty()

    /** The whole address. */
    val url: String = step.text("url").orEmpty()

    /** Names and values, in order. */
    val headers: List<Pair<String, String>> = step.pairs("headers")

    /** For all of it. */
    val timeout: Duration = Duration.ofMillis(step.number("timeout_ms"))

    override fun toString() = "Request($method $url)"
}

/** The answer to a request. */
class Response(val status: Int, val headers: List<Pair<String, String>>, val body: ByteArray)

/**
 * No whole answer came. [kind] is `connection`, `timeout`, `protocol` or `too_large`; [sent] says whether the request can have reached the
 * server, `no` or when in doubt `maybe`.
 */
class TransportFailure(message: String?, val kind: String = "connection", val sent: String = "maybe", cause: Throwable? = null) :
    Exception(message, cause)

/** The default transport: Java's own client, whose connections are kept. */
class JavaTransport(private val client: HttpClient = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build()) : Transport {
    override suspend fun send(request: Request): Response {
        val body = request.body?.let { HttpRequest.BodyPublishers.ofByteArray(it) } ?: HttpRequest.BodyPublishers.noBody()
        val message = HttpRequest.newBuilder(URI(request.url)).method(request.method, body).timeout(request.timeout)
        request.headers.forEach { (name, value) -> message.header(name, value) }
        try {
            // The timeout of a request ends with the head of its answer.
            val answer = withTimeoutOrNull(request.timeout.toMillis()) {
                client.sendAsync(message.build(), HttpResponse.BodyHandlers.ofByteArray()).await()
            } ?: throw TransportFailure("the answer took too long", "timeout")
            val headers = answer.headers().map().flatMap { (name, values) -> values.map { name to it } }
            return Response(answer.statusCode(), headers, answer.body())
        } catch (error: IOException) {
            throw failure(error)
        }
    }

    private fun failure(error: IOException): TransportFailure = when (error) {
        is java.net.http.HttpConnectTimeoutException -> TransportFailure(error.message, "timeout", "no", error)
        is HttpTimeoutException -> TransportFailure(error.message, "timeout", cause = error)
        is ConnectException -> TransportFailure(error.message, "connection", "no", error)
        else -> TransportFailure(error.message, cause = error)
    }
}
