internal import SystemPackage
internal import TrefoilErrors

/// The files that the process may have open at once.
enum OpenFiles {
  /// What a command has open beside its streams: five that Dispatch takes to wait for signals, which
  /// stops the process where it gets none, the output with its spools, and an input.
  static let needed = 16

  /// Throws `TooFewOpenFiles` if the system does not let so many more be opened.
  static func requireRoom() throws(TooFewOpenFiles) {
    var opened: [FileDescriptor] = []
    defer { for descriptor in opened { try? descriptor.close() } }
    for _ in 0..<needed {
      guard let descriptor = try? FileDescriptor.open("/", .readOnly, options: [.closeOnExec])
      else { throw TooFewOpenFiles() }
      opened.append(descriptor)
    }
  }
}

/// The system lets the process open fewer files than any command needs.
struct TooFewOpenFiles: TrefoilError {
  var kind: ErrorKind { .missingInput }

  var description: String {
    "Fewer than \(OpenFiles.needed) more files can be opened at once. Raise the limit (ulimit -n)."
  }
}
