import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What sends requests. It follows no redirect and sends nothing twice: that is the engine's to decide.
public protocol Transport: Sendable {
    /// Sends a request, and gives the whole answer. Throws `TransportFailure` when none came.
    func send(_ request: Request) async throws -> Response
}

/// What a transport is to send.
public struct Request: CustomStringConvertible {
    /// The HTTP method.
    public let method: String
    /// The whole address.
    public let url: String
    /// Names and values, in order.
    public let headers: [(String, String)]
    /// The bytes to send.
    public let body: Data?
    /// Seconds for all of it.
    public let timeout: TimeInterval

    init(_ step: [String: Any], _ body: Data?) {
        method = step["method"] as? String ?? ""
        url = step["url"] as? String ?? ""
        headers = JSON.pairs(step["headers"])
        timeout = TimeInterval(JSON.number(step["timeout_ms"])) / 1000
        self.body = body
    }

    /// Without headers, since one of them is the token.
    public var description: String { "\(method) \(url)" }
}

/// The answer to a request.
public struct Response {
    public let status: Int
    public let headers: [(String, String)]
    public let body: Data

    public init(status: Int, headers: [(String, String)], body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// No whole answer came.
public struct TransportFailure: Error {
    public let message: String
    /// `connection`, `timeout`, `protocol` or `too_large`.
    public let kind: String
    /// Whether the request can have reached the server: `no`, or when in doubt `maybe`.
    public let sent: String

    public init(_ message: String, kind: String = "connection", sent: String = "maybe") {
        self.message = message
        self.kind = kind
        self.sent = sent
    }
}

/// The default transport: `URLSession`.
public final class SessionTransport: NSObject, Transport, URLSessionTaskDelegate, @unchecked Sendable {
    private let session: URLSession

    public init(session: URLSession = URLSession(configuration: .ephemeral)) {
        self.session = session
    }

    public func send(_ request: Request) async throws -> Response {
        guard let url = URL(string: request.url) else { throw TransportFailure("\(request.url) is no address", sent: "no") }
        var message = URLRequest(url: url, timeoutInterval: request.timeout)
        message.httpMethod = request.method
        message.httpBody = request.body
        for (name, value) in request.headers { message.setValue(value, forHTTPHeaderField: name) }
        do {
            let (body, answer) = try await session.data(for: message, delegate: self)
            guard let answer = answer as? HTTPURLResponse else { throw TransportFailure("the answer is not HTTP", kind: "protocol") }
            let headers = answer.allHeaderFields.map { ("\($0.key)", "\($0.value)") }
            return Response(status: answer.statusCode, headers: headers, body: body)
        } catch let error as URLError {
            if error.code == .cancelled { throw CancellationError() }
            throw Self.failure(error)
        }
    }

    public func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest
    ) async -> URLRequest? {
        nil
    }

    private static func failure(_ error: URLError) -> TransportFailure {
        switch error.code {
        case .timedOut: TransportFailure(error.localizedDescription, kind: "timeout")
        case .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed, .notConnectedToInternet, .secureConnectionFailed:
            TransportFailure(error.localizedDescription, sent: "no")
        default: TransportFailure(error.localizedDescription)
        }
    }
}
