package io.entryphone

import io.entryphone.engine.webhookSign
import io.entryphone.engine.webhookUnwrap
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** Notifications: whether Intercom sent them, and what they say. */
object Webhooks {
    /**
     * Verifies a notification, and only then reads it: `topic`, `id`, `item`, `dedupe_key`, and more.
     *
     * [body] are the bytes as they were received, [secrets] the client secret of the app; several while a new one takes over. Throws
     * [SignatureException] when it was not shown to be Intercom's.
     */
    fun unwrap(body: ByteArray, headers: List<Pair<String, String>>, secrets: List<String>): JsonObject {
        val lines = headers.joinToString("") { (name, value) -> "$name:$value\n" }
        return read(guarded { webhookUnwrap(body, lines, secrets.map { it.toByteArray() }) }).jsonObject
    }

    /** The value of the header X-Hub-Signature that Intercom would send with this body: for testing one's own endpoint. */
    fun sign(body: ByteArray, secret: String): String = guarded { webhookSign(body, secret.toByteArray()) }
}
