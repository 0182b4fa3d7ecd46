/// A text under way, with the objects and arrays in it that are still open.
///
/// A container is closed when something is written to the one around it. So nothing is held back,
/// and every member stands where its call was made.
final class JSONStream {
  /// Names a value, or a container, of this stream.
  typealias Ticket = Int

  /// An object or an array whose end is not written.
  private struct Level {
    let ticket: Ticket
    let bracket: JSONBracket
  }

  var json = JSONText()
  private var levels: [Level] = []
  private var lastTicket = 0
  /// The value that comes next; nil if none is due.
  private var due: Ticket?

  /// Says that a value comes next: the whole text, a member's or an element.
  func expectValue() -> Ticket {
    lastTicket += 1
    due = lastTicket
    return lastTicket
  }

  /// Begins an object or an array as the value that is due.
  func begin(_ bracket: JSONBracket, as value: Ticket) -> Ticket {
    take(value)
    json.open(bracket)
    lastTicket += 1
    levels.append(Level(ticket: lastTicket, bracket: bracket))
    return lastTicket
  }

  /// Goes back to a container, and closes all that were opened in it.
  func resume(_ container: Ticket) {
    fillGap()
    while let level = levels.last, level.ticket != container { close(level) }
    precondition(!levels.isEmpty, "a JSON container was written to after its end")
  }

  /// Writes the value that is due.
  func write(_ value: Ticket, _ body: (inout JSONText) -> Void) {
    take(value)
    body(&json)
  }

  /// Writes the value that is due, by the fastest way that it has.
  func encode(_ value: some Encodable, _ ticket: Ticket, path: [any CodingKey]) throws {
    if let value = value as? any JSONWritable {
      take(ticket)
      value.write(to: &json)
    } else {
      try value.encode(to: JSONValueEncoder(self, ticket, path: path))
    }
  }

  /// Closes all that is open.
  func finish() {
    fillGap()
    while let level = levels.last { close(level) }
  }

  private func take(_ value: Ticket) {
    precondition(due == value, "JSON values must be written in order, each once")
    due = nil
  }

  /// A value whose `encode(to:)` asks for no container is an object without members.
  private func fillGap() {
    guard due != nil else { return }
    due = nil
    json.object { _ in }
  }

  private func close(_ level: Level) {
    json.close(level.bracket)
    levels.removeLast()
  }
}
