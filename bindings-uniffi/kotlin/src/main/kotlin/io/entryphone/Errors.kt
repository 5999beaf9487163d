package io.entryphone

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.longOrNull

/** Anything that went wrong with a call. Its message says everything that is known, in one line. */
open class IntercomException internal constructor(fields: JsonObject, cause: Throwable?) : Exception(fields.text("text"), cause) {
    /** What kind of thing went wrong, in one word, such as `not_found`. */
    val kind: String = fields.text("kind").orEmpty()

    /** One sentence: the server's where it gave one, otherwise ours. */
    val reason: String = fields.text("message").orEmpty()

    /** The operation, such as `contacts.create`. */
    val operation: String = fields.text("operation").orEmpty()

    /** The HTTP status of the last answer. */
    val status: Int? = fields["status"]?.jsonPrimitive?.longOrNull?.toInt()

    /** The first of the server's codes. */
    val code: String? = fields.text("code")

    /** Every error the server listed. */
    val errors: JsonArray = fields["errors"]?.jsonArray ?: JsonArray(emptyList())

    /** The server's name for the request; Intercom's support asks for it. */
    val requestId: String? = fields.text("request_id")

    /** Milliseconds to wait before trying again, when that is known. */
    val retryAfterMs: Long? = fields["retry_after_ms"]?.jsonPrimitive?.longOrNull

    /** Whether the call may have taken effect all the same. When false, trying again cannot double anything. */
    val maybeApplied: Boolean = fields.isTrue("maybe_applied")

    /** What was tried, in order. */
    val attempts: JsonArray = fields["attempts"]?.jsonArray ?: JsonArray(emptyList())

    internal companion object {
        fun of(fields: JsonObject, cause: Throwable?): IntercomException = when (fields.text("kind")) {
            "argument" -> ArgumentException(fields, cause)
            "not_in_version" -> NotInVersionException(fields, cause)
            "transport" -> TransportException(fields, cause)
            "timeout" -> TimeoutException(fields, cause)
            "bad_request" -> BadRequestException(fields, cause)
            "authentication" -> AuthenticationException(fields, cause)
            "permission_denied" -> PermissionDeniedException(fields, cause)
            "not_found" -> NotFoundException(fields, cause)
            "conflict" -> ConflictException(fields, cause)
            "gone" -> GoneException(fields, cause)
            "unprocessable" -> UnprocessableException(fields, cause)
            "rate_limit" -> RateLimitException(fields, cause)
            "server" -> ServerException(fields, cause)
            "api" -> ApiException(fields, cause)
            "signature" -> SignatureException(fields, cause)
            else -> IntercomException(fields, cause)
        }
    }
}

/** An argument or a setting is wrong. Nothing was sent. */
class ArgumentException internal constructor(fields: JsonObject, cause: Throwable?) : IntercomException(fields, cause)

/** The client's version of the API does not have the operation or the parameter. Nothing was sent. */
class NotInVersionException internal constructor(fields: JsonObject, cause: Throwable?) : IntercomException(fields, cause)

/** No whole answer came. */
open class TransportException internal constructor(fields: JsonObject, cause: Throwable?) : IntercomException(fields, cause)

/** No whole answer came in time. */
class TimeoutException internal constructor(fields: JsonObject, cause: Throwable?) : TransportException(fields, cause)

/** Intercom, or something in between, answered with something other than success. */
open class ApiException internal constructor(fields: JsonObject, cause: Throwable?) : IntercomException(fields, cause)

/** The request is malformed. */
class BadRequestException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** The token is missing, wrong or revoked. */
class AuthenticationException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** The token may not do this, or the workspace's plan does not include it. */
class PermissionDeniedException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** There is no such thing. */
class NotFoundException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** It collides with something that exists. */
class ConflictException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** It is gone, such as a contact that was merged into another. */
class GoneException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** The request is well formed, and its values are not acceptable. */
class UnprocessableException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** Too many calls in this window, or too many jobs at once. */
class RateLimitException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** The server failed. */
class ServerException internal constructor(fields: JsonObject, cause: Throwable?) : ApiException(fields, cause)

/** A webhook is not signed by who it says it is from. */
class SignatureException internal constructor(fields: JsonObject, cause: Throwable?) : IntercomException(fields, cause)
