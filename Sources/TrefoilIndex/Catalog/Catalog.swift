internal import GRDB
internal import SystemPackage
internal import TrefoilFiles

/// The catalogue of an index: its documents, passages and list of segments, in SQLite.
///
/// What it says changes in transactions that are on the disk when they end. Readers see the state
/// in which their transaction began, and never wait for the writer.
final class Catalog: Sendable {
  /// The name of its file in the index's directory.
  static let fileName = "catalogue.sqlite"
  /// How long a connection waits for another one's lock, in seconds: a commit takes milliseconds.
  private static let patience = 10.0

  let path: FilePath
  /// In which way it is open.
  let opening: CatalogOpening
  private let pool: DatabasePool
  /// By what the file that is open is told from another that takes its name.
  private let identity: FileIdentity?

  private init(
    path: FilePath, opening: CatalogOpening, pool: DatabasePool, identity: FileIdentity?
  ) {
    self.path = path
    self.opening = opening
    self.pool = pool
    self.identity = identity
  }

  /// Makes the catalogue of a new index, and closes it, whole and on the disk.
  static func create(
    in directory: FilePath, _ configuration: IndexConfiguration
  ) throws(IndexError) {
    let fields = try DeclaredFields(configuration.fields)
    let catalog = try connect(directory, .writing)
    try catalog.writeNow { database in
      try CatalogSchema.create(database, fields)
      try database.setConfiguration(configuration)
    }
    try catalog.close()
  }

  /// Opens the catalogue of an index.
  ///
  /// - Throws: `IndexError.notAnIndex`, `.newerFormat`, `.catalogue`, `.damagedCatalogue` or
  ///   `.unmergedLog`.
  static func open(in directory: FilePath) throws(IndexError) -> Catalog {
    let path = directory.appending(fileName)
    guard path.isRegularFile else {
      throw .notAnIndex(path: directory, reason: "it holds no file “\(fileName)”")
    }
    let catalog = try connectAgain(directory)
    let (application, format) = try catalog.readNow { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      )
    }
    guard application == CatalogSchema.applicationID else {
      throw .notAnIndex(path: directory, reason: "“\(fileName)” is another program's")
    }
    guard format <= CatalogSchema.version else {
      throw .newerFormat(path: directory, format: format, supported: CatalogSchema.version)
    }
    guard format > 0 else {
      throw .damagedCatalogue(path: path, reason: "it has format \(format), which none has")
    }
    return catalog
  }

  /// The same where another catalogue may take the name meanwhile.
  private static func connectAgain(_ directory: FilePath) throws(IndexError) -> Catalog {
    do throws(IndexError) {
      return try connect(directory, try CatalogOpening(of: directory))
    } catch .replaced {
      return try connect(directory, try CatalogOpening(of: directory))
    }
  }

  private static func connect(
    _ directory: FilePath, _ opening: CatalogOpening
  ) throws(IndexError) -> Catalog {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.journalMode = .wal
    configuration.label = "trefoil"
    let path = directory.appending(fileName)
    let identity = FileIdentity(of: path)
    configuration.readonly = opening != .writing
    configuration.prepareDatabase { database in
      // Connections are opened by name as they are needed, and by then it may be another index's.
      guard identity == nil || FileIdentity(of: path) == identity else {
        throw IndexError.replaced(path: directory)
      }
      // A page that contradicts itself is an error when it is read.
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON")
    }
    return try translated(path) {
      let pool = try DatabasePool(path: opening.name(of: path), configuration: configuration)
      return Catalog(
        path: path, opening: opening, pool: pool, identity: identity ?? FileIdentity(of: path))
    }
  }

  /// Brings what is in SQLite's log into the file, as far as no reader needs it there.
  func mergeLog() throws(IndexError) {
    try Self.translated(path) {
      _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
  }

  /// Ends all connections; what was in SQLite's log is in the file then.
  func close() throws(IndexError) {
    if opening == .writing { try mergeLog() }
    try Self.translated(path) { try pool.close() }
  }

  /// Reads in one transaction, on a thread of the pool.
  ///
  /// - Throws: `IndexError`; what else `body` throws.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    do {
      do {
        return try await pool.read(body)
      } catch IndexError.replaced where opening == .writing {
        // No other connection reaches the file any more; that of the writer is open from the start.
        return try await pool.writeWithoutTransaction { database in
          try Self.reading(database, body)
        }
      }
    } catch {
      throw Self.error(error, path) ?? error
    }
  }

  private static func reading<Value>(
    _ database: Database, _ body: (Database) throws -> Value
  ) throws -> Value {
    var value: Value?
    try database.inTransaction(.deferred) {
      value = try body(database)
      return .commit
    }
    guard let value else { preconditionFailure("a transaction ended before it began") }
    return value
  }

  /// Whether another index has taken the name since this one was opened.
  var isReplaced: Bool { FileIdentity(of: path).map { $0 != identity } ?? false }

  /// Changes what the catalogue says, in one transaction that is on the disk when this returns.
  ///
  /// - Throws: `IndexError`; what else `body` throws. Nothing has changed then.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    do {
      try FileSystem.announce(.transaction(path))
      return try await pool.write(body)
    } catch {
      throw Self.error(error, path) ?? error
    }
  }

  /// Makes a copy of the catalogue in the state of one commit, closed and on the disk; returns the
  /// segments of that.
  func copy(to path: FilePath) throws(IndexError) -> [SegmentRecord] {
    let pool = pool
    return try Self.translated(path) {
      let copy = try DatabaseQueue(path: path.string)
      try pool.backup(to: copy)
      let segments = try copy.read { try $0.segments() }
      try copy.close()
      return segments
    }
  }

  /// The same at once, on the calling thread.
  func readNow<Value>(_ body: (Database) throws -> Value) throws(IndexError) -> Value {
    try Self.translated(path) { try pool.read(body) }
  }

  /// The same at once, on the calling thread.
  func writeNow<Value>(_ body: (Database) throws -> Value) throws(IndexError) -> Value {
    try Self.translated(path) { try pool.write(body) }
  }

  private static func translated<Value>(
    _ path: FilePath, _ body: () throws -> Value
  ) throws(IndexError) -> Value {
    do {
      return try body()
    } catch let error as IndexError {
      throw error
    } catch {
      throw Self.error(error, path) ?? .catalogue(path: path, reason: "\(error)")
    }
  }
}
