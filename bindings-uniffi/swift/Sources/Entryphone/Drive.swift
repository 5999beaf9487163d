import EntryphoneEngine
import Foundation

/// Takes a call to its end: does what the engine says, and tells it what came of it.
final class Drive {
    private let transport: Transport
    private let call: Call
    private var value: Any?
    private var isOver = false

    init(transport: Transport, call: Call) {
        self.transport = transport
        self.call = call
    }

    func run() async throws -> Any? {
        defer {
            // A task that is canceled, a transport with a mistake in it: nobody will go on with the call.
            if !isOver { _ = call.cancel(nowMs: now()) }
        }
        var step = call.start(nowMs: now())
        while true {
            let (name, details) = try JSON.step(step)
            isOver = name == "done" || name == "failed"
            switch name {
            case "done": return value
            case "failed": throw IntercomError(details)
            case "wait": step = try await sleep(until: JSON.number(details["until_ms"]))
            case "send": step = try await send(details)
            default: throw IntercomError(refusing: "the engine asks for what this wrapper does not know: \(name)")
            }
        }
    }

    private func sleep(until time: UInt64) async throws -> String {
        let present = now()
        if time > present { try await Task.sleep(nanoseconds: (time - present) * 1_000_000) }
        return call.woke(nowMs: now())
    }

    private func send(_ step: [String: Any]) async throws -> String {
        let attempt = UInt32(JSON.number(step["attempt"]))
        let body = step["has_body"] as? Bool == true ? call.body() : nil
        let response: Response
        do {
            response = try await transport.send(Request(step, body))
        } catch let failure as TransportFailure {
            return try guarded {
                try call.lost(nowMs: now(), attempt: attempt, kind: failure.kind, sent: failure.sent, message: failure.message)
            }
        }
        let headers = response.headers.map { "\($0.0):\($0.1)\n" }.joined()
        let told = call.head(nowMs: now(), attempt: attempt, status: UInt16(response.status), headers: headers)
        let (name, details) = try JSON.step(told)
        switch name {
        case "read": return try read(attempt, details["form"] as? String, response.body)
        case "collect": return try collect(attempt, response.body)
        default: return told
        }
    }

    private func read(_ attempt: UInt32, _ form: String?, _ body: Data) throws -> String {
        switch form {
        case "json":
            guard let parsed = try? JSON.read(body) else { return try collect(attempt, body) }
            value = parsed
        case "text": value = String(decoding: body, as: UTF8.self)
        case "bytes": value = body
        default: value = try? JSON.read(body)
        }
        return call.read(nowMs: now(), attempt: attempt, bytes: UInt64(body.count))
    }

    private func collect(_ attempt: UInt32, _ body: Data) throws -> String {
        let judged = call.collected(nowMs: now(), attempt: attempt, body: body)
        // What the engine takes for JSON and Foundation does not must not be taken for nothing.
        if judged.hasPrefix("{\"done\":"), !body.isEmpty { value = try JSON.read(body) }
        return judged
    }
}

/// The dice of one call.
func seed() -> UInt64 { .random(in: .min ... .max) }

/// Milliseconds of a clock that never runs backwards.
func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds / 1_000_000 }

/// Calls into the engine, and throws its refusal as what it is.
func guarded<T>(_ work: () throws -> T) throws -> T {
    do {
        return try work()
    } catch let EngineError.Refused(json) {
        throw IntercomError(try JSON.object(json))
    }
}

/// JSON as Foundation has it.
enum JSON {
    typealias Null = NSNull

    static func read(_ data: Data) throws -> Any {
        try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    }

    static func object(_ text: String) throws -> [String: Any] {
        try read(Data(text.utf8)) as? [String: Any] ?? [:]
    }

    /// The one member of a step.
    static func step(_ text: String) throws -> (String, [String: Any]) {
        let (name, details) = try object(text).first ?? ("", [:])
        return (name, details as? [String: Any] ?? [:])
    }

    static func write(_ value: Any) throws -> String {
        guard JSONSerialization.isValidJSONObject(value) else { throw IntercomError(refusing: "an argument has no form in JSON") }
        return String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
    }

    static func number(_ value: Any?) -> UInt64 { (value as? NSNumber)?.uint64Value ?? 0 }

    static func pairs(_ value: Any?) -> [(String, String)] {
        (value as? [[String]] ?? []).filter { $0.count == 2 }.map { ($0[0], $0[1]) }
    }
}
