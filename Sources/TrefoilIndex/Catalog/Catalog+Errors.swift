internal import GRDB
internal import SystemPackage
internal import TrefoilFiles

/// A value of the catalogue that contradicts the others.
struct CatalogDamage: Error, Equatable, Sendable {
  /// What is wrong.
  let reason: String
}

extension Catalog {
  /// What is wrong with a catalogue, for an error of SQLite's, of reading its rows or of the system;
  /// nil for another's.
  static func error(_ error: any Error, _ path: FilePath) -> IndexError? {
    switch error {
    case let error as DatabaseError: databaseError(error, path)
    case let error as RowDecodingError:
      .damagedCatalogue(path: path, reason: "a row has a value of another type (\(error))")
    case let damage as CatalogDamage: .damagedCatalogue(path: path, reason: damage.reason)
    case let error as Errno: .catalogue(path: path, reason: "\(error)")
    default: nil
    }
  }

  private static func databaseError(_ error: DatabaseError, _ path: FilePath) -> IndexError {
    let directory = path.removingLastComponent()
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(path: directory)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR:
      // All statements are ours, so where one does not suit the tables, these are not.
      return .damagedCatalogue(path: path, reason: reason)
    case .SQLITE_READONLY: return .readOnly(path: directory)
    case .SQLITE_CANTOPEN where !path.exists: return .missing(path: directory)
    default: return .catalogue(path: path, reason: reason)
    }
  }
}
