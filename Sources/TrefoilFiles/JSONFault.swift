/// Why a JSON file does not give the value that is wanted.
package enum JSONFault: Error, Equatable, Sendable {
  /// The file is not there, is not what its name says, or the system gives no access.
  case unreadable(FileError)
  /// It is no JSON, or a key is missing or of another type; `reason` is a clause that says which.
  case malformed(reason: String)
}
