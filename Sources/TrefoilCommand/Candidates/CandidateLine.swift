internal import TrefoilEvaluation
internal import TrefoilFiles
internal import TrefoilIndex

/// A line of a file of candidates: one candidate, or a list.
struct CandidateLine {
  /// The query's id.
  let query: String
  /// The candidates, of which each has an id and perhaps a text.
  let candidates: [Item]

  struct Item {
    let id: String
    let text: String?
  }

  private static let queryKeys = ["query_id", "qid"]
  private static let idKeys = DocumentRecord.idKeys.filter { !queryKeys.contains($0) }

  init(_ record: JSONRecord) throws(LineFault) {
    guard let query = try record.identifier(Self.queryKeys) else {
      throw LineFault(TextFault.missingKey("query_id"))
    }
    self.query = query
    var items: [Item] = []
    for item in try record.objects("passages") ?? [record] { items.append(try Self.item(item)) }
    candidates = items
  }

  private static func item(_ record: JSONRecord) throws(LineFault) -> Item {
    let record = try DocumentRecord(record, idKeys: idKeys)
    guard let id = record.id else { throw LineFault(TextFault.missingKey("id")) }
    return Item(id: id, text: record.text == nil ? nil : try record.document(id: id).content)
  }

  init(_ line: RunLine) {
    query = line.query
    candidates = [Item(id: line.passage, text: nil)]
  }

  /// Reads a line with a query's id, a passage's id, the query and the passage.
  init(pair line: ArraySlice<UInt8>) throws(LineFault) {
    let fields = try Fields.betweenTabs(line)
    guard fields.count == 4 else { throw LineFault(TextFault.missingColumns(fields.count)) }
    guard !fields[0].isEmpty && !fields[1].isEmpty else { throw LineFault(TextFault.emptyID) }
    query = fields[0]
    candidates = [Item(id: fields[1], text: fields[3])]
  }
}
