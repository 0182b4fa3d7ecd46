import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilEvaluation
import TrefoilFiles

@Suite("Data sets")
struct DatasetTests {
  private let folder: TemporaryDirectory

  private static let corpus = """
    {"_id": "p1", "title": "Lamp", "text": "It is lit.", "metadata": {"lang": "en"}}
    {"_id": "p2", "title": "", "text": "Sie brennt.", "metadata": {"lang": "de"}}

    {"_id": 3, "text": "No title.", "metadata": {"n": 4, "share": 0.5, "is": true, "no": null, "list": [{}]}}
    """
  private static let queries = """
    {"_id": "q1", "text": "one", "metadata": {"lang": "en"}}
    {"_id": "q2", "text": "two", "metadata": {"lang": "de"}}
    {"_id": "not judged", "text": "three"}
    {"_id": "q4", "text": "four", "metadata": {"lang": "en"}}
    {"_id": "q5", "text": "five", "title": null, "metadata": null}
    """
  private static let judgements = """
    query-id\tcorpus-id\tscore
    q1\tp1\t1
    q2\tp1\t1
    q2\tp2\t2
    q4\t3\t0
    q4\tgone\t1
    q5\tp2\t1
    nobody\tp1\t1
    nobody\tgone\t1
    """

  init() throws {
    folder = try TemporaryDirectory()
    try write("corpus.jsonl", Self.corpus)
    try write("queries.jsonl", Self.queries)
    try write("qrels/test.tsv", Self.judgements)
  }

  private func write(_ name: String, _ text: String) throws {
    let path = folder.path.appending(name)
    try FileManager.default.createDirectory(
      atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
    try folder.write(text.utf8, to: name)
  }

  private func dataset(_ split: String = "test") throws -> Dataset {
    try Dataset(directory: folder.path, split: split)
  }

  @Test("A directory is read as it lies there, without the queries that have no judgement")
  func reading() throws {
    let dataset = try dataset()
    #expect(dataset.name == folder.path.lastComponent?.string)
    #expect(dataset.split == "test")
    #expect(dataset.passages.map(\.id) == ["p1", "p2", "3"])
    #expect(dataset.passages.map(\.content) == ["Lamp It is lit.", "Sie brennt.", "No title."])
    #expect(dataset.passages[2].metadata == ["n": "4", "share": "0.5", "is": "true"])
    #expect(dataset.queries.map(\.id) == ["q1", "q2", "q4", "q5"])
    #expect(dataset.queries[0].metadata == ["lang": "en"])
    #expect(dataset.judgements.grades["q4"] == ["3": 0, "gone": 1])
    #expect(dataset.judgements.grades["nobody"] == nil)
  }

  @Test("Judgements of what is not there are counted")
  func unknown() throws {
    #expect(try dataset().unknownJudgements == UnknownJudgements(queryCount: 2, passageCount: 1))
  }

  @Test("Splits are what the folder of judgements has, and one that it lacks names them")
  func splits() throws {
    try write("qrels/dev.txt", "q1 0 p1 1\n")
    try write("qrels/other.qrels", "q1 0 p1 1\n")
    try write("qrels/README.md", "not judgements")
    try write("notes.tsv", "not judgements")
    #expect(Dataset.splits(in: folder.path) == ["dev", "other", "test"])
    #expect(try dataset("dev").queries.map(\.id) == ["q1"])
    for name in ["train", "", "../qrels/test", "/etc/passwd"] {
      let error = DatasetError.noSplit(
        name, directory: folder.path, found: ["dev", "other", "test"])
      #expect(throws: error) { try dataset(name) }
      #expect("\(error)".contains("dev, other, test"))
    }
  }

  @Test(
    "Without a folder of judgements, those beside the texts count", arguments: ["qrels", "dev"])
  func flat(split: String) throws {
    try FileManager.default.removeItem(atPath: folder.path.appending("qrels").string)
    try write("\(split).tsv", Self.judgements)
    #expect(Dataset.splits(in: folder.path) == [split])
    #expect(try dataset(split).queries.count == 4)
  }

  @Test("A part keeps what is asked for, and nothing that has lost its judgements")
  func keeping() throws {
    let part = try dataset().keeping(passages: { $0.metadata["lang"] != "en" })
    #expect(part.passages.map(\.id) == ["p2", "3"])
    #expect(part.queries.map(\.id) == ["q2", "q4", "q5"])
    #expect(
      part.judgements.grades == ["q2": ["p2": 2], "q4": ["3": 0, "gone": 1], "q5": ["p2": 1]])

    let german = try dataset().keeping(queries: { $0.metadata["lang"] == "de" })
    #expect(german.passages.count == 3)
    #expect(german.judgements.grades == ["q2": ["p1": 1, "p2": 2]])
    #expect(try dataset().keeping(queries: { _ in false }).queries.isEmpty)
  }

