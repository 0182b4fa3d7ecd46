internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The numbers 0, 1 and 2, which mean the standard streams whatever is open under them.
enum StandardDescriptors {
  /// Takes those that the caller has closed, before something else is opened under their numbers.
  ///
  /// Each is opened the wrong way round, so that reading standard input or writing standard output
  /// fails with the system's “bad file descriptor”, as it does where the number is free.
  static func reserve() {
    for (number, mode) in [
      (FileDescriptor.standardInput, FileDescriptor.AccessMode.writeOnly),
      (.standardOutput, .readOnly), (.standardError, .readOnly),
    ] where fcntl(number.rawValue, F_GETFD) == -1 {
      // The lowest free number is given, and those below are taken already.
      _ = try? FileDescriptor.open("/dev/null", mode)
    }
  }
}
