internal import GRDB
public import SystemPackage
public import Trefoil
internal import TrefoilFiles

extension Index {
  /// How often what changed meanwhile is caught up with before writers have to wait.
  private static let unlockedRounds = 3
  /// How long the right to write is waited for: the work may have taken hours, and is worth some minutes.
  private static let patience = Duration.seconds(300)

  /// Encodes the documents of an index anew, with another model or other options, and puts the new
  /// index in the place of the old one.
  ///
  /// The new index grows in a folder beside the old one, whose name has `.reencoding` behind it. What
  /// was encoded stays there when the call fails or is cancelled, and the same call goes on from there.
  /// Meanwhile others read and write the old index; what they commit is in the new one as well. They
  /// wait only while the last of it is caught up with and the two directories change places, which is
  /// one step where the system can do that: after a crash, either the old or the new index is there.
  /// Whoever has the old index open goes on reading it, and can't write to it any more.
  ///
  /// - Parameters:
  ///   - path: the index's directory.
  ///   - embedder: the model of the new index.
  ///   - options: what the new index keeps.
  ///   - progress: called after each batch, from any thread.
  /// - Throws: `IndexError`, `.encodedAlready` for an index that is so already, and `.otherReencoding`
  ///   where another call's work lies beside it; as `Embedder.encode`.
  @discardableResult
  public static func reencode(
    _ path: FilePath, embedder: Embedder, options: ReencodingOptions = ReencodingOptions(),
    progress: (@Sendable (ReencodingProgress) -> Void)? = nil
  ) async throws -> IndexReencoding {
    let place = path.resolved ?? path
    try requirePlace(options.keep, for: place)
    do {
      try ExchangedDirectories.restore(place)
      try ReencodingFolder.endExchange(at: place, keep: options.keep, isOurs: false)
    } catch let error as FileError {
      throw IndexError.file(error)
    }
    let old = try Index.open(place)
    let wanted = options.options(old.configuration, embedder)
    guard try !IndexConfiguration(wanted, embedder).isSame(as: old.configuration) else {
      throw IndexError.encodedAlready(path: path)
    }
    let folder = try ReencodingFolder.open(
      beside: old.path, embedder, wanted, restarts: options.restarts)
    let resumed = try await folder.index.statistics().documents
    var work = ReencodingWork(from: old, to: folder.index, progress: progress)
    var seen = try await work.catchUp()
    for _ in 1..<Self.unlockedRounds where try await old.generation() != seen {
      seen = try await work.catchUp()
    }
    let lock = try await old.waiting(Self.patience).beginWriting()
    defer { withExtendedLifetime((lock, folder)) {} }
    if try await old.generation() != seen { _ = try await work.catchUp() }
    var result = work.result
    result.documents = try await folder.index.statistics().documents
    result.resumed = resumed
    try Task.checkCancellation()
    result.kept = try exchange(old, folder, keep: options.keep)?.string
    return result
  }

  /// Finds at the beginning what would be in the way at the end.
  private static func requirePlace(_ keep: FilePath?, for path: FilePath) throws {
    guard let keep else { return }
    guard !keep.exists else { throw IndexError.exists(path: keep) }
    let (parent, own) = (keep.removingLastComponent(), path.removingLastComponent())
    guard let found = FileIdentity(of: parent) else {
      throw IndexError.file(.cannotCreate(path: keep, reason: "its directory is not there"))
    }
    guard found.device == FileIdentity(of: own)?.device else {
      throw IndexError.file(
        .cannotCreate(path: keep, reason: "it is on another disk than the index"))
    }
  }

  /// Gives the new index the old one's place; the caller may write to both.
  ///
  /// - Returns: Where the old one is kept, if it is.
  private static func exchange(
    _ old: Index, _ folder: ReencodingFolder, keep: FilePath?
  ) throws -> FilePath? {
    // All that its log has is in the file then; that of the old one goes with its directory.
    try folder.index.catalog.close()
    do {
      try ExchangedDirectories.exchange(old.path, folder.path)
      try ReencodingFolder.endExchange(at: old.path, keep: keep, isOurs: true)
    } catch let error as FileError {
      throw IndexError.file(error)
    }
    return keep
  }
}