  @Test("Every n-th query is counted from the first, in all or within each value of a key")
  func every() throws {
    let dataset = try dataset()
    #expect(dataset.every(1) == dataset)
    #expect(dataset.every(2).queries.map(\.id) == ["q1", "q4"])
    #expect(dataset.every(2, within: "lang").queries.map(\.id) == ["q1", "q2", "q5"])
    #expect(dataset.every(9, within: "none").queries.map(\.id) == ["q1"])
    #expect(dataset.every(2).judgements.grades.keys.sorted() == ["q1", "q4"])
  }

  @Test(
    "A line that is no text names its file, its number and the fault",
    arguments: [
      (
        "{\"_id\": \"a\", \"text\": \"b\"", TextFault.notJSON(JSONFlaw(offset: 24, .unfinished))
      ),
      ("[1]", .notJSON(JSONFlaw(offset: 0, .notAnObject))),
      ("{\"_id\": \"a\"}", .missingKey("text")),
      ("{\"text\": \"a\"}", .missingKey("_id")),
      ("{\"_id\": \"a\", \"text\": null}", .missingKey("text")),
      ("{\"_id\": \"a\", \"text\": 1}", .wrongType(key: "text", expected: "a string")),
      (
        "{\"_id\": 1.5, \"text\": \"\"}",
        .wrongType(key: "_id", expected: "a string or a whole number")
      ),
      (
        "{\"_id\": \"a\", \"text\": \"\", \"title\": []}",
        .wrongType(key: "title", expected: "a string")
      ),
      (
        "{\"_id\": \"a\", \"text\": \"\", \"metadata\": 1}",
        .wrongType(key: "metadata", expected: "an object")
      ),
      ("{\"_id\": \"\", \"text\": \"b\"}", .emptyID),
      ("{\"_id\": \"x\", \"text\": \"b\"}", .repeatedID("x", firstLine: 1)),
      (String(repeating: "[", count: 100_000), .notJSON(JSONFlaw(offset: 0, .notAnObject))),
    ])
  func textFaults(line: String, fault: TextFault) throws {
    for name in ["corpus.jsonl", "queries.jsonl"] {
      let old = name == "corpus.jsonl" ? Self.corpus : Self.queries
      try write(name, "{\"_id\": \"x\", \"text\": \"y\"}\n\n\(line)\n")
      let path = folder.path.appending(name)
      #expect(throws: LineError(.line(3, of: path.string), fault)) {
        try dataset()
      }
      try write(name, old)
    }
  }

  @Test(
    "A file that is missing is named",
    arguments: ["corpus.jsonl", "queries.jsonl"])
  func missing(name: String) throws {
    try FileManager.default.removeItem(atPath: folder.path.appending(name).string)
    #expect(throws: FileError.missing(path: folder.path.appending(name))) { try dataset() }
  }

  @Test("A directory that is none, has no judgements, no text or no judged query is told so")
  func emptiness() throws {
    let file = folder.path.appending("corpus.jsonl")
    #expect(throws: DatasetError.notADirectory(file)) {
      try Dataset(directory: file, split: "test")
    }
    let empty = try TemporaryDirectory()
    #expect(throws: DatasetError.noSplit("test", directory: empty.path, found: [])) {
      try Dataset(directory: empty.path, split: "test")
    }
    try write("qrels/other.tsv", "nobody\tp1\t1\n")
    #expect(throws: DatasetError.noJudgedQuery(split: "other", directory: folder.path)) {
      try dataset("other")
    }
    try write("qrels/none.tsv", "")
    #expect(throws: DatasetError.noJudgedQuery(split: "none", directory: folder.path)) {
      try dataset("none")
    }
    try write("corpus.jsonl", "\n \n")
    #expect(throws: DatasetError.empty(file)) { try dataset() }
  }
}
