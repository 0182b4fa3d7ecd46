import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilEvaluation
import TrefoilFiles
import TrefoilIndex

@Suite("Shapes of data sets")
struct DatasetShapeTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    try write(
      "corpus.jsonl", "{\"_id\": \"a\", \"text\": \"one\"}\n{\"_id\": \"b\", \"text\": \"two\"}\n")
    try write("queries.jsonl", "{\"_id\": \"a\", \"text\": \"one\"}\n")
    try write("qrels/test.tsv", "a\tb\t1\n")
  }

  private func write(_ name: String, _ text: String) throws {
    let path = folder.path.appending(name)
    try FileManager.default.createDirectory(
      atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
    try folder.write(text.utf8, to: name)
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: folder.path.appending(name).string)
  }

  private func dataset() throws -> Dataset {
    try Dataset(directory: folder.path, split: "test")
  }

  @Test(
    "An array, other keys and a corpus in parts are read",
    arguments: [
      [
        "corpus.jsonl":
          "[{\"docid\": \"a\", \"contents\": \"one\"},\n{\"id\": \"b\", \"body\": \"two\"}]"
      ],
      [
        "corpus-2.jsonl": "{\"_id\": \"b\", \"text\": \"two\"}",
        "corpus-1.jsonl": "{\"_id\": \"a\", \"text\": \"one\"}",
      ],
      [
        "corpus/x.jsonl": "{\"_id\": \"a\", \"text\": \"one\"}",
        "corpus/y.jsonl": "{\"_id\": \"b\", \"text\": \"two\", \"metadata\": []}",
      ],
    ])
  func shapes(files: [String: String]) throws {
    try remove("corpus.jsonl")
    for (name, text) in files { try write(name, text) }
    #expect(try dataset().passages.map(\.id) == ["a", "b"])
    #expect(try dataset().passages.map(\.text) == ["one", "two"])
  }

  @Test("An id that stands in two parts is told of")
  func repeatedInParts() throws {
    try remove("corpus.jsonl")
    try write("corpus.1.jsonl", "{\"_id\": \"a\", \"text\": \"one\"}")
    try write("corpus.2.jsonl", "{\"_id\": \"a\", \"text\": \"one\"}")
    let path = folder.path("corpus.2.jsonl")
    #expect(throws: LineError(.line(1, of: path), TextFault.repeatedID("a", firstLine: nil))) {
      try dataset()
    }
  }

  @Test("A corpus in another format says how to convert it")
  func foreign() throws {
    try remove("corpus.jsonl")
    try write("corpus/part-0.parquet", "PAR1")
    let path = folder.path.appending("corpus/part-0.parquet")
    let error = DatasetError.foreign(
      path, .parquet, wanted: folder.path.appending("corpus.jsonl"))
    #expect(throws: error) { try dataset() }
    #expect(
      error.description.contains(
        "duckdb -jsonlines -c \"from '\(path)'\" > \(folder.path("corpus.jsonl"))"))
  }

  @Test(
    "Judgements in another format say how to convert them",
    arguments: [
      ("test.tsv.gz", ForeignFormat.gzip, "test.tsv"), ("test.gz", .gzip, "test.tsv"),
      ("test.qrels.zst", .zstd, "test.qrels"),
      ("test-00000-of-00001.parquet", .parquet, "test.jsonl"),
    ])
  func foreignJudgements(name: String, format: ForeignFormat, wanted: String) throws {
    try remove("qrels/test.tsv")
    try write("qrels/\(name)", "")
    let error = DatasetError.foreign(
      folder.path.appending("qrels/\(name)"), format,
      wanted: folder.path.appending("qrels/\(wanted)"))
    #expect(throws: error) { try dataset() }
    #expect(error.description.contains("> \(folder.path("qrels/\(wanted)"))"))
    try write("qrels/dev.tsv", "a\tb\t1\n")
    #expect(throws: error) { try dataset() }
    #expect(try Dataset(directory: folder.path, split: "dev").split == "dev")
  }

  @Test("Judgements of another split are none of the split, in whatever format")
  func otherSplit() throws {
    try remove("qrels/test.tsv")
    try write("qrels/testing.tsv.gz", "")
    #expect(throws: DatasetError.noSplit("test", directory: folder.path, found: [])) {
      try dataset()
    }
  }

  @Test("Ids that differ in their bytes alone are two")
  func bytes() throws {
    try write(
      "corpus.jsonl",
      "{\"_id\": \"caf\u{e9}\", \"text\": \"one\"}\n{\"_id\": \"cafe\u{301}\", \"text\": \"two\"}\n"
    )
    try write("qrels/test.tsv", "a\tcafe\u{301}\t1\n")
    let dataset = try dataset()
    #expect(dataset.passages.count == 2)
    #expect(dataset.unknownJudgements.passageCount == 0)
    let run = Run(tag: "t", rankings: ["a": [Run.Entry(passage: "caf\u{e9}", score: 1)]])
    #expect(
      Measure(.hit, at: 1).value(of: run.rankings["a"] ?? [], grades: ["cafe\u{301}": 1]) == 0)
  }

  @Test(
    "A passage with the query's id is left out where the set says so, by its file or by its name",
    arguments: [
      ("{\"ignore_identical_ids\": true}", IdenticalIDs.leftOut),
      ("{\"ignore_identical_ids\": false}", .kept), ("{}", .kept),
    ])
  func identicalIDs(text: String, expected: IdenticalIDs) throws {
    try write("dataset.json", text)
    let dataset = try dataset()
    #expect(dataset.identicalIDs == expected)
    #expect(dataset.queriesAmongPassages == 1)
    let entries = [Run.Entry(passage: "a", score: 2), Run.Entry(passage: "b", score: 1)]
    let run = dataset.admitted(of: Run(tag: "t", rankings: ["a": entries]))
    #expect(run.rankings["a"]?.map(\.passage) == (expected == .kept ? ["a", "b"] : ["b"]))
  }

  @Test("The names of BEIR's own sets say it too")
  func named() throws {
    for name in ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"] {
      let text = try String(contentsOfFile: folder.path(name), encoding: .utf8)
      try write("arguana/\(name)", text)
    }
    let set = try Dataset(directory: folder.path.appending("arguana"), split: "test")
    #expect(set.identicalIDs == .leftOut)
  }

  @Test("A selection leaves passages out of runs as well")
  func leftOut() throws {
    let part = try dataset().keeping(passages: { $0.id != "a" })
    let entries = [Run.Entry(passage: "a", score: 2), Run.Entry(passage: "b", score: 1)]
    let run = part.admitted(of: Run(tag: "t", rankings: ["a": entries]))
    #expect(run.rankings["a"]?.map(\.passage) == ["b"])
  }

  @Test("Judgements alone are a data set by which runs are judged")
  func judgementsAlone() throws {
    let path = folder.path.appending("qrels/test.tsv")
    let set = try Dataset(judgements: path)
    #expect(set.queries.map(\.id) == ["a"])
    #expect(set.passages.isEmpty)
    try write("none.tsv", "")
    let none = folder.path.appending("none.tsv")
    #expect(throws: DatasetError.noJudgement(none)) { try Dataset(judgements: none) }
  }

  @Test("Lines that are bad can be passed over")
  func skipping() throws {
    try write("corpus.jsonl", "{\"_id\": \"b\", \"text\": \"two\"}\nbad\n{\"text\": \"no id\"}\n")
    var lines: [LineError.Place] = []
    let set = try Dataset(directory: folder.path, split: "test") { lines.append($0.place) }
    #expect(set.passages.map(\.id) == ["b"])
    let path = folder.path("corpus.jsonl")
    #expect(lines == [.line(2, of: path), .line(3, of: path)])
  }
}
