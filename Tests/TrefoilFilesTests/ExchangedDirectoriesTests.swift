import SystemPackage
import Testing
import TrefoilTesting

@testable import TrefoilFiles

@Suite("Two directories")
struct ExchangedDirectoriesTests {
  private let folder: TemporaryDirectory
  private let one, other: FilePath

  init() throws {
    folder = try TemporaryDirectory()
    (one, other) = (folder.path.appending("one"), folder.path.appending("other"))
    for path in [one, other] { try path.createDirectories() }
    try folder.write("1", to: "one/file")
    try folder.write("2", to: "other/file")
  }

  @Test("take each other's name, in one step or by three renames", arguments: [true, false])
  func exchange(atOnce: Bool) throws {
    if atOnce {
      try ExchangedDirectories.exchange(one, other)
    } else {
      try ExchangedDirectories.renameInTurn(one, other)
    }
    #expect(try folder.read("one/file") == Array("2".utf8))
    #expect(try folder.read("other/file") == Array("1".utf8))
    #expect(folder.names == ["one", "other"])
  }

  @Test("stay as they are where one is missing", arguments: [true, false])
  func missing(atOnce: Bool) throws {
    let nothing = folder.path.appending("nothing")
    #expect(throws: FileError.self) {
      if atOnce {
        try ExchangedDirectories.exchange(one, nothing)
      } else {
        try ExchangedDirectories.renameInTurn(one, nothing)
      }
    }
    #expect(folder.names == ["one", "other"])
    #expect(try folder.read("one/file") == Array("1".utf8))
  }

  @Test("are found again where a crash came between two renames")
  func restore() throws {
    try one.renamed(to: ExchangedDirectories.asideName(of: one))
    try ExchangedDirectories.restore(one)
    try ExchangedDirectories.restore(one)
    #expect(try folder.read("one/file") == Array("1".utf8))
    #expect(folder.names == ["one", "other"])
  }

  @Test("go with all that is in them, and what is not there can't be discarded")
  func discard() throws {
    try one.discardDirectory()
    #expect(folder.names == ["other"])
    #expect(throws: FileError.self) { try one.discardDirectory() }
  }
}
