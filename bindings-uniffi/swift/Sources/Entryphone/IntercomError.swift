import Foundation

/// Anything that went wrong with a call. Its description says everything that is known, in one line.
public struct IntercomError: Error, CustomStringConvertible, LocalizedError {
    /// What kind of thing went wrong.
    public enum Kind: String {
        case argument
        case notInVersion = "not_in_version"
        case transport
        case timeout
        case badRequest = "bad_request"
        case authentication
        case permissionDenied = "permission_denied"
        case notFound = "not_found"
        case conflict
        case gone
        case unprocessable
        case rateLimit = "rate_limit"
        case server
        case api
        case job
        case signature
        case other
    }

    public let kind: Kind
    public let description: String
    /// One sentence: the server's where it gave one, otherwise ours.
    public let reason: String
    /// The operation, such as `contacts.create`.
    public let operation: String
    /// The HTTP status of the last answer.
    public let status: Int?
    /// The first of the server's codes.
    public let code: String?
    /// The server's name for the request; Intercom's support asks for it.
    public let requestID: String?
    /// Seconds to wait before trying again, when that is known.
    public let retryAfter: TimeInterval?
    /// Whether the call may have taken effect all the same. When false, trying again cannot double anything.
    public let maybeApplied: Bool

    public var errorDescription: String? { description }

    init(_ fields: [String: Any]) {
        kind = Kind(rawValue: fields["kind"] as? String ?? "") ?? .other
        description = fields["text"] as? String ?? ""
        reason = fields["message"] as? String ?? ""
        operation = fields["operation"] as? String ?? ""
        status = fields["status"] as? Int
        code = fields["code"] as? String
        requestID = fields["request_id"] as? String
        retryAfter = (fields["retry_after_ms"] as? Double).map { $0 / 1000 }
        maybeApplied = fields["maybe_applied"] as? Bool ?? false
    }

    /// What is refused before the engine sees it.
    init(refusing reason: String) {
        self.init(["kind": "argument", "text": reason, "message": reason])
    }
}
