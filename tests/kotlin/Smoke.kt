import io.entryphone.ApiException
import io.entryphone.Client
import io.entryphone.IntercomException
import io.entryphone.NotFoundException
import io.entryphone.ServerException
import io.entryphone.SignatureException
import io.entryphone.TimeoutException
import io.entryphone.TransportException
import io.entryphone.Webhooks
import io.entryphone.operations
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

/** The Kotlin wrapper against an emulator of 23 contacts, which fails on demand. Ends with 0 only if every check held. */
fun main(): Unit = runBlocking {
    val emulator = System.getenv("INTERCOM_BASE_URL")
    val client = Client(baseUrl = emulator)
    val text = { value: kotlinx.serialization.json.JsonElement, name: String -> value.jsonObject[name]?.jsonPrimitive?.content }

    val made = client.call("contacts.create", body = buildJsonObject { put("role", "user"); put("email", "ada@example.com") })
    val id = text(made, "id").orEmpty()
    client.call("contacts.update", path = listOf(id), body = buildJsonObject { put("name", "Ada") })
    check(text(client.call("contacts.find", path = listOf(id)), "name") == "Ada") { "a contact is changed and found" }

    val ids = client.items("contacts.list", query = buildJsonObject { put("per_page", 5) }).map { text(it, "id") }.toList()
    check(ids.size == 24 && ids.toSet().size == 24) { "a listing brings each contact once, not $ids" }
    val first = client.pages("contacts.list", query = buildJsonObject { put("per_page", 5) }).take(1).toList().single()
    val rest = client.items("contacts.list", query = buildJsonObject { put("per_page", 5) }, resume = first.checkpoint)
    check(rest.map { text(it, "id") }.toList() == ids.drop(5)) { "a listing goes on at a checkpoint" }

    val prepared = client.prepare("contacts.find", path = listOf("c1"))
    check(prepared.method == "GET" && "emulator-token" !in prepared.curl && prepared.body == null) { "a request is looked at" }
    check(failure<IntercomException> { client.prepare("contacts.fnd") }.message.orEmpty().contains("contacts.find")) { "the nearest name" }
    check(failure<NotFoundException> { client.call("contacts.find", path = listOf("nobody")) }.requestId != null) { "not found" }

    faults(emulator, """[{"match": {"method": "POST", "path": "/tags"}, "drop": "after"}]""")
    val tag = buildJsonObject { put("name", "ghost") }
    check(failure<TransportException> { client.call("tags.create", body = tag) }.maybeApplied) { "a lost answer may have taken effect" }
    faults(emulator, """[{"status": 503, "match": {"method": "POST", "path": "/tags"}}]""")
    check(failure<ServerException> { client.call("tags.create", body = tag) }.maybeApplied) { "an outage may have taken effect" }
    faults(emulator, """[{"drop": "before"}]""")
    check(text(client.request("GET", "/me"), "type") == "admin") { "a GET is sent again" }
    faults(emulator, """[{"delay_ms": 60000}]""")
    check(withTimeoutOrNull(50) { client.call("admins.identify") } == null) { "a canceled coroutine waits for nothing" }

    faults(emulator, """[{"html": 200}]""")
    check(failure<ApiException> { client.call("tags.create", body = tag) }.reason.contains("not JSON")) { "a page of a proxy is no answer" }
    val hasty = Client(baseUrl = emulator, settings = buildJsonObject { put("timeout_ms", 100); put("max_attempts", 1) })
    faults(emulator, """[{"drip": {"bytes": 1, "every_ms": 60000}}]""")
    failure<TimeoutException> { hasty.call("admins.identify") }
    hasty.close()

    val body = """{"topic":"contact.user.created","data":{"item":{"id":"7"}}}""".toByteArray()
    val headers = listOf("X-Hub-Signature" to Webhooks.sign(body, "old"))
    check(text(Webhooks.unwrap(body, headers, listOf("new", "old")), "topic") == "contact.user.created") { "a signed notification" }
    failure<SignatureException> { Webhooks.unwrap(body, headers, listOf("new")) }
    check(operations("2.14").size > 100) { "the catalog is read" }
    check("emulator-token" !in client.toString()) { "the token is not shown" }
    client.close()
    println("all that the Kotlin wrapper says is so")
}

private inline fun <reified E : Throwable> failure(work: () -> Unit): E =
    runCatching(work).exceptionOrNull() as? E ?: error("it did not fail as ${E::class.simpleName}")

private fun faults(emulator: String, faults: String) {
    val request = HttpRequest.newBuilder(URI("$emulator/_emulator/faults")).POST(HttpRequest.BodyPublishers.ofString(faults)).build()
    check(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode() < 300) { "the emulator takes the faults" }
}
