internal import Foundation
internal import Synchronization
package import SystemPackage
package import TrefoilFiles

/// A file system that counts its operations, and lets one of them fail or be the last.
///
/// `FileSystem.$faults.withValue(disk) { … }` puts it before what a task does.
package final class FaultyDisk: FileSystemFaults {
  /// What happens at one operation.
  package enum Fault: Equatable, Sendable {
    /// It fails, and those after it do not.
    case failure(Errno)
    /// Neither it nor any after it is carried out.
    case crash
  }

  /// What an operation throws when it comes after the crash.
  package struct Crash: Error {}

  /// What a loss of power leaves of what was not brought to the disk.
  package enum Loss: CaseIterable, Sendable {
    /// Neither names nor bytes.
    case everything
    /// Names, but no bytes behind those that were synced.
    case bytes
    /// Names, and zeros in the place of the bytes.
    case zeros
  }

  /// A change of names that is not on the disk, and where what it took away is kept.
  fileprivate struct Change {
    let operation: FileOperation
    let directory: FilePath
    let kept: FilePath?
  }

  fileprivate struct State {
    var operations: [FileOperation] = []
    var isDown = false
    var changes: [Change] = []
    /// The bytes of each new file that are on the disk.
    var synced: [FilePath: Int] = [:]
    var failedSyncs: Set<FilePath> = []
    var syncedAgain: [FilePath] = []
  }

  private let fault: Fault?
  private let place: Int
  /// Where files lie whose names were taken away.
  private let attic: TemporaryDirectory
  private let state = Mutex(State())

  /// Makes a file system that fails at the operation of a number, counted from zero; with no fault it
  /// only counts.
  package init(_ fault: Fault? = nil, at place: Int = 0) throws {
    self.fault = fault
    self.place = place
    attic = try TemporaryDirectory()
  }

  /// The operations so far, that which failed among them.
  package var operations: [FileOperation] { state.withLock { $0.operations } }

  /// Whether it has crashed.
  package var isDown: Bool { state.withLock { $0.isDown } }

  /// The files that were synced again after that had failed.
  package var syncedAgain: [FilePath] { state.withLock { $0.syncedAgain } }

  package func perform(_ operation: FileOperation, _ body: () throws -> Void) throws {
    try state.withLock { state in
      guard !state.isDown else { throw Crash() }
      let number = state.operations.count
      state.operations.append(operation)
      if case .sync(let path) = operation, state.failedSyncs.contains(path) {
        state.syncedAgain.append(path)
      }
      guard number == place, let fault else { return }
      switch fault {
      case .crash:
        state.isDown = true
        throw Crash()
      case .failure(let reason):
        if case .sync(let path) = operation, !path.isDirectory { state.failedSyncs.insert(path) }
        throw reason
      }
    }
    let kept = keep(operation)
    // What a sync has brought to the disk is remembered, so none need be waited for.
    if !operation.isSync { try body() }
    state.withLock { $0.note(operation, kept: kept) }
  }

  /// Gives a file that loses its name another one.
  private func keep(_ operation: FileOperation) -> FilePath? {
    let path: FilePath
    switch operation {
    case .remove(let removed): path = removed
    case .rename(_, let name): path = name
    default: return nil
    }
    guard path.isRegularFile else { return nil }
    let kept = attic.path.appending(UUID().uuidString)
    guard (try? FileManager.default.linkItem(atPath: path.string, toPath: kept.string)) != nil
    else { return nil }
    return kept
  }

  /// Takes away what was not brought to the disk; everything has crashed before.
  package func losePower(_ loss: Loss) throws {
    let (changes, synced) = state.withLock { ($0.changes, $0.synced) }
    var files = synced
    if loss == .everything {
      for change in changes.reversed() { try undo(change, &files) }
    }
    for (path, count) in files where path.isRegularFile {
      let size = Int(try path.stat().size)
      guard size > count else { continue }
      let file = try FileDescriptor.open(path, .readWrite)
      try file.closeAfter {
        try file.resize(to: Int64(count))
        if loss == .zeros { try file.resize(to: Int64(size)) }
      }
    }
  }

  private func undo(_ change: Change, _ files: inout [FilePath: Int]) throws {
    let manager = FileManager.default
    switch change.operation {
    case .create(let path), .makeDirectory(let path), .link(_, let path):
      try? manager.removeItem(atPath: path.string)
      files[path] = nil
    case .rename(let path, let name):
      try manager.moveItem(atPath: name.string, toPath: path.string)
      files = files.moved(from: name, to: path)
      if let kept = change.kept {
        try manager.moveItem(atPath: kept.string, toPath: name.string)
      }
    case .exchange(let path, let other):
      let aside = attic.path.appending(UUID().uuidString)
      try manager.moveItem(atPath: path.string, toPath: aside.string)
      try manager.moveItem(atPath: other.string, toPath: path.string)
      try manager.moveItem(atPath: aside.string, toPath: other.string)
      files = files.exchanged(path, other)
    case .remove(let path):
      if let kept = change.kept {
        try manager.moveItem(atPath: kept.string, toPath: path.string)
      }
    case .write, .sync, .transaction: break
    }
  }
}

extension FileOperation {
  fileprivate var isSync: Bool {
    if case .sync = self { true } else { false }
  }
}

extension FaultyDisk.State {
  /// Remembers what an operation has left to be brought to the disk.
  fileprivate mutating func note(_ operation: FileOperation, kept: FilePath?) {
    switch operation {
    case .create(let path):
      synced[path] = 0
      add(operation, path, kept)
    case .makeDirectory(let path), .remove(let path): add(operation, path, kept)
    case .link(let path, let name):
      synced[name] = synced[path]
      add(operation, name, kept)
    case .rename(let path, let name):
      synced = synced.moved(from: path, to: name)
      add(operation, name, kept)
    case .exchange(let path, let other):
      synced = synced.exchanged(path, other)
      add(operation, path, kept)
    case .sync(let path) where path.isDirectory:
      changes.removeAll { $0.directory == path }
    case .sync(let path):
      synced[path] = (try? path.stat().size).map(Int.init)
    case .write, .transaction: break
    }
  }

  private mutating func add(_ operation: FileOperation, _ path: FilePath, _ kept: FilePath?) {
    let directory = path.removingLastComponent()
    changes.append(
      FaultyDisk.Change(operation: operation, directory: directory, kept: kept))
  }
}

extension [FilePath: Int] {
  /// The same where two directories took each other's name.
  fileprivate func exchanged(_ path: FilePath, _ other: FilePath) -> Self {
    let aside: FilePath = "aside"
    return moved(from: path, to: aside).moved(from: other, to: path).moved(from: aside, to: other)
  }

  /// The same under other names, where a file or a directory above it got one.
  fileprivate func moved(from path: FilePath, to name: FilePath) -> Self {
    Self(
      map { file, count in
        var rest = file
        guard rest.removePrefix(path) else { return (file, count) }
        return (rest.isEmpty ? name : name.pushing(rest), count)
      }, uniquingKeysWith: { $1 })
  }
}
