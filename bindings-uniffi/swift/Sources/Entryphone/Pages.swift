import EntryphoneEngine

/// One page of a listing: its items, the whole answer around them, and the text that resumes the listing after it, nil at its end.
public struct Page {
    public let items: [Any]
    public let body: Any?
    public let checkpoint: String?
}

/// The pages of a listing.
public struct Pages: AsyncSequence {
    public typealias Element = Page

    let engine: EntryphoneEngine.Client
    let transport: Transport
    let begin: () throws -> Pager

    public func makeAsyncIterator() -> Iterator {
        Iterator(engine: engine, transport: transport, begin: begin)
    }

    public final class Iterator: AsyncIteratorProtocol {
        private let engine: EntryphoneEngine.Client
        private let transport: Transport
        private let begin: () throws -> Pager
        private var pager: Pager?

        init(engine: EntryphoneEngine.Client, transport: Transport, begin: @escaping () throws -> Pager) {
            self.engine = engine
            self.transport = transport
            self.begin = begin
        }

        deinit {
            // Of a scroll there is one at a time, and nobody else knows of this one.
            pager?.limit(items: 0)
        }

        public func next() async throws -> Page? {
            let pager = try self.pager ?? begin()
            self.pager = pager
            guard let call = try guarded({ try pager.call(client: engine, nowMs: now(), seed: seed()) }) else { return nil }
            let answer: Any?
            do {
                answer = try await Drive(transport: transport, call: call).run()
            } catch let error as IntercomError {
                // A listing that starts again brings items twice, so it is the caller who starts it.
                guard pager.fail(status: error.status.map(UInt16.init)) == false else { throw error }
                return nil
            }
            return try turned(pager, answer)
        }

        private func turned(_ pager: Pager, _ answer: Any?) throws -> Page {
            let items = Self.items(in: answer, at: pager.itemsPath())
            let known = Set(pagerMembers().split(separator: ",").map(String.init))
            let members = try JSON.write((answer as? [String: Any] ?? [:]).filter { known.contains($0.key) })
            let count = try guarded { try pager.turn(members: members, items: items.map { UInt64($0.count) }, nowMs: now()) }
            let checkpoint = pager.isOver() ? nil : try guarded { try pager.checkpoint() }
            return Page(items: Array((items ?? []).prefix(Int(count))), body: answer, checkpoint: checkpoint)
        }

        /// The items of an answer; none where null stands for them, and nil when it holds no list.
        private static func items(in answer: Any?, at path: String) -> [Any]? {
            var place = answer
            for name in path.split(separator: ".") where !(place is JSON.Null) {
                place = (place as? [String: Any])?[String(name)]
            }
            return place is JSON.Null ? [] : place as? [Any]
        }
    }
}

/// The items of one page, as `flatMap` takes them.
public struct Items: AsyncSequence {
    public typealias Element = Any

    private let items: [Any]

    init(_ items: [Any]) {
        self.items = items
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(items: items.makeIterator())
    }

    public struct Iterator: AsyncIteratorProtocol {
        var items: IndexingIterator<[Any]>

        public mutating func next() async throws -> Any? {
            items.next()
        }
    }
}
