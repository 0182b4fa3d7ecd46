import Foundation
import TrefoilIndex

/// What a change of an index took, in milliseconds.
struct Changing: Encodable {
  let add: [Double]
  /// From the beginning of the adding until another process has found the last passage.
  let visible: [Double]
  let delete: [Double]
}

/// `change INDEX --model M [--rounds N] [--real SET]…`: adds 100 passages and deletes them again.
func change(_ arguments: Arguments) async throws {
  let path = try arguments.indexPath()
  let index = try Index.open(path, embedder: try arguments.embedder())
  let corpus = try madeCorpus(arguments)
  var (add, visible, delete): ([Double], [Double], [Double]) = ([], [], [])
  for round in 0..<(try arguments.number("rounds", 5)) {
    let first = 20_000_000 + 100 * round
    let documents = (first..<first + 100).map { corpus.document($0) }
    // What an interrupted run left.
    try await index.remove(documents.map(\.document.id))
    let watcher = try Watcher(index: path.string, id: "\(first + 99)")
    let begin = Date()
    add.append(try await milliseconds { try await index.add(embedded: documents) })
    visible.append((try watcher.seen() - begin.timeIntervalSince1970) * 1_000)
    delete.append(
      try await milliseconds { try await index.remove(documents.map(\.document.id)) })
  }
  try answer(Changing(add: add, visible: visible, delete: delete))
}

/// Another process that waits until it finds a passage.
private struct Watcher {
  private let process = Process()
  private let output = Pipe()

  /// Returns when the process has the index open and looks for the passage.
  init(index: String, id: String) throws {
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["watch", index, id]
    process.standardOutput = output
    try process.run()
    guard output.fileHandleForReading.availableData == Data("ready\n".utf8) else {
      throw SearchesError("The process that waits for a passage did not begin.")
    }
  }

  /// When it found the passage, in seconds since 1970.
  func seen() throws -> Double {
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }
    guard let time = Double(text) else {
      throw SearchesError("The process that waits for a passage never found it.")
    }
    return time
  }
}

/// `watch INDEX ID`: says “ready”, then when it found the passage.
func watch(_ arguments: Arguments) async throws {
  let index = try Index.open(try arguments.indexPath())
  let id = try arguments.place(1, "ID")
  let end = Date().addingTimeInterval(60)
  guard try await index.get([.init(id)])[0] == nil else {
    throw SearchesError("“\(id)” is there already.")
  }
  try FileHandle.standardOutput.write(contentsOf: Data("ready\n".utf8))
  while try await index.get([.init(id)])[0] == nil {
    guard Date() < end else { throw SearchesError("“\(id)” did not come within a minute.") }
    // Two threads are the writer's: a reader that spins would take one away.
    try await Task.sleep(for: .milliseconds(1))
  }
  try FileHandle.standardOutput.write(contentsOf: Data("\(Date().timeIntervalSince1970)\n".utf8))
}
