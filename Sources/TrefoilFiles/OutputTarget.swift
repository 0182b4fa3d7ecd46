internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What an output's name leads to, links followed.
///
/// Only a regular file, or a name that nothing has, can be replaced. Everything else takes bytes as
/// they come: whoever reads a pipe, or has opened a file for this process, has no use for another
/// file of its name.
enum OutputTarget {
  /// A regular file, with its status, or a name that is still free.
  case file(FilePath, stat?)
  /// An open descriptor of this process: standard output, or what `/dev/fd/3` names.
  case descriptor(Int32)
  /// A pipe or a device, or a file that another process has open.
  case stream(FilePath)

  /// Links that are followed one behind the other, as on Linux; more are a circle.
  private static let mostLinks = 40

  /// Finds out where a name leads; `-` is standard output.
  ///
  /// - Throws: `FileError.notReplaceable` for a directory; `.cannotCreate`.
  init(_ name: FilePath) throws(FileError) {
    guard name != "-" else {
      self = .descriptor(FileDescriptor.standardOutput.rawValue)
      return
    }
    guard name.lastComponent != nil else { throw .notReplaceable(path: name) }
    var path = name
    for _ in 0..<Self.mostLinks {
      if let target = Self.openFile(path) {
        self = target
        return
      }
      guard let link = Self.link(at: path) else {
        self = try Self.end(path, of: name)
        return
      }
      path = path.removingLastComponent().pushing(link)
    }
    throw .cannotCreate(path: name, reason: "\(Errno.tooManySymbolicLinkLevels)")
  }

  /// Where bytes can wait on disk for this output: beside the file, else where temporary files lie.
  var spoolFolder: FilePath {
    if case .file(let path, _) = self { return path.removingLastComponent() }
    let named = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
    return FilePath(named.isEmpty ? "/tmp" : named)
  }

  private static func end(_ path: FilePath, of name: FilePath) throws(FileError) -> OutputTarget {
    var status = stat()
    guard unsafe stat(path.string, &status) == 0 else {
      let reason = Errno(rawValue: errno)
      guard reason == .noSuchFileOrDirectory else {
        throw .cannotCreate(path: name, reason: "\(reason)")
      }
      return .file(path, nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(path, status)
    case S_IFDIR: throw .notReplaceable(path: name)
    default: return .stream(path)
    }
  }

  /// What a name in a folder of open files means; nil for any other name.
  ///
  /// The system shows such names as links, but behind them is the open file and not a name of it.
  private static func openFile(_ path: FilePath) -> OutputTarget? {
    guard let number = path.lastComponent.flatMap({ Int32($0.string) }), number >= 0,
      let folder = path.removingLastComponent().resolved
    else { return nil }
    if ["/proc/self/fd", "/dev/fd"].contains(where: { FilePath($0).resolved == folder }) {
      return .descriptor(number)
    }
    guard folder.starts(with: "/proc"), folder.lastComponent == "fd" else { return nil }
    let own = FilePath("/proc/self").resolved.map { folder.starts(with: $0) } ?? false
    return own ? .descriptor(number) : .stream(path)
  }

  private static func link(at path: FilePath) -> FilePath? {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path.string)).map { FilePath($0) }
  }
}
