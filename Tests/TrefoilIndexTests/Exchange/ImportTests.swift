import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilFiles
import TrefoilTesting

@testable import TrefoilIndex

@Suite("Embeddings from files")
struct ImportTests {
  private let folder: ExchangeFolder
  private let index: Index
  private let notes: [IndexedDocument]
  private let embeddings: [Embedding]

  init() async throws {
    folder = try ExchangeFolder()
    index = try Index.create(at: folder.path("new.trefoil"), embedder: folder.embedder)
    notes = try ExchangeFolder.notes(0..<6)
    embeddings = try await folder.embedder.encode(
      notes.map { Document.content(title: $0.title, text: $0.text) },
      options: EncodeOptions(outputs: .all, role: .passage))
  }

  private func write(_ lines: [String], to name: String) throws -> FilePath {
    try folder.directory.write(lines.joined(separator: "\n"), to: name)
  }

  private func documents(_ notes: [IndexedDocument]) throws -> FilePath {
    try write(
      try notes.map { note in
        let title = try text(note.title)
        return
          #"{"id": \#(try text(note.id.text)), "title": \#(title), "text": \#(try text(note.text)), "metadata": \#(note.metadata.json)}"#
      }, to: "documents.jsonl")
  }

  private func text(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  private func rows(_ vectors: TokenVectors) throws -> String {
    try text((0..<vectors.count).map { Array(vectors[$0]) })
  }

  private func weights(_ weights: LexicalWeights) -> String {
    "{"
      + zip(weights.tokenIDs, weights.weights).map { #""\#($0)": \#($1)"# }.joined(separator: ", ")
      + "}"
  }

  /// A line as `trefoil encode` writes it.
  private func line(
    _ place: Int, dense: String? = nil, lexical: String? = nil, tokens: String? = nil,
    more: String = ""
  ) throws -> String {
    let embedding = embeddings[place]
    let counts = embedding.tokenCounts
    let dense = if let dense { dense } else { try text(embedding.dense) }
    let lexical = try lexical ?? weights(#require(embedding.lexicalWeights))
    let tokens = try tokens ?? rows(#require(embedding.tokenVectors))
    return #"{"id": "n\#(place)", "dense_vecs": \#(dense), "lexical_weights": \#(lexical), "#
      + #""colbert_vecs": \#(tokens), "#
      + #""tokens_seen": \#(counts.seen), "tokens_used": \#(counts.used)\#(more)}"#
  }

  /// The bytes of a file as `np.save` writes it.
  private func npy(_ descr: String, _ shape: String, _ data: [UInt8]) -> [UInt8] {
    let header = "{'descr': '\(descr)', 'fortran_order': False, 'shape': \(shape), }"
    let padded = header + String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8) + data
  }

  private func floats(_ values: [Float]) -> [UInt8] {
    values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
  }

  private func longs(_ values: [Int]) -> [UInt8] {
    values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  }

  /// Checks that the index has what one has that was given the embeddings themselves.
  private func requireImported() async throws {
    let wanted = try Index.create(at: folder.path("wanted.trefoil"), embedder: folder.embedder)
    try await wanted.add(
      embedded: zip(notes, embeddings).map { EmbeddedDocument(document: $0, embedding: $1) })
    let found = try await folder.passages(index)
    let expected = try await folder.passages(wanted)
    #expect(found.map(\.document) == notes)
    #expect(found.map(\.embedding.dense) == expected.map(\.embedding.dense))
    #expect(found.map(\.embedding.lexicalWeights) == expected.map(\.embedding.lexicalWeights))
    #expect(found.map(\.embedding.tokenVectors) == expected.map(\.embedding.tokenVectors))
    #expect(try await index.verify().faults == [])
  }

  @Test("as encode writes them are taken with their documents, and a second time cost nothing")
  func lines() async throws {
    let file = try write(try (0..<6).map { try line($0) }, to: "e.jsonl")
    let files = EmbeddingFiles(sources: [.file(file)], documents: [try documents(notes)])
    let changes = try await index.add(from: files)
    #expect((changes.added, changes.passages) == (6, 6))
    try await requireImported()
    let found = try await folder.passages(index)
    #expect(found.map(\.embedding.tokenCounts) == embeddings.map(\.tokenCounts))
    let again = try await index.add(from: files)
    #expect((again.unchanged, again.passages) == (6, 0))
  }

  @Test("are taken with the texts in their own lines, as an array, and from several files")
  func texts() async throws {
    let lines = try (0..<6).map { place in
      let note = notes[place]
      let title = note.title.isEmpty ? "" : #", "title": \#(try text(note.title))"#
      return try line(
        place,
        more: #", "text": \#(try text(note.text))\#(title), "metadata": \#(note.metadata.json)"#)
    }
    let first = try write(["[" + lines[..<4].joined(separator: ",\n") + "]"], to: "a.json")
    let second = try write(Array(lines[4...]), to: "b.jsonl")
    try await index.add(from: EmbeddingFiles(sources: [.file(first), .file(second)]))
    try await requireImported()
  }

  @Test("as FlagEmbedding's answer has them are taken from one object of lists")
  func lists() async throws {
    let dense = try text(embeddings.map(\.dense))
    let lexical = try embeddings.map { weights(try #require($0.lexicalWeights)) }
    let tokens = try embeddings.map { try rows(try #require($0.tokenVectors)) }
    let object =
      #"{"dense_vecs": \#(dense), "lexical_weights": [\#(lexical.joined(separator: ","))], "#
      + #""colbert_vecs": [\#(tokens.joined(separator: ","))]}"#
    try await index.add(
      from: EmbeddingFiles(
        sources: [.file(try write([object], to: "e.json"))], documents: [try documents(notes)]))
    try await requireImported()
  }

  @Test("as NumPy's arrays are taken beside their documents")
  func arrays() async throws {
    let dimension = index.configuration.denseDimension
    let dense = try folder.directory.write(
      npy("<f4", "(6, \(dimension))", floats(embeddings.flatMap { $0.dense ?? [] })), to: "d.npy")
    let vectors = embeddings.compactMap(\.tokenVectors)
    let rowCount = vectors.reduce(0) { $0 + $1.count }
    let tokens = try folder.directory.write(
      npy(
        "<f4", "(\(rowCount), \(index.configuration.colbertDimension))",
        floats(vectors.flatMap(\.values))), to: "t.npy")
    let ends = vectors.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let offsets = try folder.directory.write(npy("<i8", "(7,)", longs(ends)), to: "o.npy")
    let lexical = try write(
      try embeddings.map { weights(try #require($0.lexicalWeights)) }, to: "l.jsonl")
    let arrays = EmbeddingArrays(
      dense: dense, lexical: lexical, tokens: tokens, tokenOffsets: offsets)
    try await index.add(
      from: EmbeddingFiles(sources: [.arrays(arrays)], documents: [try documents(notes)]))
    try await requireImported()
    let few = try write(
      try embeddings[..<5].map { weights(try #require($0.lexicalWeights)) }, to: "few.jsonl")
    let other = EmbeddingArrays(dense: dense, lexical: few)
    await #expect(
      throws: EmbeddingFileError(
        file: few, .counts(name: "lexical_weights", found: 5, expected: 6))
    ) {
      try await Index.create(
        at: folder.path("few.trefoil"), embedder: folder.embedder,
        options: IndexOptions(outputs: [.dense, .sparse])
      ).add(from: EmbeddingFiles(sources: [.arrays(other)], documents: [try documents(notes)]))
    }
  }

  /// A bad line in the third place, and what is said of it.
  private func refusal(_ line: String) async throws -> EmbeddingFileError {
    let file = try write(
      [try self.line(0), try self.line(1), line, try self.line(3)], to: "e.jsonl")
    let files = EmbeddingFiles(sources: [.file(file)], documents: [try documents(notes)])
    let error = await #expect(throws: EmbeddingFileError.self) { try await index.add(from: files) }
    let found = try #require(error)
    #expect((found.file, found.place) == (file, .line(3)))
    return found
  }

  @Test("that don't fit are refused by file and line, and nothing of them is committed")
  func refusals() async throws {
    let dimension = index.configuration.denseDimension
    #expect(
      try await refusal(try line(2, dense: "[1, 2]")).fault
        == .dimension(.dense, found: 2, expected: dimension))
    #expect(
      try await refusal(try line(2, dense: "[1, \"2\"]")).fault
        == .wrongType(key: "dense_vecs", expected: "an array of numbers"))
    let huge = "[" + Array(repeating: "1e60", count: dimension).joined(separator: ",") + "]"
    #expect(try await refusal(try line(2, dense: huge)).fault == .notFinite(.dense))
    #expect(
      try await refusal(try line(2, lexical: #"{"What": 0.5}"#)).fault == .tokenText("What"))
    #expect(
      try await refusal(try line(2, lexical: #"{"7": -0.5}"#)).fault
        == .weight(token: 7, weight: -0.5))
    #expect(
      try await refusal(try line(2, tokens: "[[1, 2]]")).fault
        == .dimension(.colbert, found: 2, expected: index.configuration.colbertDimension))
    #expect(try await refusal(#"{"id": "n2"}"#).fault == .missingOutput(.dense))
    #expect(try await refusal(try line(4)).fault == .otherID("n4", document: "n2"))
    #expect(
      try await refusal(try line(2, more: #", "model": "0123""#)).fault == .otherModel)
    #expect(try await index.statistics().documents == 0)
  }

  @Test("that are no numbers, as Python writes them, are refused by line")
  func notNumbers() async throws {
    let file = try write([try line(0), try line(1, dense: "[NaN]")], to: "e.jsonl")
    let error = await #expect(throws: LineError.self) {
      try await index.add(
        from: EmbeddingFiles(sources: [.file(file)], documents: [try documents(notes)]))
    }
    #expect(error?.place == .line(2, of: file.string))
  }

  @Test("of more or fewer texts than there are documents are refused, and so is an id twice")
  func counts() async throws {
    let file = try write(try (0..<6).map { try line($0) }, to: "e.jsonl")
    let few = try documents(Array(notes[..<5]))
    await #expect(
      throws: EmbeddingFileError(file: file, place: .line(6), .fewerDocuments(5))
    ) {
      try await index.add(from: EmbeddingFiles(sources: [.file(file)], documents: [few]))
    }
    let more = try documents(notes + (try ExchangeFolder.notes(6..<7)))
    await #expect(
      throws: EmbeddingFileError(file: more, place: .line(7), .moreDocuments(id: "n6"))
    ) {
      try await index.add(from: EmbeddingFiles(sources: [.file(file)], documents: [more]))
    }
    await #expect(
      throws: EmbeddingFileError(file: file, place: .line(1), .noDocument)
    ) { try await index.add(from: EmbeddingFiles(sources: [.file(file)])) }
    let twice = try write([try line(0), try line(0)], to: "twice.jsonl")
    let same = try documents([notes[0], notes[0]])
    await #expect(
      throws: EmbeddingFileError(file: same, place: .line(2), .repeatedID("n0", first: 1))
    ) { try await index.add(from: EmbeddingFiles(sources: [.file(twice)], documents: [same])) }
  }

  @Test("in files of other kinds are refused by name")
  func kinds() async throws {
    func add(_ bytes: [UInt8], _ name: String) async throws {
      let file = try folder.directory.write(bytes, to: name)
      try await index.add(
        from: EmbeddingFiles(sources: [.file(file)], documents: [try documents(notes)]))
    }
    await #expect(throws: EmbeddingFileError.self) { try await add([1, 2, 3], "a.safetensors") }
    await #expect(throws: EmbeddingFileError.self) { try await add([1, 2, 3], "a.parquet") }
    await #expect(throws: NumPyError.self) { try await add([1, 2, 3], "a.npz") }
    await #expect(throws: NumPyError.self) { try await add([0x80, 4], "a.pkl") }
    await #expect(throws: FileError.self) {
      try await index.add(from: EmbeddingFiles(sources: [.file(folder.path("none.jsonl"))]))
    }
  }

  @Test("of passages must be all there, in their order and inside their text")
  func passages() async throws {
    func add(_ parts: [String]) async throws -> EmbeddingFileError.Fault? {
      let first = #", "text": "aé boats""#
      let lines = try parts.enumerated().map { place, part in
        try line(0, more: (place == 0 ? first : "") + ", " + part)
      }
      let file = try write(lines, to: "p.jsonl")
      do {
        try await index.add(from: EmbeddingFiles(sources: [.file(file)]))
        return nil
      } catch let error as EmbeddingFileError {
        return error.fault
      }
    }
    let first = #""passage_index": 0, "passage_count": 2, "range": [0, 3]"#
    #expect(
      try await add([first]) == .passages(id: "n0", found: 1, expected: 2))
    #expect(
      try await add([first, #""passage_index": 2, "passage_count": 2, "range": [3, 4]"#])
        == .passages(id: "n0", found: 1, expected: 2))
    #expect(
      try await add([first, #""passage_index": 1, "passage_count": 2, "range": [2, 4]"#])
        == .range(2..<4, bytes: 9))
    #expect(
      try await add([first, #""passage_index": 1, "passage_count": 2, "range": [3, 99]"#])
        == .range(3..<99, bytes: 9))
    #expect(
      try await add([first, #""passage_index": 1, "passage_count": 2, "range": [3, 9]"#]) == nil)
    let found = try await folder.passages(index)
    #expect(found.map(\.range) == [0..<3, 3..<9])
    #expect(found.map(\.place) == [0, 1])
  }

  /// A file as `trefoil encode` writes it, of the first two notes.
  private func tensors() throws -> [UInt8] {
    var entries: [String] = []
    var data: [UInt8] = []
    func add(_ name: String, _ type: String, _ shape: [Int], _ bytes: [UInt8]) {
      let ends = [data.count, data.count + bytes.count]
      entries.append(
        #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(ends)}"#)
      data += bytes
    }
    func ends(_ counts: [Int]) -> [UInt8] {
      longs(counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) })
    }
    let two = embeddings[..<2]
    let weights = try two.map { try #require($0.lexicalWeights) }
    let vectors = try two.map { try #require($0.tokenVectors) }
    add("id_offsets", "I64", [3], ends([2, 2]))
    add("sparse_offsets", "I64", [3], ends(weights.map(\.count)))
    add("colbert_offsets", "I64", [3], ends(vectors.map(\.count)))
    add(
      "colbert_vecs", "F32", [vectors.reduce(0) { $0 + $1.count }, vectors[0].dimension],
      floats(vectors.flatMap(\.values)))
    let dense = two.map { $0.dense ?? [] }
    add("dense", "F32", [2, dense[0].count], floats(dense.flatMap(\.self)))
    let tokens = weights.flatMap(\.tokenIDs)
    add("sparse_weights", "F32", [tokens.count], floats(weights.flatMap(\.weights)))
    add(
      "sparse_token_ids", "I32", [tokens.count],
      tokens.flatMap { token in (0..<4).map { UInt8(truncatingIfNeeded: token >> (8 * $0)) } })
    add("ids", "U8", [4], Array("n0n1".utf8))
    return safetensors(header: "{" + entries.joined(separator: ",") + "}", data: data)
  }

  /// Reads a file to its end.
  private func readAll(_ file: FilePath, _ documents: FilePath) throws -> [EmbeddedDocument] {
    let rows = try EmbeddingFiles.Source.file(file).open()
    var work = EmbeddingImport(
      index.configuration, documents: try DocumentLines([documents]))
    var found: [EmbeddedDocument] = []
    while let row = try rows.next() {
      if let document = try work.take(row, of: file) { found.append(document) }
    }
    try work.finish(file)
    return found
  }

  @Test("as tensors are taken, and of a damaged file none, without a trap")
  func damage() throws {
    let whole = try tensors()
    let documents = try documents(Array(notes[..<2]))
    let file = try folder.directory.write(whole, to: "e.safetensors")
    let found = try readAll(file, documents)
    #expect(found.map(\.document) == Array(notes[..<2]))
    #expect(found.map(\.passages[0].embedding.dense) == embeddings[..<2].map(\.dense))
    #expect(
      found.map(\.passages[0].embedding.lexicalWeights)
        == embeddings[..<2].map(\.lexicalWeights))
    #expect(
      found.map(\.passages[0].embedding.tokenVectors) == embeddings[..<2].map(\.tokenVectors))
    var random = SeededNumbers(seed: 5)
    for round in 0..<600 {
      var bytes = whole
      // The header and the offsets behind it are where a changed byte can lead astray.
      for _ in 0...random.next(below: 3) {
        let place = random.next(below: round.isMultiple(of: 3) ? bytes.count : 900)
        bytes[place] = UInt8(truncatingIfNeeded: random.next(below: 256))
      }
      if round.isMultiple(of: 7) { bytes.removeLast(random.next(below: bytes.count)) }
      let file = try folder.directory.write(bytes, to: "d.safetensors")
      _ = try? readAll(file, documents)
    }
    let short = try folder.directory.write(whole.dropLast(1), to: "s.safetensors")
    #expect(throws: EmbeddingFileError.self) { try readAll(short, documents) }
  }

  @Test("that claim more tokens than a text can have are refused")
  func tokenCounts() async throws {
    let line = try line(0, more: #", "tokens_used": 9223372036854775807"#)
    let file = try write([line], to: "e.jsonl")
    await #expect(throws: EmbeddingFileError.self) {
      try await index.add(
        from: EmbeddingFiles(sources: [.file(file)], documents: [try documents([notes[0]])]))
    }
  }
}
