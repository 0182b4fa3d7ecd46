internal import SystemPackage
internal import TrefoilFiles

/// The right to write to an index, which one task of one process has at a time.
///
/// The system takes it back when the process ends, however it ends.
struct WriterLock: Sendable {
  /// The name of the file that is locked; it stays, and holds nothing.
  static let fileName = "writer.lock"
  /// How long to wait for another writer: a commit takes milliseconds, and a large merge some seconds.
  static let patience = Duration.seconds(30)
  /// The pause between two tries.
  private static let pause = Duration.milliseconds(20)

  private let lock: FileLock

  /// Waits for the right, `patience` at most.
  ///
  /// - Throws: `IndexError.busy`; `IndexError.notAnIndex` if the file is not there;
  ///   `CancellationError`.
  init(of directory: FilePath, patience: Duration) async throws {
    let path = directory.appending(Self.fileName)
    let end = ContinuousClock.now + patience
    while true {
      if let lock = FileLock(of: path.string) {
        self.lock = lock
        return
      }
      guard path.exists else {
        throw IndexError.notAnIndex(
          path: directory, reason: "it holds no file “\(Self.fileName)”")
      }
      guard ContinuousClock.now < end else { throw IndexError.busy(path: directory) }
      try await Task.sleep(for: Self.pause)
    }
  }
}
