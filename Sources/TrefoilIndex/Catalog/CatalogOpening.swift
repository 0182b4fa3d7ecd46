internal import SystemPackage
internal import TrefoilFiles

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// In which way SQLite opens a catalogue.
enum CatalogOpening: Equatable, Sendable {
  /// Readers and a writer, who agree by the files of SQLite's log.
  case writing
  /// Readers alone, beside the log of a writer that may do what this process may not.
  case reading
  /// Readers alone, where nobody writes: SQLite takes no locks and looks for no log.
  case unchanging

  /// The way for an index's directory.
  ///
  /// - Throws: `IndexError.unmergedLog` where nothing may be written and a log has the last commits.
  init(of directory: FilePath) throws(IndexError) {
    let catalogue = directory.appending(Catalog.fileName)
    guard !Self.isWritable(directory) || !Self.isWritable(catalogue) else {
      self = .writing
      return
    }
    let log = directory.appending(Catalog.fileName + "-wal")
    guard ((try? log.stat().size) ?? 0) > 0 else {
      self = .unchanging
      return
    }
    guard directory.appending(Catalog.fileName + "-shm").isRegularFile else {
      throw .unmergedLog(path: directory)
    }
    self = .reading
  }

  private static func isWritable(_ path: FilePath) -> Bool {
    unsafe access(path.string, W_OK) == 0
  }

  /// What SQLite is given as the name of a file: a URI where it says more than a name.
  func name(of path: FilePath) -> String {
    switch self {
    case .writing, .reading: path.string
    case .unchanging:
      "file:" + Self.escaped(path.lexicallyNormalized().string) + "?immutable=1"
    }
  }

  /// A path in a URI: every byte that could mean something else there, as its hexadecimal digits.
  private static func escaped(_ path: String) -> String {
    path.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
