import EntryphoneEngine
import Foundation

/// A client for Intercom's REST API. It may be used by many tasks at once.
public final class Client: @unchecked Sendable, CustomStringConvertible {
    private let engine: EntryphoneEngine.Client
    private let transport: Transport

    /// `settings` are the engine's, by their names there, such as `deadline_ms`, `max_attempts` and `lane`. The token is nil where
    /// something behind `baseURL` adds it.
    public init(
        token: String?,
        version: String? = nil,
        region: String? = nil,
        baseURL: String? = nil,
        transport: Transport = SessionTransport(),
        settings: [String: Any] = [:]
    ) throws {
        var all = settings
        all["token"] = token ?? NSNull()
        all["version"] = version
        all["region"] = region
        all["base_url"] = baseURL
        let text = try JSON.write(all)
        engine = try guarded { try EntryphoneEngine.Client(settings: text, isRegistered: true) }
        self.transport = transport
    }

    /// The version of the API this client speaks.
    public var version: String { engine.version() }

    /// Where requests go.
    public var baseURL: String { engine.baseUrl() }

    /// Calls an operation by its id, such as `contacts.update`. Of an answer without a body, the result is nil.
    public func call(
        _ operation: String,
        path: [String] = [],
        query: [String: Any]? = nil,
        body: Any? = nil,
        repeatable: Bool = false
    ) async throws -> Any? {
        let parts = try Self.parts(path, query, body, repeatable)
        let call = try guarded { try engine.start(operation: operation, parts: parts, bytes: Data(), seed: seed()) }
        return try await Drive(transport: transport, call: call).run()
    }

    /// Makes the request of an operation without sending it.
    public func prepare(_ operation: String, path: [String] = [], query: [String: Any]? = nil, body: Any? = nil) throws -> Prepared {
        let parts = try Self.parts(path, query, body, false)
        return try Prepared(guarded { try engine.prepare(operation: operation, parts: parts, bytes: Data()) })
    }

    /// Sends any method to any path below the base URL, past the catalog.
    public func request(_ method: String, _ path: String, query: [String: Any]? = nil, body: Any? = nil) async throws -> Any? {
        let parts = try Self.parts([], query, body, false)
        let call = try guarded { try engine.startRaw(method: method, path: path, parts: parts, seed: seed()) }
        return try await Drive(transport: transport, call: call).run()
    }

    /// Goes over the pages of a listing; with `resume`, on from the checkpoint of a page. Each page is asked for when it is wanted.
    public func pages(
        _ operation: String,
        path: [String] = [],
        query: [String: Any]? = nil,
        body: Any? = nil,
        resume: String? = nil
    ) -> Pages {
        Pages(engine: engine, transport: transport) { [engine] in
            let parts = try Self.parts(path, query, body, false)
            return try guarded { try engine.pages(operation: operation, parts: parts, checkpoint: resume, seed: seed()) }
        }
    }

    /// Goes over the items of all pages of a listing.
    public func items(
        _ operation: String,
        path: [String] = [],
        query: [String: Any]? = nil,
        body: Any? = nil,
        resume: String? = nil
    ) -> AsyncThrowingFlatMapSequence<Pages, Items> {
        pages(operation, path: path, query: query, body: body, resume: resume).flatMap { Items($0.items) }
    }

    public var description: String { "Client(version: \(version), baseURL: \(baseURL))" }

    private static func parts(_ path: [String], _ query: [String: Any]?, _ body: Any?, _ repeatable: Bool) throws -> String {
        var parts: [String: Any] = [:]
        if !path.isEmpty { parts["path"] = path }
        if repeatable { parts["repeatable"] = true }
        parts["query"] = query
        parts["body"] = body
        return try JSON.write(parts)
    }
}

/// A request that is looked at and not sent. Its token is masked.
public struct Prepared {
    /// The HTTP method.
    public let method: String
    /// The whole address.
    public let url: String
    /// Names and values, in order.
    public let headers: [(String, String)]
    /// The bytes that would be sent.
    public let body: Data?
    /// The request as a command for a POSIX shell, which takes the token from INTERCOM_ACCESS_TOKEN.
    public let curl: String

    init(_ prepared: EntryphoneEngine.Prepared) throws {
        let facts = try JSON.object(prepared.toJson())
        method = facts["method"] as? String ?? ""
        url = facts["url"] as? String ?? ""
        headers = JSON.pairs(facts["headers"])
        curl = facts["curl"] as? String ?? ""
        body = facts["has_body"] as? Bool == true ? prepared.body() : nil
    }
}

/// Notifications: whether Intercom sent them, and what they say.
public enum Webhooks {
    /// Verifies a notification, and only then reads it: `topic`, `id`, `item`, `dedupe_key`, and more. `secrets` is the client secret of
    /// the app; several while a new one takes over.
    public static func unwrap(_ body: Data, headers: [(String, String)], secrets: [String]) throws -> [String: Any] {
        let lines = headers.map { "\($0.0):\($0.1)\n" }.joined()
        return try JSON.object(guarded { try webhookUnwrap(body: body, headers: lines, secrets: secrets.map { Data($0.utf8) }) })
    }
}
